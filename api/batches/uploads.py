"""The uploaded files of a request, those of a hand-over with the `/check` of each photo."""

from dataclasses import replace

from flask import Request, g
from werkzeug.datastructures import FileStorage

from api.batches.intake import UploadedFile
from api.batches.requests import PHOTOS_FIELD, HandoverOptions, PhotoOptions
from api.http.inputs import BadOption, NoImage
from api.service import service
from api.store.check_lookup import find_check


def request_files(request: Request, options: PhotoOptions) -> list[UploadedFile]:
    """Return the uploaded files with their options. Raises NoImage, BadOption."""
    return [
        UploadedFile(
            name=part.filename or "",
            data=part.read(),
            reference=options.reference,
            types=options.types,
        )
        for part in _file_parts(request)
    ]


def handover_files(request: Request, options: HandoverOptions) -> list[UploadedFile]:
    """Return a hand-over's files with attempt and types of their checks. Raises BadOption, Busy."""
    files = request_files(request, options)
    ids = options.check_id or [""] * len(files)
    if len(ids) != len(files):
        raise BadOption(f"'check_id' came {len(ids)} times for {len(files)} photos.")
    return [_with_check(file, id_) if id_ else file for file, id_ in zip(files, ids, strict=True)]


def _with_check(file: UploadedFile, check_id: str) -> UploadedFile:
    store = service().store
    with store.reading() as connection:
        check = find_check(connection, check_id, g.owner)
    if check is None:
        raise BadOption(f"Option 'check_id': there is no such check as {check_id}.")
    if check["reference_mac"] not in (None, store.vault.mac("reference", file.reference)):
        raise BadOption(f"Option 'check_id': {check_id} is a check of another reference.")
    types = file.types or tuple(check["asked"])
    return replace(file, check_id=check_id, attempt=check["attempt"], types=types)


def _file_parts(request: Request) -> list[FileStorage]:
    parts = request.files.to_dict(flat=False)
    photos = parts.pop(PHOTOS_FIELD, [])
    if parts:
        raise BadOption(
            f"Unknown file field '{min(parts)}': send photos and zips as '{PHOTOS_FIELD}'."
        )
    if not photos:
        raise NoImage(f"Send the photos, or zips of them, as form fields '{PHOTOS_FIELD}'.")
    return photos

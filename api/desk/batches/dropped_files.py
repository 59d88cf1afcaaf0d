"""Photos in the folders, zip files, chat exports and files that officers upload."""

import io
import posixpath
from pathlib import PurePosixPath
from zipfile import ZipFile

from api.batches.intake import names_of
from api.store.photos.intake import Upload
from precheck.bulk.sources import archive
from precheck.bulk.sources.files import PhotoFile
from precheck.bulk.sources.zip_directory import directory_bytes


def upload(source: PhotoFile, top: str) -> Upload:
    """Return the photo to add. Its reference groups photos of one citizen.

    The reference is the chat's sender, else the folder relative to `top`, else the file's name.
    """
    folder, _, file = source.name.rpartition("/")
    below = posixpath.relpath(folder or ".", top)
    reference = PurePosixPath(file).stem if below == "." else below
    reference = source.sent.sender if source.sent else reference
    return Upload(data=source.data, names=names_of(source, reference))


def common_folder(path: str, data: bytes) -> str:
    """Return the folder that contains all files of an archive."""
    file = io.BytesIO(data)
    try:
        if directory_bytes(file) > archive.MAX_DIRECTORY_BYTES:
            return "."
        with ZipFile(file) as opened:
            folders = [posixpath.dirname(i.filename) for i in opened.infolist() if not i.is_dir()]
    except archive.ZIP_ERRORS:  # reported when the archive is unpacked
        return "."
    within = posixpath.commonpath(folders) if folders and all(folders) else ""
    return posixpath.join(path, within)

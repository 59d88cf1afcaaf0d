"""The list of files that a page announces before it sends them."""

from typing import Annotated

from flask import Request
from pydantic import BaseModel, ConfigDict, Field

from api.batches.intake import safe_path
from api.http.inputs import json_object, validated
from api.store.database.vault import Vault
from api.store.photos.intake import file_mac
from api.store.uploads.announced import LocalFile

FilePath = Annotated[str, Field(min_length=1, max_length=1000)]
"""Within the folder that is uploaded."""
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class HashedFile(BaseModel):
    """A file on the officer's computer."""

    model_config = ConfigDict(extra="forbid")

    path: FilePath
    sha256: Sha256


class Announcement(BaseModel):
    """The files of one upload."""

    model_config = ConfigDict(extra="forbid")

    files: list[HashedFile] = Field(min_length=1)
    too_large: list[FilePath] = []
    """Paths of files that the page does not send, because of their size."""
    name: str | None = Field(default=None, max_length=200)
    """Of a new batch."""
    urgent: bool = False
    """Whether a new batch comes before the backlog."""
    fresh: bool = False
    """Whether to make a new batch although these files belong to one that broke off."""
    anyway: bool = False
    """Whether files that other batches hold are added too."""

    def local_files(self, vault: Vault) -> list[LocalFile]:
        """Return the files as the store compares them."""
        return [
            LocalFile(path=safe_path(file.path), mac=file_mac(vault, file.sha256))
            for file in self.files
        ]

    def too_large_paths(self) -> list[str]:
        """Return the paths of the files that are too large, as the store holds paths."""
        return [safe_path(path) for path in self.too_large]


def read_announcement(request: Request) -> Announcement:
    """Parse the body. Raises BadBody, BadOption."""
    return validated(Announcement, json_object(request.get_data(cache=False)))

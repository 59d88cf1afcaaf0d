"""Uploads stay in memory: a photo of a document never lies on a disk in the clear."""

from io import BytesIO
from typing import IO

from flask import Request


class InMemoryRequest(Request):
    """A request whose file parts are kept in memory, whatever their size (bounded elsewhere)."""

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002 - the shape Werkzeug calls
        content_type: str | None,  # noqa: ARG002 - the same
        filename: str | None = None,  # noqa: ARG002 - the same
        content_length: int | None = None,  # noqa: ARG002 - the same
    ) -> IO[bytes]:
        return BytesIO()

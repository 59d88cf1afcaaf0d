"""Uploads stay in memory: photos of documents are never written to disk unencrypted."""

from io import BytesIO
from typing import IO

from flask import Request


class InMemoryRequest(Request):
    """A request that keeps file parts of any size in memory; other limits bound the size."""

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002 - Werkzeug's signature
        content_type: str | None,  # noqa: ARG002 - the same
        filename: str | None = None,  # noqa: ARG002 - the same
        content_length: int | None = None,  # noqa: ARG002 - the same
    ) -> IO[bytes]:
        return BytesIO()

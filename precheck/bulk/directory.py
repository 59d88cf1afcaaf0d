"""How large a zip archive's table of contents is: `zipfile` would read any size into memory."""

import io
import struct
from typing import IO

END, LOCATOR = b"PK\5\6", b"PK\6\7"
END_BYTES, LOCATOR_BYTES, COMMENT = 22, 20, 65_535
SIZE = struct.Struct("<12xL")
"""Of the end record: the size of the table."""
SIZE_64 = struct.Struct("<40xQ")
RECORD_64 = 56


def directory_bytes(archive: IO[bytes]) -> int:
    """Return the size that the archive tells of its table; 0 where there is none to be found."""
    size = archive.seek(0, io.SEEK_END)
    start = max(0, size - COMMENT - END_BYTES - LOCATOR_BYTES - RECORD_64)
    archive.seek(start)
    tail = archive.read()
    end = tail.rfind(END)
    if end < 0 or end + END_BYTES > len(tail):
        return 0
    large = end - LOCATOR_BYTES - RECORD_64
    if tail[end - LOCATOR_BYTES : end].startswith(LOCATOR) and large >= 0:
        return int(SIZE_64.unpack_from(tail, large)[0])
    return int(SIZE.unpack_from(tail, end)[0])

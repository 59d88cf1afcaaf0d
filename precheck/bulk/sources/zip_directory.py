"""Size of a zip archive's central directory, which `zipfile` reads into memory whatever its size.

Source: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3.14 to 4.3.16.
"""

import io
import struct
from typing import IO

END_SIGNATURE, ZIP64_LOCATOR_SIGNATURE = b"PK\5\6", b"PK\6\7"
END_BYTES, ZIP64_LOCATOR_BYTES, ZIP64_END_BYTES = 22, 20, 56
MAX_COMMENT_BYTES = 65_535
DIRECTORY_SIZE = struct.Struct("<12xL")
"""Field of the end record."""
ZIP64_DIRECTORY_SIZE = struct.Struct("<40xQ")


def directory_bytes(archive: IO[bytes]) -> int:
    """Return the size that the archive declares of its central directory; 0 if it has none."""
    size = archive.seek(0, io.SEEK_END)
    tail_bytes = MAX_COMMENT_BYTES + END_BYTES + ZIP64_LOCATOR_BYTES + ZIP64_END_BYTES
    archive.seek(max(0, size - tail_bytes))
    tail = archive.read()
    end = tail.rfind(END_SIGNATURE)
    if end < 0 or end + END_BYTES > len(tail):
        return 0
    locator = end - ZIP64_LOCATOR_BYTES
    zip64_end = locator - ZIP64_END_BYTES
    if zip64_end >= 0 and tail.startswith(ZIP64_LOCATOR_SIGNATURE, locator):
        return int(ZIP64_DIRECTORY_SIZE.unpack_from(tail, zip64_end)[0])
    return int(DIRECTORY_SIZE.unpack_from(tail, end)[0])

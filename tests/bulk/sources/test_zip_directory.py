"""Size of the central directory of a zip archive."""

import io

from precheck.bulk.sources.zip_directory import directory_bytes
from tests.bulk.made import JPEG, zipped


def test_size_of_zip_and_zip64_directories():
    data = zipped(("a.jpg", JPEG))
    end = data.rindex(b"PK\5\6")
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    assert directory_bytes(io.BytesIO(data)) == size
    large = b"PK\6\6" + bytes(36) + (10**12).to_bytes(8, "little") + bytes(8)
    locator = b"PK\6\7" + bytes(16)
    assert directory_bytes(io.BytesIO(data[:end] + large + locator + data[end:])) == 10**12
    assert directory_bytes(io.BytesIO(b"PK\5\6")) == 0

"""Bodies of a `/check`."""

import io

JPEG = b"\xff\xd8\xff" + bytes(range(256))


def form(**fields):
    return {"image": (io.BytesIO(JPEG), "photo.jpg"), **fields}

"""Files that are no models of ours."""

import numpy as np

NO_ARCHIVES = {
    "missing": None,
    "empty": b"",
    "a pointer instead of the file": b"version https://git-lfs\n",
    "no form": {},
}


def written(file, content):
    """Write bytes, or arrays by name; nothing for None. Return the file."""
    if isinstance(content, dict):
        np.savez(file, **content)
    elif content is not None:
        file.write_bytes(content)
    return file

"""The core of precheck: the bytes of a photographed document in, a verdict out.

>>> import precheck
>>> result = precheck.check("photo.jpg", type="kk")
>>> result.verdict, result.number.value
"""

import sys
from collections.abc import Sequence
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from precheck.library import Picture, Result

__all__ = ["check"]


def check(  # noqa: PLR0913 - one parameter an option
    picture: "Picture",
    *,
    type: str | Sequence[str] = "auto",  # noqa: A002 - the option's name everywhere
    lang: str = "id",
    attempt: int = 1,
    page: int = 1,
    expected_number: str | None = None,
) -> "Result":
    """Say whether a photographed document can be read, why not, and which number it bears.

    picture: path or bytes of a JPEG, PNG, WebP, HEIC, AVIF, TIFF or PDF, or its pixels as a NumPy
        array of uint8: H × W grey or H × W × 3 RGB, as Pillow gives them, upright (OpenCV's are
        BGR: `array[..., ::-1]`).
    type: `auto` (any paper), `kk`, `akta_kelahiran`, `akta_kematian`, `ktp`, `other`; or several
        of them, any of which will do.
    lang: of the messages, `id` or `en`.
    attempt: count of photos of this document for this request, from 1.
    page: of a PDF or TIFF, from 1.

    The office's rules are read once, from the file that PRECHECK_POLICY names.

    Raises ValueError for an argument that no option has, OSError for a file that cannot be read,
    PrecheckError (`precheck.errors`) where there is no answer: not a picture, a missing tool.
    """
    from precheck.library import check_picture, options_of  # noqa: PLC0415 - heavy

    options = options_of(type, lang, attempt, page, expected_number)
    return check_picture(picture, options)


class _Package(ModuleType):
    """The package, whose `check` stays the call although a module has the same name."""

    def __setattr__(self, name: str, value: object) -> None:
        """Ignore what the import of `precheck/check.py` sets."""
        if name != "check" or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package

"""The whole files that are mutated: a page of text in every format and its odd variants."""

from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tests.files import FORMATS, ORIENTATION, exif, pdf, saved, scan

SIZE = (640, 452)
PAPER, INK, TABLE = (225, 222, 215), (40, 40, 50), (110, 90, 70)


def page() -> Image.Image:
    """Draw a sheet with lines of text on a table."""
    picture = Image.new("RGB", SIZE, TABLE)
    draw = ImageDraw.Draw(picture)
    draw.polygon([(40, 30), (600, 38), (606, 420), (32, 415)], fill=PAPER)
    draw.text((240, 45), "KARTU KELUARGA", INK, ImageFont.load_default(20))
    draw.text((230, 70), "No. 3514010101209001", INK, ImageFont.load_default(16))
    for row in range(14):
        draw.text((60, 110 + 20 * row), "NAMA LENGKAP 3514 JAWA TIMUR " * 2, INK)
    noise = np.random.default_rng(0).normal(0, 3, (*SIZE[::-1], 3))
    return Image.fromarray(np.clip(np.asarray(picture) + noise, 0, 255).astype(np.uint8))


def _pillow(picture: Image.Image) -> Iterator[tuple[str, bytes]]:
    turned = exif(6)
    small = picture.resize((160, 113))
    more = {"save_all": True, "append_images": [small], "duration": 80}
    yield "jpeg", saved(picture, "JPEG", quality=70, exif=turned)
    yield "jpeg-progressive", saved(picture, "JPEG", quality=70, progressive=True)
    yield "jpeg-cmyk", saved(small.convert("CMYK"), "JPEG", quality=80)
    yield "jpeg-restarts", saved(picture.convert("L"), "JPEG", restart_marker_rows=1)
    yield "mpo", saved(picture, "MPO", save_all=True, append_images=[small])
    yield "png", saved(picture, "PNG", exif=turned)
    yield "png-palette", saved(picture.quantize(16), "PNG", transparency=3)
    yield "png-alpha", saved(small.convert("RGBA"), "PNG")
    yield (
        "png-16",
        saved(Image.fromarray(np.asarray(small.convert("L")).astype(np.uint16) * 257), "PNG"),
    )
    yield "png-animated", saved(small, "PNG", **more)
    yield "webp", saved(picture, "WEBP", quality=60, exif=turned)
    yield "webp-lossless", saved(small.convert("RGBA"), "WEBP", lossless=True)
    yield "webp-animated", saved(small, "WEBP", **more)
    yield "avif", saved(picture, "AVIF", quality=50, exif=turned)
    yield "avif-alpha", saved(small.convert("RGBA"), "AVIF")
    yield "tiff", saved(picture, "TIFF", compression="tiff_lzw", tiffinfo={ORIENTATION: 6})
    yield "tiff-jpeg", saved(picture, "TIFF", compression="jpeg")
    yield "tiff-raw", saved(small, "TIFF", save_all=True, append_images=[small])
    yield "tiff-bits", saved(small.convert("1"), "TIFF", compression="group4")


def corpus() -> dict[str, bytes]:
    """Return the files by name."""
    picture = page()
    jpeg = saved(picture, "JPEG", quality=70)
    heic = {path.stem: path.read_bytes() for path in sorted(FORMATS.glob("*.heic"))}
    return {
        **dict(_pillow(picture)),
        **{f"heic-{name}": data for name, data in heic.items()},
        "pdf-scan": scan(jpeg, SIZE, b"400 0 0 300 0 0"),
        "pdf-drawn": pdf(b"1 0 0 rg " + b"%d 0 m 300 400 l S " * 20 % tuple(range(20)), copies=2),
    }

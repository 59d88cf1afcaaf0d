"""Extracts pictures of wood, stone, cloth, metal and walls from Debian's game texture packages.

    python -m training.scenes.textures OUT PK3…

The archives: /usr/share/games/ufoai/base/0textures.pk3 (ufoai-textures),
/usr/share/games/nexuiz/data/textures.pk3 (nexuiz-textures) and
/usr/share/games/openarena/baseoa/pak4-textures.pk3 (openarena-081-textures).
"""

import argparse
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, UnidentifiedImageError

TEXTURE_LONG_SIDE_PX = 512  # px
MIN_TEXTURE_SIDE_PX = 256  # px
PICTURE_SUFFIXES = (".jpg", ".jpeg", ".png", ".tga")
NOT_SURFACES = re.compile(
    r"_(nm|norm|bump|gloss|local|luma|glow|spec|nrm|gm|sm|n|h|sky|shirt|pants)"
    r"|normal|env/|lights?/|sfx|skies|sky|liquid|effects|alphafade|radiant|common/|decal|flare|blend",
    re.IGNORECASE,
)
"""Names of normal maps, glows, skies and effects."""


def is_opaque(picture: Image.Image) -> bool:
    """Whether a picture has no transparent pixel."""
    return "A" not in picture.getbands() or picture.getchannel("A").getextrema()[0] >= 250


def texture_pictures(archive: Path) -> Iterator[Image.Image]:
    with zipfile.ZipFile(archive) as files:
        for name in sorted(files.namelist()):
            if Path(name).suffix.lower() not in PICTURE_SUFFIXES or NOT_SURFACES.search(name):
                continue
            try:
                picture = Image.open(io.BytesIO(files.read(name)))
                picture.load()
            except (UnidentifiedImageError, OSError, SyntaxError):
                continue
            if min(picture.size) >= MIN_TEXTURE_SIDE_PX and is_opaque(picture):
                yield picture.convert("RGB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("archives", type=Path, nargs="+")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    count = 0
    for archive in options.archives:
        for picture in texture_pictures(archive):
            picture.thumbnail((TEXTURE_LONG_SIDE_PX, TEXTURE_LONG_SIDE_PX))
            picture.save(options.out / f"{count:05d}.jpg", quality=92)
            count += 1
    print(f"{count} pictures")


if __name__ == "__main__":
    main()

"""Gathers pictures of wood, stone, cloth, metal and walls out of Debian's game texture packages.

    python -m training.textures OUT PK3…

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

LONG = 512  # px
LEAST = 256  # px
PICTURES = (".jpg", ".jpeg", ".png", ".tga")
MAPS = re.compile(
    r"_(nm|norm|bump|gloss|local|luma|glow|spec|nrm|gm|sm|n|h|sky|shirt|pants)"
    r"|normal|env/|lights?/|sfx|skies|sky|liquid|effects|alphafade|radiant|common/|decal|flare|blend",
    re.IGNORECASE,
)
"""Names of what is no surface: normal maps, glows, skies, effects."""


def opaque(picture: Image.Image) -> bool:
    """Whether nothing of it is transparent."""
    return "A" not in picture.getbands() or picture.getchannel("A").getextrema()[0] >= 250


def pictures(archive: Path) -> Iterator[Image.Image]:
    with zipfile.ZipFile(archive) as files:
        for name in sorted(files.namelist()):
            if Path(name).suffix.lower() not in PICTURES or MAPS.search(name):
                continue
            try:
                picture = Image.open(io.BytesIO(files.read(name)))
                picture.load()
            except (UnidentifiedImageError, OSError, SyntaxError):
                continue
            if min(picture.size) >= LEAST and opaque(picture):
                yield picture.convert("RGB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("archives", type=Path, nargs="+")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    count = 0
    for archive in asked.archives:
        for picture in pictures(archive):
            picture.thumbnail((LONG, LONG))
            picture.save(asked.out / f"{count:05d}.jpg", quality=92)
            count += 1
    print(f"{count} pictures")


if __name__ == "__main__":
    main()

"""The phones and lights that training shots are taken with, as options of a command."""

import argparse
from pathlib import Path

from specimens.camera.chain import Chain, Effects, Light, Phone

PHONES: dict[str, tuple[Phone, ...]] = {
    "plain": ("plain",),
    "linear": ("linear",),
    "library": ("effects",),
    "mixed": ("plain", "linear"),
    "all": ("plain", "linear", "effects"),
}
LIGHTS: dict[str, tuple[Light, ...]] = {
    "usual": ("usual",),
    "other": ("other",),
    "mixed": ("usual", "other"),
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add --phone, --light and --surfaces."""
    parser.add_argument("--phone", choices=PHONES, default="plain")
    parser.add_argument("--light", choices=LIGHTS, default="usual")
    parser.add_argument("--surfaces", type=Path, help="folder of photographed surfaces (*.jpg)")


def chain(phone: str, light: str) -> Chain:
    """Return the chain of two options; only `library` and `all` need albumentations."""
    phones = PHONES[phone]
    return Chain(
        phones=phones, lights=LIGHTS[light], effects=_library() if "effects" in phones else None
    )


def _library() -> Effects:
    from training.effects import photographed  # noqa: PLC0415  # its library is an extra

    return photographed

"""The phones and lights of training shots, as command-line options."""

import argparse
from pathlib import Path

from specimens.camera.chain import Chain, LightName, PhoneName, PhotographFunction

PHONES: dict[str, tuple[PhoneName, ...]] = {
    "plain": ("plain",), "linear": ("linear",), "library": ("effects",),
    "mixed": ("plain", "linear"), "all": ("plain", "linear", "effects"),
}  # fmt: skip
LIGHTS: dict[str, tuple[LightName, ...]] = {
    "usual": ("usual",),
    "other": ("other",),
    "mixed": ("usual", "other"),
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add --phone, --light and --surfaces."""
    parser.add_argument("--phone", choices=PHONES, default="plain")
    parser.add_argument("--light", choices=LIGHTS, default="usual")
    parser.add_argument("--surfaces", type=Path, help="folder of photographed surfaces (*.jpg)")


def make_chain(phone: str, light: str) -> Chain:
    """Return the chain of two options; `library` and `all` need albumentations."""
    phones = PHONES[phone]
    return Chain(
        phones=phones, lights=LIGHTS[light], effects=_library() if "effects" in phones else None
    )


def _library() -> PhotographFunction:
    from training.common.effects import photograph  # noqa: PLC0415  # albumentations is an optional dependency

    return photograph

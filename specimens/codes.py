"""QR codes as they stand on white paper."""

import string

import numpy as np
import segno
from numpy.typing import NDArray

OFFICIAL = "https://layananonline.dukcapil.kemendagri.go.id/Terpusat/Pindai?"
OTHERS = (
    "https://layananonline-dukcapil.example/Terpusat/Pindai?",
    "https://tte.kotasurat.example/verifikasi/",
    "http://arsip.disdukcapil.example/cek?id=",
)
SIGNS = np.array(list(string.ascii_letters + string.digits))


def address(rng: np.random.Generator, official_share: float = 0.9) -> str:
    """Return what a QR code opens: mostly the registry's own page."""
    hosts = (OFFICIAL,) if rng.random() < official_share else OTHERS
    return hosts[rng.integers(len(hosts))] + "".join(rng.choice(SIGNS, int(rng.integers(24, 44))))


def qr(text: str, side_px: int) -> NDArray[np.uint8]:
    """Return a square picture of a QR code without a quiet zone: 0 module, 255 paper."""
    rows = segno.make(text, error="m", micro=False).matrix
    modules = np.array([list(row) for row in rows], np.uint8)
    index = np.arange(side_px) * len(modules) // side_px
    return np.where(modules[np.ix_(index, index)] > 0, 0, 255).astype(np.uint8)

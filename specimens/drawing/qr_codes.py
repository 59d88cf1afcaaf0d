"""QR codes of documents."""

import string

import numpy as np
import segno

from specimens.arrays import Picture, Rng

OFFICIAL_URL = "https://layananonline.dukcapil.kemendagri.go.id/Terpusat/Pindai?"
OTHER_URLS = (
    "https://layananonline-dukcapil.example/Terpusat/Pindai?",
    "https://tte.kotasurat.example/verifikasi/",
    "http://arsip.disdukcapil.example/cek?id=",
)
URL_CHARACTERS = np.array(list(string.ascii_letters + string.digits))


def random_url(rng: Rng, official_share: float = 0.9) -> str:
    """Return the URL of a QR code, mostly of the registry's own page."""
    hosts = (OFFICIAL_URL,) if rng.random() < official_share else OTHER_URLS
    return hosts[rng.integers(len(hosts))] + "".join(
        rng.choice(URL_CHARACTERS, int(rng.integers(24, 44)))
    )


def draw_qr(text: str, side_px: int) -> Picture:
    """Return a square picture of a QR code without a quiet zone: 0 module, 255 paper."""
    rows = segno.make(text, error="m", micro=False).matrix
    modules = np.array([list(row) for row in rows], np.uint8)
    index = np.arange(side_px) * len(modules) // side_px
    return np.where(modules[np.ix_(index, index)] > 0, 0, 255).astype(np.uint8)

"""The transmission of a photo by a messenger: size on arrival and JPEG compression."""

from dataclasses import dataclass

import cv2
import numpy as np

from specimens.arrays import Picture, Rng, as_picture

HD_LONG_SIDES_PX = (2048, 3264, 4096)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """The transmission of one photo."""

    long_side: int
    """Pixels, on arrival."""
    qualities: tuple[int, ...]
    """JPEG quality of each compression, in order."""


def draw_sending(rng: Rng) -> Sending:
    """Draw a transmission by the versions and settings of WhatsApp."""
    sides, shares = (1600, 1280, 1024, HD_LONG_SIDES_PX[0]), (0.77, 0.1, 0.02, 0.11)
    long_side = int(rng.choice(sides, p=shares))
    if long_side == HD_LONG_SIDES_PX[0]:
        long_side = int(rng.choice(HD_LONG_SIDES_PX, p=(0.7, 0.2, 0.1)))
    quality = int(rng.integers(50, 83))
    twice = rng.random() < 0.2
    return Sending(
        long_side=long_side, qualities=(int(rng.integers(60, 93)), quality) if twice else (quality,)
    )


def encode_jpeg(picture: Picture, quality: int) -> bytes:
    """Return a JPEG with 4:2:0 chroma subsampling, as messengers write it."""
    options = [
        cv2.IMWRITE_JPEG_QUALITY, quality,
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420,
    ]  # fmt: skip
    done, data = cv2.imencode(".jpg", picture, options)
    if not done:
        raise ValueError(f"no JPEG of {picture.shape}")
    return data.tobytes()


def decode_jpeg(data: bytes) -> Picture:
    """Return the decoded JPEG, BGR."""
    return as_picture(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR))


def send(picture: Picture, way: Sending) -> bytes:
    """Return the received JPEG of a picture that has its final size."""
    for quality in way.qualities[:-1]:
        picture = decode_jpeg(encode_jpeg(picture, quality))
    return encode_jpeg(picture, way.qualities[-1])

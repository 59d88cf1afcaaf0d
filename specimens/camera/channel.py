"""What happens to a photo on its way: made smaller and compressed, once or more."""

from dataclasses import dataclass

import cv2
import numpy as np

from specimens.arrays import Picture, as_picture

HD = (2048, 3264, 4096)
"""Long sides of photos sent in high quality."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """How one photo is sent."""

    long_side: int
    """Pixels of the longer side on arrival."""
    qualities: tuple[int, ...]
    """JPEG quality of each compression, in order."""


def sending(rng: np.random.Generator) -> Sending:
    """Draw a way of sending as WhatsApp's versions and settings have it."""
    sides, shares = (1600, 1280, 1024, HD[0]), (0.77, 0.1, 0.02, 0.11)
    long_side = int(rng.choice(sides, p=shares))
    if long_side == HD[0]:
        long_side = int(rng.choice(HD, p=(0.7, 0.2, 0.1)))
    quality = int(rng.integers(50, 83))
    twice = rng.random() < 0.2
    return Sending(
        long_side=long_side,
        qualities=(int(rng.integers(60, 93)), quality) if twice else (quality,),
    )


def jpeg(picture: Picture, quality: int) -> bytes:
    """Return a JPEG with halved colour, as messengers write it."""
    options = [
        cv2.IMWRITE_JPEG_QUALITY, quality,
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420,
    ]  # fmt: skip
    done, data = cv2.imencode(".jpg", picture, options)
    if not done:
        raise ValueError(f"no JPEG of {picture.shape}")
    return data.tobytes()


def opened(data: bytes) -> Picture:
    """Return the picture in a JPEG, BGR."""
    return as_picture(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR))


def sent(picture: Picture, way: Sending) -> bytes:
    """Return the JPEG that arrives; the picture must have its final size already."""
    for quality in way.qualities[:-1]:
        picture = opened(jpeg(picture, quality))
    return jpeg(picture, way.qualities[-1])

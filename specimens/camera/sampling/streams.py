"""Random streams by topic: a change of one fault leaves all other draws unchanged."""

from zlib import crc32

import numpy as np

from specimens.arrays import Rng


def stream(seed: int, topic: str) -> Rng:
    """Return the generator of one topic of one shot."""
    return np.random.default_rng([seed, crc32(topic.encode())])

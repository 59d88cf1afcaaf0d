"""Denoising."""

import numpy as np
import pytest

from specimens.camera.phone import denoise


def rng(seed=1):
    return np.random.default_rng(seed)


@pytest.mark.parametrize("kind", denoise.DENOISING_METHODS[1:])
def test_noise_removal_lessens_noise_and_keeps_an_edge(kind):
    step = np.full((80, 80, 3), 60, np.uint8)
    step[:, 40:] = 200
    noisy = np.clip(step + rng().normal(0, 6, step.shape), 0, 255).astype(np.uint8)
    clean = denoise.remove_noise(noisy, kind, 8.0, 5)
    assert clean[:, :35].std() < 0.8 * noisy[:, :35].std()
    assert clean[:, 44:].mean() - clean[:, :36].mean() > 135

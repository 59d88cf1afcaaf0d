"""The first layer of the legibility net, against a sum over each patch."""

import numpy as np
import pytest

from precheck.errors import BadModel
from precheck.runtime.models import MODELS
from precheck.text.patches import CHANNELS, PATCH, PIXELS, Patches, read

FILE = MODELS / "legibility_patches.npz"


@pytest.mark.parametrize("size", [(4, 4), (8, 32), (64, 96), (132, 64)])
def test_each_patch_has_its_own_weighted_sum(size):
    rng = np.random.default_rng(1)
    picture = rng.integers(0, 256, (*size, 3), np.uint8)
    layer = Patches(
        rng.normal(size=(CHANNELS, PIXELS)).astype(np.float32),
        rng.normal(size=CHANNELS).astype(np.float32),
    )
    found = layer(picture)
    assert found.shape == (1, CHANNELS, size[0] // PATCH, size[1] // PATCH)
    for row, column in ((0, 0), (found.shape[2] - 1, found.shape[3] - 1), (found.shape[2] // 2, 0)):
        part = picture[row * PATCH : (row + 1) * PATCH, column * PATCH : (column + 1) * PATCH]
        wanted = np.maximum(layer.weights @ part.ravel() + layer.bias, 0)
        assert found[0, :, row, column] == pytest.approx(wanted, rel=1e-3, abs=1e-2)


def test_the_layer_of_the_service_is_read():
    assert read(FILE).weights.any()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(None, id="missing"),
        pytest.param(b"", id="empty"),
        pytest.param(FILE.read_bytes()[:-500], id="cut off"),
        pytest.param(b"version https://git-lfs\n", id="a pointer instead of the file"),
    ],
)
def test_an_error_names_the_file_that_is_not_the_layer(tmp_path, content):
    file = tmp_path / "patches.npz"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(BadModel, match=str(file)):
        read(file)


@pytest.mark.parametrize(
    "arrays",
    [
        {"weights": np.zeros((CHANNELS, PIXELS), np.float32)},
        {"weights": np.zeros((8, PIXELS), np.float32), "bias": np.zeros(CHANNELS, np.float32)},
    ],
)
def test_the_layer_of_another_net_is_an_error(tmp_path, arrays):
    file = tmp_path / "patches.npz"
    np.savez(file, **arrays)
    with pytest.raises(BadModel, match=str(file)):
        read(file)

"""A file of the models folder that is no net of ours is told by its name."""

import numpy as np
import pytest

from precheck.errors import BadModel
from precheck.models_dir import MODELS
from precheck.nets import Net, load

ONNX = (MODELS / "page.onnx").read_bytes()
PAGE = {"forms": 11, "turns": 4}
BLANK = (1, 3, 256, 256)


@pytest.mark.parametrize(
    ("content", "outputs"),
    [
        pytest.param(None, PAGE, id="missing"),
        pytest.param(b"", PAGE, id="empty"),
        pytest.param(ONNX[:-1000], PAGE, id="cut off"),
        pytest.param(b"version https://git-lfs\n", PAGE, id="a pointer instead of the file"),
        pytest.param(ONNX, {"maps": 2}, id="another net"),
        pytest.param(ONNX, {**PAGE, "forms": 12}, id="more forms"),
    ],
)
def test_what_is_not_the_net_is_told_with_its_path(tmp_path, content, outputs):
    file = tmp_path / "page.onnx"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(BadModel, match=str(file)):
        load(file, BLANK, outputs)


def test_a_net_for_pictures_of_other_channels_is_none_of_ours():
    with pytest.raises(BadModel, match=r"page\.onnx"):
        load(MODELS / "page.onnx", (1, 2, 256, 256), PAGE)


def test_a_net_gives_its_outputs_in_the_order_asked_for():
    turns, forms = Net("page.onnx", 256, {"turns": 4, "forms": 11})(
        np.zeros((256, 256, 3), np.uint8)
    )
    assert (turns.shape, forms.shape) == ((4,), (11,))

"""Loading of nets: a file that is not the expected net is named in the error."""

import numpy as np
import pytest

from precheck.errors import BadModel
from precheck.runtime.models import MODELS
from precheck.runtime.nets import Net, load_net

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
def test_a_file_that_is_not_the_net_is_named(tmp_path, content, outputs):
    file = tmp_path / "page.onnx"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(BadModel, match=str(file)):
        load_net(file, BLANK, outputs)


def test_a_net_of_other_input_channels_is_rejected():
    with pytest.raises(BadModel, match=r"page\.onnx"):
        load_net(MODELS / "page.onnx", (1, 2, 256, 256), PAGE)


def test_outputs_are_in_the_order_requested():
    net = Net("page.onnx", BLANK, {"turns": 4, "forms": 11})
    assert [output.shape for output in net(np.zeros(BLANK, np.float32))] == [(1, 4), (1, 11)]

"""Loading of nets: a file that is not the expected net is named in the error."""

import os
import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from precheck.errors import BadModel
from precheck.runtime.models import MODELS
from precheck.runtime.nets import Net, failures, load_net

FILE = MODELS / "page.onnx"
ONNX = FILE.read_bytes()
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


@pytest.mark.parametrize(
    ("name", "outputs", "sizes"),
    [
        pytest.param("legibility.onnx", {"maps": 13}, [(1, 16, 16, 24), (1, 16, 40, 8)], id="page"),
        pytest.param("line_turn.onnx", {"ways": 3}, [(1, 1, 32, 320), (7, 1, 32, 320)], id="batch"),
        pytest.param("number_reader.onnx", {"scores": 72}, [(1, 1, 32, w) for w in (16, 160)]),
    ],
)
def test_one_net_takes_inputs_of_several_sizes(name, outputs, sizes):
    net = Net(name, sizes[0], outputs)
    for size in (*sizes, sizes[0]):
        (found,) = net(np.zeros(size, np.float32))
        assert found.shape[:2] == (size[0], *outputs.values())


@pytest.mark.parametrize(
    ("message", "raised"),
    [
        pytest.param("std::bad_alloc", MemoryError, id="short of memory"),
        pytest.param("Failed to allocate memory for requested buffer", MemoryError, id="a buffer"),
        pytest.param("Non-zero status code", failures.RuntimeException, id="another failure"),
    ],
)
def test_a_lack_of_memory_is_told_apart(message, raised):
    def run(*_):
        raise failures.RuntimeException(message)

    net = Net("page.onnx", BLANK, PAGE)
    net.session = SimpleNamespace(run=run, get_inputs=lambda: [SimpleNamespace(name="picture")])
    with pytest.raises(raised):
        net(np.zeros(BLANK, np.float32))


def test_the_runtime_of_nets_reports_to_nobody(tmp_path):
    """Telemetry of onnxruntime begins with an identifier in the home and the scratch folder."""
    program = f"from precheck.runtime import nets; nets.load_net({str(FILE)!r}, {BLANK}, {PAGE})"
    folders = {"HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", program], env=os.environ | folders, check=True)
    assert not list(tmp_path.iterdir())


def test_all_nets_are_loaded_before_the_first_photo():
    code = (
        "import precheck.check\n"
        "from precheck.runtime import nets\n"
        "before = [net.session for net in nets._NETS]\n"
        "nets.load_nets()\n"
        "print(len(before), before.count(None), sum(net.session is None for net in nets._NETS))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    files = len(list(MODELS.glob("*.onnx")))
    assert done.stdout.split() == [str(files), str(files), "0"]

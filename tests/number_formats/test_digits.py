import pytest

from precheck.number_formats.digits import find_sixteen

NUMBER = "3514120506199001"


@pytest.mark.parametrize(
    ("line", "span"),
    [
        pytest.param(f"No. {NUMBER}", (3, 19), id="behind a label"),
        pytest.param("3514 1205 0619 9001", (0, 16), id="in groups"),
        pytest.param(f"7 {NUMBER}", (1, 17), id="a digit before it, across a space"),
        pytest.param(f"{NUMBER}1", None, id="17 digits"),
        pytest.param(NUMBER[:15], None, id="15 digits"),
        pytest.param("0 " * 20, None, id="a pattern read as zeros"),
        pytest.param(" ", None, id="nothing"),
    ],
)
def test_sixteen_digits_are_found_in_a_line(line, span):
    assert find_sixteen(line) == span

import math

import pytest

from precheck.office.limit import Limit, Outcome


@pytest.mark.parametrize(
    ("value", "outcome"),
    [
        pytest.param(-0.1, Outcome.TOO_LOW, id="below"),
        pytest.param(0.0, Outcome.OK, id="on the lower edge"),
        pytest.param(0.2, Outcome.OK, id="on the upper edge"),
        pytest.param(0.3, Outcome.TOO_HIGH, id="above"),
        pytest.param(None, Outcome.UNMEASURED, id="nothing to measure"),
        pytest.param(math.nan, Outcome.TOO_HIGH, id="nan never passes"),
    ],
)
def test_limit_judges(value, outcome):
    limit = Limit(at_least=0.0, at_most=0.2, unit="share", source="test")
    assert limit.judge(value) is outcome


@pytest.mark.parametrize(
    ("limit", "value", "strain"),
    [
        pytest.param({"at_most": 0.2}, 0.1, 0.5, id="half way to the upper edge"),
        pytest.param({"at_most": 0.2}, 0.4, 2.0, id="twice over it"),
        pytest.param({"at_least": 10.0}, 20.0, 0.5, id="twice the lower edge"),
        pytest.param({"at_least": 10.0}, 5.0, 2.0, id="half of it"),
    ],
)
def test_strain_is_one_at_the_limit(limit, value, strain):
    assert Limit(**limit, unit="", source="test").strain(value) == pytest.approx(strain)

"""Alert rules and dashboard, by promtool; every metric they name is one that /metrics shows."""

import json
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from prometheus_client import generate_latest

from api.metrics import record
from api.metrics.definitions import COUNTED
from api.metrics.record import Source
from tests.api.metrics.scraped import scraped
from tests.api.store.filled import json_answer

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
PROMETHEUS = DEPLOY / "prometheus"
RULES = PROMETHEUS / "precheck.rules.yaml"
CASES = sorted(PROMETHEUS.glob("*.test.yaml"))
DASHBOARD = json.loads((DEPLOY / "grafana" / "precheck.json").read_text())
RECORDED = re.compile(r"precheck(?::\w+)+")
SERIES = re.compile(r"(?<![\w:])precheck_\w+")


def promtool(*arguments):
    done = subprocess.run(["promtool", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def rules():
    groups = yaml.safe_load(RULES.read_text())["groups"]
    return [rule for group in groups for rule in group["rules"]]


def dashboard_expressions():
    for panel in DASHBOARD["panels"]:
        for target in panel["targets"]:
            yield target["expr"].replace("$__rate_interval", "5m")


EXPRESSIONS = [*(rule["expr"] for rule in rules()), *dashboard_expressions()]


@pytest.fixture(scope="module")
def shown():
    """Names of all metrics once each was counted."""
    from api.app import create_app  # noqa: PLC0415 - only for this
    from api.settings import Settings  # noqa: PLC0415 - only for this

    record.photo(Source.CHECK, {**json_answer(), "took_ms": {"total": 1}})
    record.request("check.check", 200, 0.1)
    text = create_app(Settings()).test_client().get("/metrics").text
    assert generate_latest(COUNTED)
    return {name.partition("{")[0] for name in scraped(text)}


def defined():
    """Names of the metrics that processes count, before any is counted."""
    return {
        f"{metric.name}_total" if metric.type == "counter" else metric.name
        for metric in COUNTED.collect()
    }


def test_prometheus_takes_the_files():
    promtool("check", "config", "--syntax-only", str(PROMETHEUS / "prometheus.yaml"))
    promtool("check", "rules", "--lint-fatal", str(RULES))


@pytest.mark.parametrize("cases", CASES, ids=lambda path: path.name)
def test_alerts_fire_and_do_not_fire_as_their_cases_say(cases):
    promtool("test", "rules", str(cases))


def test_each_alert_has_a_case_in_which_it_fires_and_one_in_which_it_does_not():
    fired = {True: set(), False: set()}
    for path in CASES:
        for case in yaml.safe_load(path.read_text())["tests"]:
            for one in case["alert_rule_test"]:
                fired[bool(one["exp_alerts"])].add(one["alertname"])
    alerts = {rule["alert"] for rule in rules() if "alert" in rule}
    assert fired == {True: alerts, False: alerts}


def test_each_alert_says_what_is_wrong_and_what_to_do():
    for rule in rules():
        if "alert" in rule:
            assert rule["annotations"].keys() == {"summary", "description"}
            assert rule["labels"]["severity"] in {"critical", "warning"}


def test_prometheus_understands_every_expression_of_the_dashboard(tmp_path):
    recorded = [
        {"record": f"panel:{n}", "expr": one} for n, one in enumerate(dashboard_expressions())
    ]
    file = tmp_path / "panels.yaml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "panels", "rules": recorded}]}))
    promtool("check", "rules", str(file))


def test_every_metric_that_is_named_is_shown_or_recorded(shown):
    named = {name for one in EXPRESSIONS for name in SERIES.findall(one)}
    assert len(named) > 10
    assert named <= shown
    recorded = {rule["record"] for rule in rules() if "record" in rule}
    assert {name for one in EXPRESSIONS for name in RECORDED.findall(one)} == recorded


def test_every_metric_is_on_the_dashboard(shown):
    ours = {re.sub(r"_(bucket|sum|count|created)$", "", name) for name in shown} | defined()
    panels = " ".join(dashboard_expressions()) + " ".join(
        rule["expr"] for rule in rules() if "record" in rule
    )
    assert {name for name in ours if name.startswith("precheck_") and name not in panels} == set()


def test_the_dashboard_can_be_imported():
    panels = DASHBOARD["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    assert len({(p["gridPos"]["x"], p["gridPos"]["y"]) for p in panels}) == len(panels)
    assert [one["name"] for one in DASHBOARD["templating"]["list"]] == ["datasource"]
    uids = {panel["datasource"]["uid"] for panel in panels}
    assert uids == {"${datasource}"}


def test_every_metric_is_documented(shown):
    text = (DEPLOY / "README.md").read_text().partition("### Metrics and alerts")[2]
    documented = set(re.findall(r"`(precheck_\w+)`", text))
    ours = {re.sub(r"_(bucket|sum|count)$", "", name) for name in shown} | defined()
    assert {name for name in ours if name.startswith("precheck_")} == documented

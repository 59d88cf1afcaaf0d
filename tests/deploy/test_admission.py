"""Each rule of `admission.py` refuses the manifests once they break it."""

import copy

import pytest

from tests.deploy.admission import refusals

CONTAINER = ("spec", "template", "spec", "containers", 0)
POD = ("spec", "template", "spec")
REMOVED = [
    (POD, "securityContext", "runAsNonRoot", "not root"),
    (POD, "securityContext", "runAsUser", "not root"),
    (POD, "securityContext", "seccompProfile", "system calls filtered"),
    (POD, None, "automountServiceAccountToken", "no token of the cluster"),
    (CONTAINER, None, "securityContext", "no rights"),
    (CONTAINER, "securityContext", "allowPrivilegeEscalation", "no rights"),
    (CONTAINER, "securityContext", "readOnlyRootFilesystem", "no rights"),
    (CONTAINER, "securityContext", "capabilities", "no rights"),
    (CONTAINER, "resources", "limits", "memory limited"),
    (CONTAINER, "resources", "requests", "room asked for"),
    (CONTAINER, None, "readinessProbe", "readiness probe"),
    (CONTAINER, None, "livenessProbe", "liveness probe"),
]
NAMES = ("precheck", "workers", "proxy")
CASES = [
    (name, *case)
    for name in NAMES
    for case in REMOVED
    if (name, case[2]) != ("workers", "livenessProbe")
]
ADDED = [
    ("hostNetwork", True),
    ("hostPID", True),
    ("volumes", [{"name": "x", "hostPath": {"path": "/"}}]),
]


def deployments(resources):
    return {one["metadata"]["name"]: one for one in resources if one["kind"] == "Deployment"}


@pytest.fixture
def changed(resources):
    """A copy of the manifests to break."""
    return copy.deepcopy(resources)


@pytest.mark.parametrize(("name", "place", "part", "field", "rule"), CASES)
def test_what_is_removed_is_missed(changed, name, place, part, field, rule):
    here = deployments(changed)[name]
    for step in (*place, *([part] if part else [])):
        here = here[step]
    del here[field]
    assert list(refusals(changed)) == [f"{name}: {rule}"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("field", "value"), ADDED)
def test_what_opens_the_node_is_refused(changed, name, field, value):
    deployments(changed)[name]["spec"]["template"]["spec"][field] = value
    assert list(refusals(changed)) == [f"{name}: nothing of the node"]


@pytest.mark.parametrize("name", NAMES)
def test_a_budget_that_is_missing_or_lets_none_go_is_refused(changed, name):
    def is_budget(one):
        return one["kind"] == "PodDisruptionBudget" and one["metadata"]["name"] == name

    without = [one for one in changed if not is_budget(one)]
    assert list(refusals(without)) == [f"{name}: disruption budget"]
    (budget,) = filter(is_budget, changed)
    for available in (0, 2):
        budget["spec"]["minAvailable"] = available
        assert list(refusals(changed)) == [f"{name}: disruption budget"]


def test_the_namespace_admits_only_restricted_pods(resources):
    (namespace,) = (one for one in resources if one["kind"] == "Namespace")
    assert namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"

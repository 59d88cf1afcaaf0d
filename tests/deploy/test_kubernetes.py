"""The Kubernetes manifests, rendered by kubectl and held against Kubernetes' own schemas."""

import pytest

from api.settings import load
from tests.deploy.admission import refusals
from tests.setup.conftest import ROOT

SECRETS = {"precheck-settings", "precheck-secret", "proxy-certificate"}
VERSIONS = ("1.31", "1.37")


@pytest.fixture(scope="module")
def pods(resources):
    """Return the pods' specifications by the Deployment's name."""
    return {
        one["metadata"]["name"]: one["spec"]["template"]["spec"]
        for one in resources
        if one["kind"] == "Deployment"
    }


@pytest.fixture(scope="module")
def kubernetes_validate():
    import kubernetes_validate  # noqa: PLC0415 - takes two seconds, which each process would pay

    return kubernetes_validate


def named(resources, kind):
    return {one["metadata"]["name"]: one for one in resources if one["kind"] == kind}


@pytest.mark.parametrize("version", VERSIONS)
def test_they_are_valid_in_the_oldest_and_newest_version(kubernetes_validate, resources, version):
    for one in resources:
        kubernetes_validate.validate(one, version, strict=True)


def test_an_unknown_field_would_be_found(kubernetes_validate, resources):
    broken = named(resources, "Deployment")["precheck"] | {"spce": {}}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(broken, VERSIONS[-1], strict=True)


def test_a_cluster_that_admits_only_hardened_pods_takes_all(resources, pods):
    assert pods.keys() == {"precheck", "workers", "proxy"}
    assert list(refusals(resources)) == []


def test_what_is_mounted_and_read_is_there(resources, pods):
    settings = named(resources, "ConfigMap").keys()
    for pod in pods.values():
        (container,) = pod["containers"]
        mounted = {one["name"] for one in container["volumeMounts"]}
        assert mounted == {one["name"] for one in pod["volumes"]}
        for source in container["envFrom"]:
            if "configMapRef" in source:
                assert source["configMapRef"]["name"] in settings
            else:
                assert source["secretRef"]["name"] in SECRETS
        for volume in pod["volumes"]:
            assert volume["secret"]["secretName"] in SECRETS if "secret" in volume else True
    text = (ROOT / "deploy" / "README.md").read_text()
    assert all(name in text for name in SECRETS)


def test_users_are_those_of_the_images(pods):
    for name, file in (("precheck", "Dockerfile"), ("proxy", "deploy/proxy/Dockerfile")):
        user = pods[name]["securityContext"]["runAsUser"]
        assert f"\nUSER {user}\n" in (ROOT / file).read_text()
    assert pods["workers"]["securityContext"] == pods["precheck"]["securityContext"]


def test_services_and_budgets_select_pods(resources):
    labels = [
        one["spec"]["template"]["metadata"]["labels"]
        for one in resources
        if one["kind"] == "Deployment"
    ]
    for service in named(resources, "Service").values():
        assert service["spec"]["selector"] in labels
    for budget in named(resources, "PodDisruptionBudget").values():
        assert budget["spec"]["selector"]["matchLabels"] in labels


def test_only_the_proxy_reaches_the_service_and_only_it_is_reached(resources):
    policies = named(resources, "NetworkPolicy")
    assert policies["nobody"]["spec"] == {"podSelector": {}, "policyTypes": ["Ingress"]}
    (rule,) = policies["proxy-to-service"]["spec"]["ingress"]
    assert rule["from"] == [{"podSelector": {"matchLabels": {"app": "proxy"}}}]
    kinds = {name: one["spec"].get("type") for name, one in named(resources, "Service").items()}
    assert kinds == {"precheck": None, "proxy": "LoadBalancer"}


def test_the_settings_are_known_and_valid(resources, monkeypatch):
    secret = {"PRECHECK_API_KEYS": "0" * 64, "PRECHECK_API_BROKER": "amqp://rabbitmq//"}
    given = named(resources, "ConfigMap")["precheck-settings"]["data"] | secret
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert load().proxies == 1

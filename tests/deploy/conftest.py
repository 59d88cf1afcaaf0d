"""The Kubernetes manifests as they would be sent."""

import subprocess

import pytest
import yaml

from tests.setup.conftest import ROOT


@pytest.fixture(scope="session")
def resources():
    """Return what `kubectl apply --kustomize` would send."""
    command = ["kubectl", "kustomize", ROOT / "deploy" / "kubernetes"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return list(yaml.safe_load_all(done.stdout))

"""What the Caddyfile makes of its settings."""

import os
import subprocess

import pytest

from tests.servers.caddy import CADDYFILE

CERTIFICATES = {
    "": '"module":"internal"',
    "operator@example.go.id": '"email":"operator@example.go.id"',
    "/tls/cert.pem /tls/key.pem": '"certificate":"/tls/cert.pem","key":"/tls/key.pem"',
}


@pytest.mark.parametrize(("given", "expected"), CERTIFICATES.items())
def test_each_kind_of_certificate_is_configured(given, expected):
    done = subprocess.run(
        ["caddy", "adapt", "--adapter", "caddyfile", "--config", CADDYFILE],
        env=os.environ | ({"PRECHECK_TLS": given} if given else {}),
        capture_output=True,
        text=True,
        check=True,
    )
    assert expected in done.stdout

"""Channels files and processes for tests."""

import os

import pytest

from api.channels import configuration
from tests.servers import graph as graph_server
from tests.servers import waha as waha_server

NUMBERS = """
[[{channel}.numbers]]
id = "{number}"
line = "kk"
"""
CLOUD = """
[cloud]
app_secret = {{ env = "TEST_APP_SECRET" }}
verify_token = {{ env = "TEST_VERIFY_TOKEN" }}
token = {{ env = "TEST_TOKEN" }}
graph = "{url}"
media_hosts = ["{url}"]
"""
WAHA = """
[waha]
url = "{url}"
key = {{ env = "TEST_WAHA_KEY" }}
hmac_key = {{ env = "TEST_WAHA_HMAC" }}
"""
SECRETS = {
    "TEST_APP_SECRET": graph_server.SECRET,
    "TEST_VERIFY_TOKEN": graph_server.VERIFY,
    "TEST_TOKEN": graph_server.TOKEN,
    "TEST_WAHA_KEY": waha_server.KEY,
    "TEST_WAHA_HMAC": waha_server.HMAC_KEY,
}
on_sqlite = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
"""For what does not depend on the database."""
LOCAL = 'private_networks = ["127.0.0.0/8"]\n'


def channels_text(cloud=None, waha=None, top=LOCAL, more=""):
    """Return a channels file. cloud, waha: addresses of the servers; more: of the first number."""
    parts = [top]
    if cloud:
        numbers = NUMBERS.format(channel="cloud", number=graph_server.NUMBER)
        parts += [CLOUD.format(url=cloud), numbers, more]
    if waha:
        numbers = NUMBERS.format(channel="waha", number=waha_server.SESSION)
        parts += [WAHA.format(url=waha), numbers]
    return "".join(parts)


def channels_file(folder, **given):
    file = folder / "channels.toml"
    file.write_text(channels_text(**given))
    return file


def loaded(folder, **given):
    return configuration.load(channels_file(folder, **given))


def environment(settings):
    values = {f"PRECHECK_API_{name.upper()}": str(one) for name, one in settings.items()}
    return os.environ | SECRETS | values

"""The channels file is checked at the start; errors name the key and never a secret."""

import pytest

from api.channels import configuration
from api.outgoing.origins import origin
from precheck.errors import BadPolicy
from tests.api.channels.made import CLOUD, NUMBERS, channels_file
from tests.servers.graph import NUMBER, SECRET

URL = "https://graph.example"


def test_a_whole_file(tmp_path):
    more = 'service = "kk"\nlang = "en"\ntemplate = { name = "kabar", language = "id" }\n'
    channels = configuration.load(channels_file(tmp_path, cloud=URL, waha=URL, more=more))
    number = channels.number("cloud", NUMBER)
    assert (number.service, number.line, number.lang) == ("kk", "kk", "en")
    assert number.template.name == "kabar"
    assert channels.number("waha", "default").service is None
    assert channels.number("waha", NUMBER) is None
    assert channels.cloud.app_secret.get_secret_value() == SECRET
    assert channels.cloud.origins == {"https://graph.example:443"}
    assert SECRET not in repr(channels)


def test_by_default_the_public_hosts_are_called(tmp_path):
    lines = CLOUD.format(url=URL).splitlines()
    kept = "\n".join(line for line in lines if URL not in line)
    file = tmp_path / "channels.toml"
    file.write_text(kept + NUMBERS.format(channel="cloud", number="1"))
    assert configuration.load(file).cloud.origins == {
        "https://graph.facebook.com:443",
        "https://lookaside.fbsbx.com:443",
    }


def test_a_secret_in_a_file(tmp_path):
    (tmp_path / "token").write_text("abc\n")
    text = CLOUD.format(url=URL).replace('env = "TEST_TOKEN"', f'file = "{tmp_path}/token"')
    file = tmp_path / "channels.toml"
    file.write_text(text + NUMBERS.format(channel="cloud", number="1"))
    assert configuration.load(file).cloud.token.get_secret_value() == "abc"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("[cloud]", "[cluod]"), "cloud.app_secret: Field required"),
        (("private_networks", "private_network"), "private_network: there is no such setting"),
        (("line =", "lien ="), r"cloud.numbers.0.lien: there is no such setting"),
        (('{ env = "TEST_TOKEN" }', '"EAAG-open"'), r"cloud.token: .*write \{ env ="),
        (('{ env = "TEST_TOKEN" }', '{ env = "A", file = "/b" }'), r"cloud.token: .*write"),
        (('env = "TEST_TOKEN"', 'env = "NOT_THERE"'), "cloud.token: .*NOT_THERE is empty"),
        (('env = "TEST_TOKEN"', 'file = "/not/there"'), "file /not/there cannot be read"),
        (('graph = "https:', 'graph = "ftp:'), "cloud.graph: .*not an address"),
        (('graph = "https://', 'graph = "https://u:p@'), "cloud.graph: .*not an address"),
        (('media_hosts = ["https://', 'media_hosts = ["'), "cloud.media_hosts.0: .*not an addr"),
        (("127.0.0.0/8", "127.0.0.1/8"), "private_networks.0: .*host bits set"),
        (("[cloud]", "[cloud"), "Expected|expected"),
        (("[cloud]", f"x = {'[' * 2000}\n[cloud]"), "recursion"),
        (("private_networks", "conversation_hours = inf\nprivate_networks"), "conversation_hours"),
        (
            (
                "[[cloud.numbers]]",
                '[[cloud.numbers]]\nid = "1"\n[[cloud.numbers]]\nid = "1"\n[[cloud.numbers]]',
            ),
            "the number 1 is there twice",
        ),
    ],
)
def test_a_wrong_file_ends_the_start_and_shows_no_secret(tmp_path, change, fault):
    file = channels_file(tmp_path, cloud=URL)
    file.write_text(file.read_text().replace(*change))
    with pytest.raises(BadPolicy, match=fault) as result:
        configuration.load(file)
    assert str(file) in str(result.value)
    assert "EAAG" not in str(result.value)


def test_a_file_without_channels_is_wrong(tmp_path):
    with pytest.raises(BadPolicy, match="neither"):
        configuration.load(channels_file(tmp_path))
    with pytest.raises(BadPolicy, match="No such file"):
        configuration.load(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://Graph.Example/v1", "https://graph.example:443"),
        ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
        ("https://a:443", "https://a:443"),
    ],
)
def test_origins(url, expected):
    assert origin(url) == expected

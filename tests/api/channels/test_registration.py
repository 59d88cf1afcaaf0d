"""Channels exist only where they are configured."""

import pytest

from api.app import create_app
from api.channels.registration import load
from api.settings import Settings
from precheck.errors import BadPolicy
from tests.api.channels.made import channels_file

URL = "https://graph.example"


def test_without_a_channels_file_there_is_no_address(client):
    for path in ("/channels/cloud", "/channels/waha"):
        assert client.post(path).status_code == 404


def test_a_service_that_there_is_not_stops_the_start(tmp_path):
    file = channels_file(tmp_path, cloud=URL, more='service = "sim"\n')
    with pytest.raises(BadPolicy, match="no service sim; known: akta_kelahiran, akta_kematian"):
        load(Settings(data=tmp_path, channels=file))


def test_a_menu_that_no_list_holds_stops_the_start(tmp_path):
    for at in range(11):
        variants = "".join(
            f'[variants.v{n}]\ntitle = {{ id = "A", en = "A" }}\nin_person = true\n' for n in (1, 2)
        )
        own = f'title = {{ id = "A", en = "A" }}\nline = "l{at}"\n{variants}'
        (tmp_path / f"s{at}.toml").write_text(own)
    everything = channels_file(tmp_path, cloud=URL).read_text().replace('line = "kk"', "")
    (tmp_path / "all.toml").write_text(everything)
    (tmp_path / "services").mkdir()
    for file in tmp_path.glob("s*.toml"):
        file.rename(tmp_path / "services" / file.name)
    settings = {"data": tmp_path, "services": tmp_path / "services"}
    assert load(Settings(**settings, channels=tmp_path / "channels.toml"))
    with pytest.raises(BadPolicy, match="more than 10 choices at once"):
        load(Settings(**settings, channels=tmp_path / "all.toml"))


def test_without_a_channels_file_there_are_no_channels(tmp_path):
    assert load(Settings(data=tmp_path)) is None


@pytest.mark.parametrize("which", ["cloud", "waha"])
def test_only_the_configured_channel_has_an_address(tmp_path, which):
    settings = Settings(data=tmp_path, channels=channels_file(tmp_path, **{which: URL}))
    app = create_app(settings)
    paths = {rule.rule for rule in app.url_map.iter_rules() if "/channels/" in rule.rule}
    app.extensions["precheck"].store.close()
    assert paths == {f"/channels/{which}"}
    with app.app_context():
        assert "/channels/cloud" not in app.spec["paths"]

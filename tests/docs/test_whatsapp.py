"""The files of channels in docs/whatsapp.md are accepted."""

import re
from pathlib import Path

from api.channels import configuration

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "whatsapp.md").read_text()


def test_the_examples_of_the_channels_file_are_accepted(tmp_path, monkeypatch):
    (tmp_path / "token").write_text("secret")
    for name in ("WHATSAPP_APP_SECRET", "WHATSAPP_VERIFY_TOKEN", "WAHA_KEY", "WAHA_HMAC"):
        monkeypatch.setenv(name, "secret")
    cloud, waha = (
        block
        for block in re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
        if ".numbers]]" in block
    )
    file = tmp_path / "channels.toml"
    file.write_text(cloud.replace("/run/secrets/whatsapp-token", f"{tmp_path}/token"))
    whole = configuration.load(file)
    assert whole.number("cloud", "106540352249001").template.name == "kabar_permohonan"
    for name in ("confirm_seconds", "conversation_hours", "private_networks"):
        assert getattr(whole, name) == configuration.Channels.model_fields[name].default
    file.write_text(waha)
    assert configuration.load(file).number("waha", "default")

"""The settings page shows the rules in force and no secret."""

from api.desk.records.setting_views import HIDDEN_VALUE, setting_rows
from api.settings import Settings
from api.store.accounts import Role


def test_settings_hide_secrets():
    settings = Settings(
        keys=(f"bot:{'0' * 64}", f"app:{'1' * 64}:check", f"{'2' * 64}:metrics"),
        callback_url="https://bot.example/decided",
        callback_secret="hidden words",
        port=8001,
    )
    rows = {name: (value, changed) for name, value, changed in setting_rows(settings)}
    assert rows["PRECHECK_API_KEYS"] == ("bot, app, 22222222", True)
    assert rows["PRECHECK_API_CALLBACK_SECRET"] == (HIDDEN_VALUE, True)
    assert rows["PRECHECK_API_PORT"] == ("8001", True)
    assert rows["PRECHECK_API_RETENTION_DAYS"] == ("90", False)
    assert "hidden words" not in str(rows)


def test_the_settings_page_shows_the_rules_in_force(desk):
    page = desk.person("ani", Role.ADMIN).get("/settings").text
    assert "documents.kk.accept.at_least" in page
    assert "bagian kata yang wajib terbaca" in page
    assert "limits.glare.source" not in page
    assert "PRECHECK_API_SURE_AT" in page

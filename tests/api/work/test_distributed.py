"""A worker on Celery that cannot work ends at its start, so that whoever runs it sees it."""

import shutil
from contextlib import nullcontext
from types import SimpleNamespace

import pytest

from api.settings import Settings
from api.work import distributed
from precheck.errors import BadPolicy

BROKER = "amqp://guest@127.0.0.1:9//"


def test_a_worker_with_another_secret_ends_before_it_takes_photos(tmp_path, migrated, monkeypatch):
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    settings = Settings(data=tmp_path, broker=BROKER)
    settings.secret.write_text("00" * 32)
    monkeypatch.setattr(distributed, "application", lambda _: pytest.fail("it takes photos"))
    with pytest.raises(BadPolicy, match="not the secret that this database was made with"):
        distributed.work(settings)


@pytest.mark.parametrize(("code", "ended"), [(0, False), (1, True)])
def test_a_worker_that_the_broker_refuses_ends_with_its_status(
    tmp_path, migrated, monkeypatch, code, ended
):
    def worker(**_options):
        return SimpleNamespace(start=lambda: None, exitcode=code)

    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    monkeypatch.setattr(distributed.Celery, "Worker", property(lambda _: worker))
    with pytest.raises(SystemExit) if ended else nullcontext():
        distributed.work(Settings(data=tmp_path, broker=BROKER))

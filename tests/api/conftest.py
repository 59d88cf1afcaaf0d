import pytest

from api import create_app
from api.settings import Settings
from tests.api.fakes import Core


@pytest.fixture
def core():
    return Core()


@pytest.fixture
def make_app(core):
    return lambda **given: create_app(Settings(**given), checker=core)


@pytest.fixture
def client(make_app):
    return make_app().test_client()

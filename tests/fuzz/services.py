"""The services that mutated files are fed to; each runs in a process of its own."""

from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from flask.testing import FlaskClient

from api.app import create_app
from api.settings import Settings
from precheck.decode.file import decode
from precheck.errors import PrecheckError
from tests.fuzz.corpus import corpus
from tests.fuzz.watch import serve


def verdicts(pipe: Connection) -> None:
    """Answer every file that comes through the pipe by `POST /check`."""
    with TemporaryDirectory() as folder:
        app = create_app(Settings(rate="", data=Path(folder)))
        work = partial(checked, app.test_client())
        work(corpus()["jpeg"])  # models are loaded with the first photo
        serve(pipe, work)
        app.extensions["precheck"].store.close()


def decodings(pipe: Connection) -> None:
    """Decode every file that comes through the pipe."""
    serve(pipe, decoded)


def checked(client: FlaskClient, data: bytes) -> tuple[str, int]:
    """Send a file to `POST /check`."""
    response = client.post("/check", data=data, content_type="image/jpeg")
    answer = response.get_json(silent=True, force=True) or {}
    return answer.get("verdict") or answer.get("code") or str(response.status), response.status_code


def decoded(data: bytes) -> tuple[str, int]:
    """Decode a file and do nothing with it."""
    try:
        return f"decoded {decode(data).format}", 200
    except PrecheckError as error:
        return error.code, 422

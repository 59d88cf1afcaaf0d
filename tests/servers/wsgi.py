"""A WSGI server in this process, on a free port: Waitress, which keeps connections."""

from contextlib import contextmanager
from threading import Thread

from waitress import wasyncore
from waitress.server import create_server

HOST = "127.0.0.1"
THREADS = 8


@contextmanager
def served(app):
    """Serve an application until the block ends; yields the address."""
    sockets = {}
    server = create_server(app, map=sockets, host=HOST, port=0, threads=THREADS)
    thread = Thread(target=server.run)
    thread.start()
    try:
        yield f"http://{HOST}:{server.effective_port}"
    finally:
        server.task_dispatcher.shutdown()
        server.trigger.pull_trigger(lambda: wasyncore.close_all(sockets))
        thread.join()

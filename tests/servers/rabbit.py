"""A RabbitMQ of Debian's package, on free ports, in a folder of its own; it can be killed."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import amqp

from tests.servers.ports import free_port

PROGRAM = "/usr/lib/rabbitmq/bin/rabbitmq-server"  # the one in the path changes the user
START = 120  # seconds; a loaded machine starts slowly


class Rabbit:
    """The broker: started, killed, and restarted on the same folder."""

    def __init__(self, folder):
        self.port = free_port()
        self.address = f"amqp://guest:guest@127.0.0.1:{self.port}//"
        self._folder = folder
        self._names = free_port()
        self._node = None
        (folder / "plugins").write_text("[].")
        self._epmd = subprocess.Popen(["epmd", "-port", str(self._names), "-address", "127.0.0.1"])

    def start(self):
        environment = os.environ | {
            "HOME": str(self._folder),
            "ERL_EPMD_PORT": str(self._names),
            "RABBITMQ_NODENAME": f"precheck{self.port}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(free_port()),
            "RABBITMQ_MNESIA_BASE": str(self._folder / "data"),
            "RABBITMQ_LOG_BASE": str(self._folder / "log"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self._folder / "plugins"),
        }
        with (self._folder / "out").open("a") as out:
            self._node = subprocess.Popen(
                [PROGRAM], env=environment, stdout=out, stderr=out, start_new_session=True
            )
        self._wait()

    def _wait(self):
        until = time.monotonic() + START
        while time.monotonic() < until:
            assert self._node.poll() is None, (self._folder / "out").read_text()
            try:
                with amqp.Connection(f"127.0.0.1:{self.port}", connect_timeout=5):
                    return
            except (OSError, amqp.AMQPError):
                time.sleep(0.1)
        raise TimeoutError((self._folder / "out").read_text())

    def consumers(self, queue):
        """Count who waits for its messages; 0 where there is no such queue yet."""
        try:
            with amqp.Connection(f"127.0.0.1:{self.port}") as connection:
                channel = connection.channel()
                return channel.queue_declare(queue, passive=True).consumer_count
        except amqp.NotFound:
            return 0

    def kill(self):
        """Kill it with its children, as in a power failure."""
        if self._node is not None:
            os.killpg(self._node.pid, signal.SIGKILL)
            self._node.wait()
            self._node = None

    def fall_silent(self):
        """Stop it with open connections, as in a network failure."""
        os.killpg(self._node.pid, signal.SIGSTOP)

    def end(self):
        self.kill()
        self._epmd.terminate()
        self._epmd.wait()


@contextmanager
def rabbit():
    """Serve until the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="rabbit-", dir="/tmp"))
    server = Rabbit(folder)
    try:
        server.start()
        yield server
    finally:
        server.end()
        shutil.rmtree(folder, ignore_errors=True)

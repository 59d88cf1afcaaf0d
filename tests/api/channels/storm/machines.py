"""What works in a storm, and how it is killed."""

import multiprocessing
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from api.channels.work.process import run_channel_worker
from tests.api.channels.echo import open_echo
from tests.api.channels.made import SECRETS, environment
from tests.api.server import PROGRAM
from tests.api.work.deployments import children, end

LEASE_SECONDS = 1
ROOT = Path(__file__).resolve().parents[4]


class Machine:
    """A supervisor with its workers: first one of them is killed, then all at once."""

    program = ()
    kills = 0

    def __init__(self, settings, log):
        values = {
            "batch_workers": 0,
            "data": settings.data,
            "channels": settings.channels,
            "lease_seconds": LEASE_SECONDS,
        }
        if settings.database is not None:
            values["database"] = settings.database.get_secret_value()
        self._environment = environment(values) | {"PYTHONPATH": str(ROOT)}
        self._log = log
        self._start()

    def _start(self):
        with self._log.open("a") as lines:
            self._process = subprocess.Popen(
                self.program, stdout=lines, stderr=lines, env=self._environment, cwd=ROOT
            )

    def kill(self):
        self.kills += 1
        below = children(self._process.pid)
        if self.kills == 1:  # its supervisor notices
            end(next(pid for pid in below if b"spawn_main" in command(pid)))
        else:
            for pid in (self._process.pid, *below):
                end(pid)
            self._process.wait()
            self._start()

    def stop(self):
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(60)


def command(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


class EchoMachine(Machine):
    """With the echo for a dialogue."""

    program = (sys.executable, "-m", "tests.api.channels.storm.echo_worker")


class RealMachine(Machine):
    """As an office runs it."""

    program = (PROGRAM, "worker")


class Forked:
    """One worker without a supervisor, quickly started; another takes its place when killed."""

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.api.channels.storm.machines"])

    def __init__(self, settings, log):
        self._arguments = (settings, log)
        self._start()

    def _start(self):
        self._process = self.context.Process(target=work, args=self._arguments)
        self._process.start()

    def kill(self):
        self._process.kill()
        self._process.join()
        self._start()

    def stop(self):
        self._process.terminate()
        self._process.join(60)


def work(settings, log):
    os.environ.update(SECRETS)
    with log.open("a") as lines:
        os.dup2(lines.fileno(), 1)
        os.dup2(lines.fileno(), 2)
    run_channel_worker(settings, open_echo, f"{os.getpid()}", os.getppid())


@contextmanager
def working(machine):
    try:
        yield machine
    finally:
        machine.stop()

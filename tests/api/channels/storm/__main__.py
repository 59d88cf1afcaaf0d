"""`make storm`: the storms in full size, on SQLite and on PostgreSQL."""

import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

import pytest

from api.process import logs
from api.settings import Settings
from tests.api.channels.made import SECRETS
from tests.api.channels.storm.echoed import EchoStorm
from tests.api.channels.storm.machines import EchoMachine, RealMachine
from tests.api.channels.storm.submitted import SubmissionStorm
from tests.servers.postgres import postgres

MESSAGES = 200


def main():
    """Run each storm on each database; print what it showed."""
    with pytest.MonkeyPatch.context() as patch, Path("/dev/null").open("w") as silence:
        logs.configure(silence)
        for name, secret in SECRETS.items():
            patch.setenv(name, secret)
        for database in (nullcontext, postgres):
            with database() as address:
                run(EchoStorm(MESSAGES, citizens=50), EchoMachine, address)
            with database() as address:
                run(SubmissionStorm(citizens=67), RealMachine, address)


def run(storm, machine, address):
    """Run a storm and print what it showed. address: of a PostgreSQL without tables, or None."""
    with tempfile.TemporaryDirectory() as folder:
        storm.run(Settings(data=folder, database=address), Path(folder), machine)
    storm.check()
    failed, of = sum(n for (_, bad), n in storm.faults.items() if bad), sum(storm.faults.values())
    sys.stdout.write(
        f"{type(storm).__name__}, {'PostgreSQL' if address else 'SQLite'}: {storm.size} messages"
        f" of {storm.citizens} citizens, each delivered twice, {storm.kills} kills, {failed} of"
        f" {of} calls failed: each handled and answered once, in {storm.seconds:.0f} s\n"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    main()

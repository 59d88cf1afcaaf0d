"""The supervisor with the echo for a dialogue: `python -m tests.api.channels.storm.echo_worker`."""

from api.settings import load
from api.worker.supervisor import supervise
from tests.api.channels.echo import open_echo

if __name__ == "__main__":
    supervise(load(batch_workers=0), dialogue=open_echo)

"""Run beside the service by `api.serve`: `python -m api.worker PARENT`."""

import sys

from api.settings import load
from api.worker.supervisor import supervise

if __name__ == "__main__":
    supervise(load(), int(sys.argv[1]))

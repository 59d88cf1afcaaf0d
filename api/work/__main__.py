"""Run beside the service by `api.serve`: `python -m api.work PARENT`."""

import sys

from api.settings import load
from api.work.supervisor import supervise

if __name__ == "__main__":
    supervise(load(), int(sys.argv[1]))

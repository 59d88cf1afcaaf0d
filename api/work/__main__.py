"""Run beside the service by `api.serve`: `python -m api.work PARENT`."""

import sys

from api.settings import load
from api.work.keeper import keep

if __name__ == "__main__":
    keep(load(), int(sys.argv[1]))

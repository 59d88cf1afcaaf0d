"""Does all the work that waits in a store, in this process, with a fake core."""

from api.settings import Settings
from api.work.context import WorkerContext, check_executor
from api.work.members_task import read_next
from api.work.photo_task import check_next
from precheck.office.policy import Office

OFFICE = Office.load()


def no_members(*_):
    """Read no NIK in any table."""


def work_on(store, core, read_members=no_members):
    """Return how many tables of members were read."""
    with check_executor(0) as thread:
        context = WorkerContext(Settings(), store, OFFICE, core, thread, read_members=read_members)
        while check_next(context, "w"):
            pass
        tables = 0
        while read_next(context):
            tables += 1
        return tables

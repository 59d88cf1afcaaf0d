"""Checks all waiting photos of a store, in this process, with a fake core."""

from api.settings import Settings
from api.work.context import WorkerContext, check_executor
from api.work.photo_task import check_next
from precheck.office.policy import Office

OFFICE = Office.load()


def work_on(store, core):
    with check_executor(0) as thread:
        context = WorkerContext(Settings(), store, OFFICE, core, thread)
        while check_next(context, "w"):
            pass

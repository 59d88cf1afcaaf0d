"""Works on all that waits in a store, in this process, with a core that answers at once."""

from api.settings import Settings
from api.work.photo import take
from api.work.tools import Tools, bench
from precheck.office import Office

OFFICE = Office.load()


def work_on(store, core):
    with bench(0) as thread:
        tools = Tools(Settings(), store, OFFICE, core, thread)
        while take(tools, "w"):
            pass

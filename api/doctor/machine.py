"""Examines the machine: disk, memory, swap and clock."""

import re
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, func, select

from api.doctor.finding import Finding, fail, ok, warn
from api.process.scratch import SHARED_MEMORY
from api.settings import Settings
from api.store.tables.checks import CHECKS
from api.store.tables.officers import TRAIL

MB, GB = 1_000_000, 1_000_000_000
MIN_DISK_BYTES, LOW_DISK_BYTES = GB, 5 * GB
MIN_SCRATCH_BYTES = 64 * MB
PROCESS_BYTES = 450 * MB
"""Memory of one process right after a large photo."""
MIN_FREE_BYTES = 300 * MB
CLOCK_TOLERANCE_SECONDS = 5.0
EARLIEST = datetime(2026, 11, 1, tzinfo=UTC).timestamp()
"""No clock of a machine with this version shows an earlier time."""
CGROUP_LIMIT = Path("/sys/fs/cgroup/memory.max")


def disk(settings: Settings) -> Finding:
    """Examine the disk of the database."""
    folder = settings.data.absolute()
    existing = next(one for one in (folder, *folder.parents) if one.exists())
    return judge_disk(shutil.disk_usage(existing).free, settings.data)


def judge_disk(free: int, folder: Path) -> Finding:
    """Judge the free bytes of a folder's disk."""
    found = f"{free / GB:.1f} GB free for {folder}"
    if free < MIN_DISK_BYTES:
        return fail("disk", found, "Free some: batches are refused when it is full.")
    if free < LOW_DISK_BYTES:
        return warn("disk", found, "Free some: a batch of 20,000 photos takes about 5 GB.")
    return ok("disk", found)


def scratch() -> Finding:
    """Examine the folder in memory for files of tesseract and for metrics."""
    if not SHARED_MEMORY.is_dir():
        advice = "Mount one, or point TMPDIR to memory: pictures must not reach a disk."
        return warn("scratch", f"there is no {SHARED_MEMORY}", advice)
    free = shutil.disk_usage(SHARED_MEMORY).free
    found = f"{free / MB:.0f} MB free in {SHARED_MEMORY}"
    if free < MIN_SCRATCH_BYTES:
        return fail("scratch", found, "Enlarge it, with Docker by shm_size: 256m.")
    return ok("scratch", found)


def memory(settings: Settings) -> Finding:
    """Examine the memory, of the container if it is limited."""
    total, free = _meminfo("MemTotal"), _meminfo("MemAvailable")
    if CGROUP_LIMIT.is_file() and (limit := CGROUP_LIMIT.read_text().strip()).isdecimal():
        total = min(total, int(limit))
    return judge_memory(total, free, settings.workers + settings.batch_workers)


def judge_memory(total: int, free: int, processes: int) -> Finding:
    """Judge the memory for so many processes."""
    found = f"{total / GB:.1f} GB, {free / GB:.1f} GB free, for {processes} processes"
    if free < MIN_FREE_BYTES:
        return fail("memory", found, "Stop other programs, or add memory.")
    if total < processes * PROCESS_BYTES:
        return warn("memory", found, "Lower workers or batch_workers: each takes up to 450 MB.")
    return ok("memory", found)


def swap() -> Finding:
    """Examine whether memory may be written to a disk."""
    return judge_swap(Path("/proc/swaps").read_text(encoding="ascii"))


def judge_swap(table: str) -> Finding:
    """Judge the kernel's table of swaps; zram is memory itself."""
    devices = [line.split()[0] for line in table.splitlines()[1:]]
    written = [device for device in devices if "zram" not in device]
    if written:
        advice = "Pictures in memory may reach the disk: swapoff -a, unless it is encrypted."
        return warn("swap", f"on {', '.join(written)}", advice)
    return ok("swap", "off")


def clock(connection: Connection | None) -> Finding:
    """Examine the clock: with PostgreSQL's, else with what is recorded."""
    now = time.time()
    if connection is None:
        return judge_clock(now, None)
    if connection.dialect.name == "postgresql":
        servers = connection.exec_driver_sql(
            "SELECT extract(epoch FROM clock_timestamp())"
        ).scalar()
        return judge_clock(now, None, float(servers or now) - now)
    newest = [connection.scalar(select(func.max(one.c.at))) for one in (CHECKS, TRAIL)]
    return judge_clock(now, max((at for at in newest if at is not None), default=None))


def judge_clock(now: float, newest: float | None, ahead: float = 0.0) -> Finding:
    """Judge the time. newest: that of the newest record; ahead: seconds of the server's clock."""
    found, advice = datetime.fromtimestamp(now, UTC).isoformat(timespec="seconds"), "Turn on NTP."
    if now < EARLIEST:
        return fail("clock", f"{found} is before this version was made", advice)
    if newest is not None and newest > now + CLOCK_TOLERANCE_SECONDS:
        return fail("clock", f"{found} is before the newest record", advice)
    if abs(ahead) > CLOCK_TOLERANCE_SECONDS:
        return warn("clock", f"{found}; the database's differs by {abs(ahead):.0f} s", advice)
    return ok("clock", found)


def _meminfo(name: str) -> int:
    """Return a line of /proc/meminfo in bytes."""
    text = Path("/proc/meminfo").read_text(encoding="ascii")
    found = re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0

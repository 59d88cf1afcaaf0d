"""Runs a harness in a process of its own and reads what libFuzzer reports of it."""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz.guided.harness import Harness

ROOT = Path(__file__).resolve().parents[3]
MAX_SECONDS_PER_INPUT = 10
MAX_MEMORY_MB = 2048
EXECUTIONS = re.compile(r"number_of_executed_units: *(\d+)")
PROGRESS = re.compile(r"cov: (\d+) ft: (\d+)")
REPORT = re.compile(r"=== Uncaught Python exception.*?(?===\d+==|$)|==\d+== ?ERROR.*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidedRun:
    """What became of one harness."""

    name: str
    failed: bool
    executions: int
    covered: int
    """Points of the instrumented code that were reached."""
    features: int
    """Points and how often each was passed, as libFuzzer counts them."""
    saved: Path | None
    """The file of the input that failed."""
    report: str
    """The exception or, where there is none, the end of the output."""


def run(name: str, harness: Harness, seconds: int, keep: Path, *options: str) -> GuidedRun:
    """Run a harness for some seconds, or until its first defect.

    keep: folder for the input that fails. options: further ones of libFuzzer.
    """
    keep.mkdir(parents=True, exist_ok=True)
    failing = keep.resolve() / name
    failing.unlink(missing_ok=True)
    module = harness.check.__module__
    with TemporaryDirectory() as corpus:
        for number, seed in enumerate(harness.seeds()):
            (Path(corpus) / f"{number:04d}").write_bytes(seed)
        done = subprocess.run(
            [
                *(sys.executable, "-m", "tests.fuzz.guided.child", module, name, str(failing)),
                f"-max_total_time={seconds}",
                f"-max_len={harness.max_bytes}",
                f"-timeout={MAX_SECONDS_PER_INPUT}",
                f"-rss_limit_mb={MAX_MEMORY_MB}",
                "-print_final_stats=1",
                *options,
                corpus,
            ],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    saved = failing if failing.exists() else None
    return _outcome(name, done.returncode, saved, done.stdout)


def _outcome(name: str, status: int, saved: Path | None, output: str) -> GuidedRun:
    executions, progress = EXECUTIONS.search(output), PROGRESS.findall(output)
    report = REPORT.search(output)
    covered, features = map(int, progress[-1]) if progress else (0, 0)
    return GuidedRun(
        name=name,
        failed=status != 0,
        executions=int(executions[1]) if executions else 0,
        covered=covered,
        features=features,
        saved=saved,
        report=(report[0] if report else output[-2000:]).strip(),
    )

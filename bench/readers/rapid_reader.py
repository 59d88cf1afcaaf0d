"""What a reader read on a photo; RapidOCR, run by `rapid.py` in its own environment."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

RAPID_SCRIPT = Path(__file__).with_name("rapid.py")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader read on one photo."""

    text: str
    seconds: float
    """Processor time."""


def read_by_rapid(paths: Sequence[Path], python: Path) -> Iterator[Reading]:
    """Yield the text that RapidOCR reads."""
    repeated = [paths[0], *paths]  # the first run loads the models
    names = "\n".join(str(path.resolve()) for path in repeated)
    done = subprocess.run(
        [str(python), str(RAPID_SCRIPT)], input=names, capture_output=True, text=True, check=True
    )
    yield from (Reading(**json.loads(answer)) for answer in done.stdout.splitlines()[1:])

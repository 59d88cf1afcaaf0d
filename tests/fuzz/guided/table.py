"""The table of harnesses, by name."""

from collections.abc import Mapping

from tests.fuzz.guided.harness import Harness
from tests.fuzz.guided.harnesses import archives, channels, files, numbers, pictures, requests

MODULES = (numbers, pictures, archives, channels, requests, files)
HARNESSES: Mapping[str, Harness] = {
    name: harness for module in MODULES for name, harness in module.HARNESSES.items()
}

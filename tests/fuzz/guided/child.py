"""`python -m tests.fuzz.guided.child MODULE NAME FILE …`: one harness under atheris.

libFuzzer ends the process itself, after the given time or at the first defect. Modules are
instrumented as they are imported, so this one imports none of them before.
"""

import sys
from importlib import import_module
from pathlib import Path

import atheris


def main() -> None:
    """Run the harness NAME of MODULE; FILE: for an input that fails; the rest is libFuzzer's.

    An input that crashes or hangs the process is written by libFuzzer, into the same file.
    """
    module, name, failing, *arguments = sys.argv[1:]
    with atheris.instrument_imports(include=["precheck", "api", module]):
        harness = import_module(module).HARNESSES[name]

    def feed(data: bytes) -> None:
        try:
            harness.feed(data)
        except BaseException:
            Path(failing).write_bytes(data)
            raise

    atheris.Setup([sys.argv[0], f"-exact_artifact_path={failing}", *arguments], feed)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

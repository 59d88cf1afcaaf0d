"""A share of `make fuzz`, and proof that its watch sees what it is there to see."""

import pytest
from click.testing import CliRunner

from tests.fuzz.__main__ import is_failure, main, outcomes
from tests.fuzz.corpus import corpus
from tests.fuzz.mutate import mutant
from tests.fuzz.services import verdicts
from tests.fuzz.unruly import unruly
from tests.fuzz.watch import FileOutcome, Watch, answers

COUNT = 100
SEED = 7


def test_mutated_files_never_break_the_service():
    files = corpus()
    mutants = (mutant(files, SEED, number) for number in range(COUNT))
    failures = [(name, a) for name, _, a in answers(mutants, verdicts) if is_failure(a)]
    assert not failures


def test_mutants_are_the_same_each_time_and_differ_from_each_other():
    files = corpus()
    first, again = ([mutant(files, 1, number) for number in range(100)] for _ in range(2))
    assert first == again
    assert len({data for _, data in first}) > 95
    assert all(data not in files.values() for _, data in first)


def test_each_mutant_is_sent_once_by_one_of_the_workers():
    files = corpus()
    sent = [data for _, data, _ in outcomes(range(3, 40), 1, unruly, workers=2)]
    assert sorted(sent) == sorted(mutant(files, 1, number)[1] for number in range(3, 40))


def test_a_run_goes_on_where_it_was_broken_off():
    done = CliRunner().invoke(
        main, ["--until", "decode", "--first", "7", "--count", "10", "--jobs", "1"]
    )
    assert done.output.startswith("3 files: ")
    assert done.exit_code == 0


@pytest.mark.parametrize(
    ("data", "outcome", "failed"),
    [(b"fine", "accept", False), (b"crash", "crash", True), (b"hang", "hang", True)],
)
def test_the_watch_sees_crashes_and_hangs_and_starts_again(data, outcome, failed):
    with Watch(unruly, give_up=3) as watch:
        answer = watch.ask(data)
        assert (answer.outcome, is_failure(answer)) == (outcome, failed)
        assert watch.ask(b"fine").status == 200


@pytest.mark.parametrize(
    ("status", "seconds", "grown_mb", "failed"),
    [
        (200, 0.1, 0, False),
        (422, 5.0, 900, False),
        (500, 0.1, 0, True),
        (503, 0.1, 0, True),
        (200, 5.1, 0, True),
        (200, 0.1, 901, True),
    ],
)
def test_what_counts_as_failure(status, seconds, grown_mb, failed):
    assert is_failure(FileOutcome("x", status, seconds, grown_mb)) is failed

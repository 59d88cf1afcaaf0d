"""Harnesses of the files that an office writes or keeps: settings, suites, results."""

import json
import math
import os
from functools import cache
from pathlib import Path
from unittest import mock

from api.channels import configuration
from api.submissions.catalogue import OWN_SERVICES, Service
from api.submissions.office_files import read_toml, validated
from api.submissions.texts import OWN_TEXTS, Texts
from precheck.bulk.results.result_file import BadResultFile, ResultFile
from precheck.errors import BadPolicy
from precheck.office.policy import Office
from precheck.office.texts import OF_PHOTO
from precheck.suite.calibration.officer_decisions import BadDecisions, read_decisions
from precheck.suite.limits import read_limits
from precheck.suite.manifest import BadSuite, read_manifest
from tests.api.channels.made import CLOUD, NUMBERS, SECRETS, WAHA
from tests.bulk.made import row
from tests.fuzz.guided.harness import Harness, utf8, written

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
SEED_LINES = 3
"""Lines of a fixture that are a seed."""


def office_policy(data: bytes) -> None:
    """Settings that load can be shown as JSON, and every text of them can be filled in."""
    office = Office.load(written(data, "policy.toml"))
    json.dumps(office.as_dict(), allow_nan=False)
    for type_ in office.settings.documents:
        assert 0 <= office.accept_limit(type_) <= 1
    for texts in office.settings.texts.values():
        texts.sorry.format(what="w", action="a")
        texts.officer.format(what="w")
        texts.help_line.format(help_line="h")
        for text in (texts.accept.number, texts.received.message, texts.more_pages):
            text.format_map(dict.fromkeys(OF_PHOTO, "x"))


def submission_texts(data: bytes) -> None:
    """Texts that load can be filled in."""
    content = {**_indonesian(), **read_toml(written(data, "id.toml"))}
    texts = validated(Texts, content, Path("id.toml"))
    texts.filing.filed.format(paper="KK")
    texts.filing.part.format(paper="KK", part="1")
    texts.state.begin.format(variant="v", papers="p", paper="KK")


def service(data: bytes) -> None:
    """A service has a title in every language, and each variant asks for something."""
    file = written(data, "service.toml")
    found = validated(Service, read_toml(file), file)
    assert found.title.in_("mad")
    assert all(one.slots or one.in_person for one in found.variants.values())


@cache
def _indonesian() -> dict[str, object]:
    return read_toml(OWN_TEXTS / "id.toml")


def channels(data: bytes) -> None:
    """Channels that load have numbers and addresses that may be called."""
    with mock.patch.dict(os.environ, SECRETS):
        found = configuration.load(written(data, "channels.toml"))
    for part in (found.cloud, found.waha):
        assert part is None or (part.numbers and part.origins)
    assert math.isfinite(found.conversation_hours)
    assert math.isfinite(found.confirm_seconds)


def manifest(data: bytes) -> None:
    """A manifest holds each photo once."""
    shots = read_manifest(written(data, "manifest.jsonl").parent)
    assert len({shot.file for shot in shots}) == len(shots) > 0


def limits(data: bytes) -> None:
    """The limits of a suite's figures."""
    read_limits(written(data, "suite.toml"))


def decisions(data: bytes) -> None:
    """The decisions that the desk saved."""
    for decision in read_decisions(written(data, "decisions.jsonl")):
        assert decision.p_accept is None or 0 <= decision.p_accept <= 1


def results(data: bytes) -> None:
    """A file of results that was cut anywhere is continued, and read again the same."""
    file = written(data, "results.jsonl")
    with ResultFile(file) as first:
        stored = dict(first.stored)
    assert file.stat().st_size in {0, data.rfind(b"\n") + 1}
    with ResultFile(file) as again:
        assert again.stored == stored


def _fixture(name: str) -> list[bytes]:
    lines = (FIXTURES / name).read_bytes().splitlines(keepends=True)
    return [b"".join(lines[:SEED_LINES]), lines[0]]


def _results() -> list[bytes]:
    lines = [json.dumps(row(name)).encode() + b"\n" for name in ("a.jpg", "b.jpg")]
    return [lines[0], lines[0] + lines[1][:40], lines[0] + b"\0\0"]


DECISION = (
    '{"type": "kk", "verdict": "accept", "decision": "accept", "p_accept": 0.9,'
    ' "sampled": true, "weight": 50.0}'
)
HARNESSES = {
    "policy": Harness(
        check=office_policy,
        seeds=utf8(
            'mode = "advise"\nhand_over_at = 2\n[limits.glare]\nat_most = 0.5\n',
            "[documents.other.zones]\nstamp = [10, 10, 20, 20]\n[costs]\nfalse_accept = 2\n",
            '[texts.id]\nsorry = "Maaf, {what}. {action}"\nhelp_line = "{help_line}"\n',
        ),
        errors=(BadPolicy,),
        max_bytes=400,
    ),
    "texts": Harness(
        check=submission_texts,
        seeds=lambda: [(OWN_TEXTS / "id.toml").read_bytes(), b'alternative = "atau"\n'],
        errors=(BadPolicy,),
        max_bytes=16_000,
    ),
    "service": Harness(
        check=service,
        seeds=lambda: [(OWN_SERVICES / "nik.toml").read_bytes()],
        errors=(BadPolicy,),
        max_bytes=3000,
    ),
    "channels": Harness(
        check=channels,
        seeds=utf8(
            CLOUD.format(url="https://graph.example") + NUMBERS.format(channel="cloud", number="1"),
            WAHA.format(url="https://waha.example") + NUMBERS.format(channel="waha", number="1"),
            '[demo]\n[[demo.numbers]]\nid = "1"\ntemplate = {name = "a"}\n',
        ),
        errors=(BadPolicy,),
        max_bytes=800,
    ),
    "manifest": Harness(
        check=manifest, seeds=lambda: _fixture("manifest.jsonl"), errors=(BadSuite,)
    ),
    "limits": Harness(
        check=limits,
        seeds=lambda: [(FIXTURES / "suite.toml").read_bytes()],
        errors=(BadSuite,),
    ),
    "decisions": Harness(check=decisions, seeds=utf8(DECISION), errors=(BadDecisions,)),
    "results": Harness(check=results, seeds=_results, errors=(BadResultFile,)),
}

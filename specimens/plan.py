"""Which shots a set consists of."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from specimens.camera.recipe import Setting
from specimens.camera.streams import stream
from specimens.causes import FLIP, HIDDEN

CAMERA = tuple(FLIP)
SPECIAL = ("no_document", "blank_side", "back_side", "several", "closeup_number")
OTHERS = (
    "letter", "police_letter", "birth_note", "village_note", "marriage_book", "marriage_akta",
    "invoice", "receipt", "kia",
)  # fmt: skip
MAIN = (
    "kk_blue", "kk_2018", "kk_white", "akta_kelahiran_old", "akta_kelahiran_new",
    "akta_kematian_old", "akta_kematian_new", "ktp",
)  # fmt: skip
HTML_MAIN = ("html_kk", "html_akta_kelahiran", "html_akta_kematian", "html_ktp")
HTML_OTHERS = (
    "html_letter", "html_marriage_book", "html_certificate", "html_card", "html_form",
    "html_receipt", "html_invoice", "html_table", "html_article", "html_poster", "html_pictures",
    "html_handwriting", "html_note",
)  # fmt: skip
"""What the HTML printer draws instead of MAIN and OTHERS; it has blank and back sides as well."""
PAGES = 24  # shots of a set for each page of a variant: three or so share a page
SETTINGS: Mapping[Setting, float] = {
    Setting.TABLE: 0.82,
    Setting.CROPPED: 0.08,
    Setting.SCREENSHOT: 0.03,
    Setting.RENDERED: 0.03,
    Setting.SCREEN: 0.04,
}
DIGITAL_FAULTS = ("jpeg", "far", "faint")
"""What can go wrong without a camera."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """What part of a set is what. The rest is free of faults."""

    single: float = 0.018
    """Of each fault of the camera alone."""
    hidden: float = 0.03
    combined: float = 0.08
    special: float = 0.02
    """Of each special cause."""
    camera: tuple[str, ...] = CAMERA
    """Which faults of the camera there are alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One shot to take: what of, and what goes wrong."""

    index: int
    variant: str
    page: int
    """Which page of the variant: shots of the same page share it."""
    causes: tuple[str, ...]
    setting: Setting
    doses: tuple[float, ...]
    """Strength of each cause in flip strengths, 0–2."""


def tasks(count: int, seed: int, shares: Shares) -> list[Task]:
    """Return the tasks of a set, the same for the same arguments."""
    rng = stream(seed, "plan")
    pages = max(4, count // PAGES)
    causes = _causes(count, shares, rng)
    return [_task(index, cause, pages, rng) for index, cause in enumerate(causes)]


def reprinted(task: Task, printers: tuple[str, ...], seed: int) -> Task:
    """Return a task with its page drawn by one of the printers, all of a page's by the same."""
    rng = stream(seed, f"printer {task.variant} {task.page}")
    if printers[int(rng.integers(len(printers)))] == "canvas":
        return task
    return replace(task, variant=in_html(task.variant, rng))


def in_html(variant: str, rng: np.random.Generator) -> str:
    """Return the HTML printer's variant of a canvas variant's type."""
    if variant in {"blank", "back"}:
        return f"html_{variant}"
    if variant in OTHERS:
        return str(rng.choice(HTML_OTHERS))
    return next(name for name in HTML_MAIN if variant.startswith(name.removeprefix("html_")))


def fixture_tasks(seed: int) -> list[Task]:
    """Return few shots that show everything once: each kind good, each cause weak and strong."""
    rng = stream(seed, "fixtures")
    shots: list[tuple[str, tuple[str, ...], Setting]]
    shots = [(variant, (), Setting.TABLE) for variant in MAIN * 3]
    shots += [(variant, (), Setting.TABLE) for variant in OTHERS * 2]
    shots += [(MAIN[i % len(MAIN)], (), s) for i, s in enumerate([*SETTINGS][1:] * 3)]
    causes = [*CAMERA, *HIDDEN, *SPECIAL] * 4
    first = int(rng.integers(len(MAIN)))
    for i, cause in enumerate(causes):
        variant = MAIN[(first + i) % len(MAIN)] if cause in CAMERA else _variant(cause, rng)
        shots.append((variant, (cause,), Setting.SCREEN if cause == "moire" else Setting.TABLE))
    shots += [(str(rng.choice(MAIN)), _parts("combined", rng), Setting.TABLE) for _ in range(10)]
    return [_fixture(index, *shot, rng) for index, shot in enumerate(shots)]


def _fixture(
    index: int, variant: str, causes: tuple[str, ...], setting: Setting, rng: np.random.Generator
) -> Task:
    low = float(rng.choice([0.1, 1.0, 1.0]))  # two of three strong enough to spoil the shot
    doses = tuple(float(dose) for dose in rng.uniform(low, low + 1, len(causes)))
    return Task(
        index=index, variant=variant, page=index, causes=causes, setting=setting, doses=doses
    )


def _causes(count: int, shares: Shares, rng: np.random.Generator) -> list[str]:
    """Return the cause of each shot, every cause exactly its share, in random order."""
    wanted = [(cause, shares.single) for cause in shares.camera]
    wanted += [(cause, shares.hidden / len(HIDDEN)) for cause in HIDDEN]
    wanted += [(cause, shares.special) for cause in SPECIAL]
    wanted += [("combined", shares.combined)]
    listed = [cause for cause, share in wanted for _ in range(round(share * count))]
    listed += ["none"] * (count - len(listed))
    return [listed[i] for i in rng.permutation(len(listed))[:count]]


def _task(index: int, cause: str, pages: int, rng: np.random.Generator) -> Task:
    variant = _variant(cause, rng)
    setting = Setting(rng.choice(list(SETTINGS), p=list(SETTINGS.values())))
    causes = _parts(cause, rng)
    digital = setting in {Setting.SCREENSHOT, Setting.RENDERED}
    if cause in SPECIAL or (digital and not set(causes) <= set(DIGITAL_FAULTS)):
        setting = Setting.TABLE
    if "moire" in causes:
        setting = Setting.SCREEN
    most = 1.4 if len(causes) > 1 else 2.0
    return Task(
        index=index,
        variant=variant,
        page=int(rng.integers(pages)),
        causes=causes,
        setting=setting,
        doses=tuple(float(dose) for dose in rng.uniform(0, most, len(causes))),
    )


def _variant(cause: str, rng: np.random.Generator) -> str:
    if cause in {"blank_side", "no_document"}:
        return "blank"
    if cause == "back_side":
        return "back"
    if cause == "hidden_finger":  # only a deed's lines are further apart than a finger is wide
        return str(rng.choice([variant for variant in MAIN if variant.startswith("akta")]))
    if cause == "closeup_number" or cause in HIDDEN or rng.random() > 0.15:
        return str(rng.choice(MAIN, p=(0.13, 0.12, 0.15, 0.12, 0.12, 0.1, 0.1, 0.16)))
    return str(rng.choice(OTHERS))


def _parts(cause: str, rng: np.random.Generator) -> tuple[str, ...]:
    if cause == "none":
        return ()
    if cause != "combined":
        return (cause,)
    two = rng.choice([c for c in CAMERA if c != "moire"], 2, replace=False)
    return tuple(str(part) for part in two)

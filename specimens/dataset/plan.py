"""The plan of a set: its shots, their documents, settings and faults."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from specimens.arrays import Rng
from specimens.camera.recipe import Setting
from specimens.camera.sampling.streams import stream
from specimens.faults import FLIP_STRENGTHS, HIDDEN_FIELD_CAUSES

GRADED_FAULTS = tuple(FLIP_STRENGTHS)
SPECIAL_CAUSES = ("no_document", "blank_side", "back_side", "several", "closeup_number")
OTHER_VARIANTS = (
    "letter", "police_letter", "birth_note", "village_note", "marriage_book", "marriage_akta",
    "invoice", "receipt", "kia",
)  # fmt: skip
MAIN_VARIANTS = (
    "kk_blue", "kk_2018", "kk_white", "akta_kelahiran_old", "akta_kelahiran_new",
    "akta_kematian_old", "akta_kematian_new", "ktp",
)  # fmt: skip
HTML_MAIN_VARIANTS = ("html_kk", "html_akta_kelahiran", "html_akta_kematian", "html_ktp")
HTML_OTHER_VARIANTS = (
    "html_letter", "html_marriage_book", "html_certificate", "html_card", "html_form",
    "html_receipt", "html_invoice", "html_table", "html_article", "html_poster", "html_pictures",
    "html_handwriting", "html_note",
)  # fmt: skip
"""The HTML printer's variants of the above; it also draws blank and back sides."""
SHOTS_PER_PAGE = 24  # of all variants together; about three share a page
SETTING_SHARES: Mapping[Setting, float] = {
    Setting.TABLE: 0.82, Setting.CROPPED: 0.08, Setting.SCREENSHOT: 0.03,
    Setting.RENDERED: 0.03, Setting.SCREEN: 0.04,
}  # fmt: skip
DIGITAL_FAULTS = ("jpeg", "far", "faint")
"""Faults of pictures made without a camera."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Shares of a set by fault. The remaining shots have no fault."""

    single: float = 0.018
    """Of each graded fault alone."""
    hidden: float = 0.03
    combined: float = 0.08
    special: float = 0.02
    """Of each of SPECIAL_CAUSES."""
    camera: tuple[str, ...] = GRADED_FAULTS
    """The faults that occur alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One planned shot: its page, setting and faults."""

    index: int
    variant: str
    page: int
    """Index of the variant's page; several shots may share it."""
    causes: tuple[str, ...]
    setting: Setting
    doses: tuple[float, ...]
    """Strength of each cause, in flip strengths, 0–2."""


def plan_tasks(count: int, seed: int, shares: Shares) -> list[Task]:
    """Return the tasks of a set; deterministic."""
    rng = stream(seed, "plan")
    pages = max(4, count // SHOTS_PER_PAGE)
    causes = _causes(count, shares, rng)
    return [_task(index, cause, pages, rng) for index, cause in enumerate(causes)]


def with_printer(task: Task, printers: tuple[str, ...], seed: int) -> Task:
    """Return a task with its page assigned to a printer, the same for all shots of the page."""
    rng = stream(seed, f"printer {task.variant} {task.page}")
    if printers[int(rng.integers(len(printers)))] == "canvas":
        return task
    return replace(task, variant=html_variant(task.variant, rng))


def html_variant(variant: str, rng: Rng) -> str:
    """Return an HTML variant of the type of a canvas variant."""
    if variant in {"blank", "back"}:
        return f"html_{variant}"
    if variant in OTHER_VARIANTS:
        return str(rng.choice(HTML_OTHER_VARIANTS))
    return next(
        name for name in HTML_MAIN_VARIANTS if variant.startswith(name.removeprefix("html_"))
    )


def plan_fixtures(seed: int) -> list[Task]:
    """Return a small plan: each variant without faults, each cause weak and strong."""
    rng = stream(seed, "fixtures")
    shots: list[tuple[str, tuple[str, ...], Setting]]
    shots = [(variant, (), Setting.TABLE) for variant in MAIN_VARIANTS * 3]
    shots += [(variant, (), Setting.TABLE) for variant in OTHER_VARIANTS * 2]
    shots += [
        (MAIN_VARIANTS[i % len(MAIN_VARIANTS)], (), s)
        for i, s in enumerate([*SETTING_SHARES][1:] * 3)
    ]
    causes = [*GRADED_FAULTS, *HIDDEN_FIELD_CAUSES, *SPECIAL_CAUSES] * 4
    first = int(rng.integers(len(MAIN_VARIANTS)))
    for i, cause in enumerate(causes):
        variant = (
            MAIN_VARIANTS[(first + i) % len(MAIN_VARIANTS)]
            if cause in GRADED_FAULTS
            else _variant(cause, rng)
        )
        shots.append((variant, (cause,), Setting.SCREEN if cause == "moire" else Setting.TABLE))
    shots += [
        (str(rng.choice(MAIN_VARIANTS)), _parts("combined", rng), Setting.TABLE) for _ in range(10)
    ]
    return [_fixture(index, *shot, rng) for index, shot in enumerate(shots)]


def _fixture(index: int, variant: str, causes: tuple[str, ...], setting: Setting, rng: Rng) -> Task:
    low = float(rng.choice([0.1, 1.0, 1.0]))  # two of three above the flip strength
    doses = tuple(float(dose) for dose in rng.uniform(low, low + 1, len(causes)))
    return Task(
        index=index, variant=variant, page=index, causes=causes, setting=setting, doses=doses
    )


def _causes(count: int, shares: Shares, rng: Rng) -> list[str]:
    """Return the cause of each shot in random order; every cause has exactly its share."""
    wanted = [(cause, shares.single) for cause in shares.camera]
    wanted += [(cause, shares.hidden / len(HIDDEN_FIELD_CAUSES)) for cause in HIDDEN_FIELD_CAUSES]
    wanted += [(cause, shares.special) for cause in SPECIAL_CAUSES]
    wanted += [("combined", shares.combined)]
    listed = [cause for cause, share in wanted for _ in range(round(share * count))]
    listed += ["none"] * (count - len(listed))
    return [listed[i] for i in rng.permutation(len(listed))[:count]]


def _task(index: int, cause: str, pages: int, rng: Rng) -> Task:
    variant = _variant(cause, rng)
    setting = Setting(rng.choice(list(SETTING_SHARES), p=list(SETTING_SHARES.values())))
    causes = _parts(cause, rng)
    digital = setting in {Setting.SCREENSHOT, Setting.RENDERED}
    if cause in SPECIAL_CAUSES or (digital and not set(causes) <= set(DIGITAL_FAULTS)):
        setting = Setting.TABLE
    if "moire" in causes:
        setting = Setting.SCREEN
    most = 1.4 if len(causes) > 1 else 2.0
    return Task(
        index=index, variant=variant, page=int(rng.integers(pages)), causes=causes,
        setting=setting, doses=tuple(float(dose) for dose in rng.uniform(0, most, len(causes))),
    )  # fmt: skip


def _variant(cause: str, rng: Rng) -> str:
    if cause in {"blank_side", "no_document"}:
        return "blank"
    if cause == "back_side":
        return "back"
    if cause == "hidden_finger":  # only akta have lines further apart than a finger is wide
        return str(rng.choice([variant for variant in MAIN_VARIANTS if variant.startswith("akta")]))
    if cause == "closeup_number" or cause in HIDDEN_FIELD_CAUSES or rng.random() > 0.15:
        return str(rng.choice(MAIN_VARIANTS, p=(0.13, 0.12, 0.15, 0.12, 0.12, 0.1, 0.1, 0.16)))
    return str(rng.choice(OTHER_VARIANTS))


def _parts(cause: str, rng: Rng) -> tuple[str, ...]:
    if cause == "none":
        return ()
    if cause != "combined":
        return (cause,)
    two = rng.choice([c for c in GRADED_FAULTS if c != "moire"], 2, replace=False)
    return tuple(str(part) for part in two)

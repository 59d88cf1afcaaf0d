"""Examines whether photos can be checked: models, tesseract, and a real check."""

import time

from api.doctor.finding import Finding, fail, ok, warn
from api.process.checker import checker_with_reader
from api.work.warmup import sample_sheet
from precheck.decision.verdict import Decision
from precheck.decode.guards import DEFAULT_GUARDS
from precheck.errors import BadModel, PrecheckError, ToolMissing
from precheck.ocr.tesseract import languages, require_tesseract
from precheck.office.policy import Office
from precheck.options import Options
from precheck.runtime.models import models_version, verify_models

SLOW_SECONDS = 1.5
"""Time of a check beyond which bots wait too long."""


def models() -> Finding:
    """Compare the files of `models/` with their checksums."""
    try:
        verify_models()
    except BadModel as error:
        return fail("models", str(error), "Restore models/ from the distribution.")
    return ok("models", f"{models_version()}, as their checksums say")


def tesseract() -> Finding:
    """Examine tesseract and its languages."""
    try:
        require_tesseract()
    except ToolMissing as error:
        command, _, advice = str(error).partition(": ")
        return fail("tesseract", command, advice)
    return ok("tesseract", f"languages {', '.join(languages())}")


def check() -> Finding:
    """Check a drawn sheet of print, twice: the first check loads the models."""
    checker, office, sheet = checker_with_reader(DEFAULT_GUARDS), Office.load(), sample_sheet()
    try:
        checker(sheet, Options(), office)
        began = time.perf_counter()
        verdict = checker(sheet, Options(), office).verdict
    except PrecheckError as error:
        return fail("check", f"{error.code}", "See the lines of models and tesseract.")
    return judge_check(verdict.decision, time.perf_counter() - began)


def judge_check(decision: Decision, seconds: float) -> Finding:
    """Judge the verdict on the sheet, which is plainly readable, and its time."""
    found = f"a drawn sheet: {decision} in {seconds:.2f} s"
    if decision is not Decision.ACCEPT:
        advice = "The sheet is readable: reinstall precheck with its locked requirements."
        return fail("check", found, advice)
    if seconds > SLOW_SECONDS:
        return warn("check", found, "The machine is slow or busy: bots wait. Add cores.")
    return ok("check", found)

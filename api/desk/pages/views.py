"""The page for bringing photos, the search, and the variables of all pages."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from api.desk.accounts.rights import Right, needs
from api.desk.applications import words as application_words
from api.desk.batches.views import latest_batches
from api.desk.blueprint import bp
from api.desk.pages import measure_words, office_time, words
from api.desk.pages.error_words import ERROR_TITLES
from api.desk.pages.language import language, localised
from api.desk.photos.card import LETTERS
from api.desk.photos.listing import list_page
from api.desk.records.trail_words import detail_texts
from api.desk.submissions import words as submission_words
from precheck.answer import formats


@bp.context_processor
def template_variables() -> dict[str, object]:
    """Return the variables of every template: words, rights and formatters."""
    return {
        "lang": language(),
        "reasons": localised({**words.REASON_WORDS, **words.FILE_ERROR_WORDS}),
        "letters": LETTERS,
        "types": localised(words.TYPE_WORDS),
        "statuses": localised(words.STATUS_WORDS),
        "verdicts": localised(words.VERDICT_WORDS),
        "states": localised(words.NUMBER_STATE_WORDS),
        "numbers": localised(words.NUMBER_KIND_WORDS),
        "number_outcomes": localised(words.NUMBER_OUTCOME_WORDS),
        "reopening_reasons": localised(words.REOPENING_WORDS),
        "roles": localised(words.ROLE_WORDS),
        "acts": localised(words.ACT_WORDS),
        "dimensions": localised(words.DIMENSION_WORDS),
        "messages": localised(words.ACTION_MESSAGES),
        "failures": words.FAILURES,
        "number_changes": localised(words.NUMBER_CHANGE_WORDS),
        "errors": localised(ERROR_TITLES),
        "stages": localised(application_words.STAGE_WORDS),
        "move_word": application_words.move_word,
        "move_keys": application_words.MOVE_KEYS,
        "detail_texts": detail_texts,
        "slots": localised(submission_words.SLOT_WORDS),
        "submission_states": localised(submission_words.STATE_WORDS),
        "filings": localised(submission_words.CODE_WORDS),
        "memberships": localised(submission_words.MEMBERSHIP_WORDS),
        "outcomes": localised(measure_words.OUTCOME_WORDS),
        "sides": localised(measure_words.SIDE_WORDS),
        "pages": words.NAVIGATION,
        "Right": Right,
        "clock": office_time.clock,
        "exact_clock": office_time.clock_with_seconds,
        "sent_clock": formats.sent_clock,
        "percent": formats.percent,
        "decimal": formats.decimal,
        "unit": measure_words.unit_in_language,
    }


@bp.get("/home")
@needs(Right.DECIDE)
def home() -> str:
    """Show where photos are brought, and the latest batches."""
    return render_template("desk/pages/home.html", batches=latest_batches())


@bp.get("/photos")
@needs(Right.DECIDE)
def photos() -> str:
    """Search all photos."""
    return render_template("desk/pages/search.html", **list_page())


@bp.get("/<path:anything>")
def nothing(anything: str) -> ResponseReturnValue:  # noqa: ARG001 - Flask names it
    """Answer unknown addresses with the desk's error page."""
    abort(404)

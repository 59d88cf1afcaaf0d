"""The page's language: Bahasa Indonesia, or English for who chose it in the bar."""

from collections.abc import Mapping
from typing import TypeVar

from flask import redirect, request
from flask.typing import ResponseReturnValue

from api.desk.blueprint import bp

Words = tuple[str, str]
"""The same text in Bahasa Indonesia and in English."""
Code = TypeVar("Code", bound=str)
COOKIE = "precheck_lang"
COOKIE_SECONDS = 365 * 24 * 3600


def language() -> str:
    """Return `id` or `en`."""
    return "en" if request.cookies.get(COOKIE) == "en" else "id"


@bp.app_template_global("t")
def in_language(indonesian: str, english: str) -> str:
    """Return the text in the page's language."""
    return english if language() == "en" else indonesian


def localised(texts: Mapping[Code, Words]) -> dict[Code, str]:
    """Return a table of texts in the page's language."""
    return {code: in_language(*words) for code, words in texts.items()}


@bp.post("/language")
def set_language() -> ResponseReturnValue:
    """Remember the language in a cookie and return to the page."""
    to = request.form.get("to", "")
    answer = redirect(to if to.startswith(f"{bp.url_prefix}/") else f"{bp.url_prefix}/")
    answer.set_cookie(
        COOKIE, request.form.get("lang", ""), COOKIE_SECONDS, path=bp.url_prefix, samesite="Strict",
        secure=request.is_secure, httponly=True,
    )  # fmt: skip
    return answer

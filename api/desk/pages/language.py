"""The page's language: Bahasa Indonesia, or English for who chose it in the bar."""

from collections.abc import Mapping
from typing import TypeVar

from flask import redirect, request
from flask.typing import ResponseReturnValue

from api.desk.accounts.return_address import safe_address
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
    answer = redirect(safe_address(request.form.get("to", "")) or f"{bp.url_prefix}/")
    chosen = "en" if request.form.get("lang") == "en" else "id"
    answer.set_cookie(
        COOKIE, chosen, COOKIE_SECONDS, path=bp.url_prefix, samesite="Strict",
        secure=request.is_secure, httponly=True,
    )  # fmt: skip
    return answer

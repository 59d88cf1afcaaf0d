"""Pages with each translated text blotted out, and the words that are left on them."""

import re
from html.parser import HTMLParser

SPOKEN = ("alt", "title", "placeholder", "aria-label", "data-told")
"""Attributes that people read or hear."""
VOID = {"br", "img", "input", "link", "meta", "hr", "source", "col", "wbr"}
SILENT = {"script", "style", "code", "kbd", "pre", "svg"}
DATA = {
    *("precheck", "malam", "bot", "jpg", "png", "default", "foto"),  # names, files
    *("aktivasi", "bpjs", "bank"),  # of an application's photos
    *("ktp", "akta", "nik", "xlsx", "csv", "jsonl", "json", "pdf", "wib"),  # in both languages
    *("officer", "supervisor", "qa", "admin"),  # names of accounts
}
PAIRS = set()
"""The texts that were asked for, in Bahasa Indonesia and in English."""


def blotted(indonesian, english):
    """Stand in for `in_language`, whose code is exchanged: many modules hold the function."""
    from tests.api.desk.pages import blots  # noqa: PLC0415 - the globals are of another module

    blots.PAIRS.add((indonesian, english))
    return "¤"


class Words(HTMLParser):
    """Collects the words of a page but for those of code and of another language."""

    def __init__(self):
        super().__init__()
        self.open = []
        self.found = set()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        told = [given.get(name) or "" for name in SPOKEN]
        if tag == "input" and given.get("type") in ("submit", "button"):
            told.append(given.get("value") or "")
        other = "lang" in given and tag != "html"
        if not other and not self.silent():
            self.handle_data(" ".join(told))
        if tag not in VOID:
            silent = other or given.get("translate") == "no" or tag in SILENT
            self.open.append((tag, silent))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def silent(self):
        return any(silent for _, silent in self.open)

    def handle_data(self, data):
        if not self.silent():
            self.found |= set(re.findall(r"[^\W\d_]{3,}", data.lower()))


def words_of(page):
    parser = Words()
    parser.feed(page)
    return parser.found - DATA

"""An officer at a window: presses keys, clicks, and keeps a log of both and of every decision."""

import re
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from playwright.sync_api import Page, expect

from tests.api.desk.browser import drop, press
from tests.api.desk.night.choices import Card, Logged, choose
from tests.api.desk.night.folder import Truth
from tests.api.desk.people import PASSWORD

AGAIN_AFTER = 0.5
"""Seconds until a key whose act was not saved is pressed again."""


class Officer:
    """One officer's window and log."""

    def __init__(self, name: str, page: Page, truths: Mapping[str, Truth]) -> None:
        self.name = name
        self.page = page
        self.truths = truths
        self.keys: Counter[str] = Counter()
        """By what they were for."""
        self.clicks: Counter[str] = Counter()
        """Clicks and drops, by what they were on."""
        self.log: dict[str, Logged] = {}
        """Decisions by photo id, but for those accepted unseen."""
        self.twice: list[str] = []
        """Photos that came to this officer again after their decision."""
        self.unseen = 0
        """Photos accepted by one click as sure ones."""
        self.objected = 0
        """Photos that the machine surely refuses and this officer does not."""
        self.queued = 0
        """Photos decided in the queue."""

    def press(self, key: str, what: str) -> None:
        """Press a key once the page listens."""
        self.keys[what] += 1
        press(self.page, key)

    def click(self, role: str, name: str) -> None:
        """Click what is called so."""
        self.clicks[name] += 1
        self.page.get_by_role(role, name=name).first.click()

    def drop(self, path: object) -> None:
        """Drop a folder on the page."""
        self.clicks["the folder"] += 1
        drop(self.page, path)

    def accept_sure(self) -> None:
        """Accept all sure ones of the batch that is open."""
        self.click("button", "Terima semua yang yakin")
        told = self.page.get_by_text(re.compile(r"\d+ foto diterima"))
        self.unseen = int((told.first.text_content() or "").split()[0])

    def confirm_re_photos(self) -> None:
        """Confirm the sure re-photos reason by reason, but for those that are fine."""
        self.click("button", "Foto ulang yang yakin")
        self.page.wait_for_url("**/re-photos*")
        while self.page.locator(".pile").count():
            expect(self.page.locator("input:focus")).to_have_count(1)
            pile = self.page.evaluate(FIRST_PILE)
            fine = [self.truths[file].fine for _, file in pile["tiles"]]
            self.objected += sum(fine)
            if not all(fine):
                self._untick([at for at, one in enumerate(fine) if one])
            with self.page.expect_navigation():
                self.press(*("q", "to the queue") if all(fine) else ("r", "a reason confirmed"))
            for (one, _), kept in zip(pile["tiles"], fine, strict=True):
                if not kept:
                    self.note(one, Logged("re-photo", pile["reason"]))

    def _untick(self, places: Sequence[int]) -> None:
        """Untick tiles, counted from the first, where the cursor is."""
        for before, place in pairwise([0, *places]):
            for key in ["j"] * (place - before) + ["Space"]:
                self.press(key, "a tick removed")

    def decide_all(self, before_each: Callable[[], None]) -> None:
        """Decide what the queue brings until it is empty."""
        self.click("link", "Antrean")
        self.page.wait_for_url("**/queue*")
        while (card := Card(**self.page.evaluate(CARD))).id:
            before_each()
            self.note(card.id, self._decide(card))
            self.queued += 1

    def note(self, photo: str, logged: Logged) -> None:
        """Log a decision."""
        if photo in self.log:
            self.twice.append(photo)
        self.log[photo] = logged

    def _decide(self, card: Card) -> Logged:
        logged, keys = choose(card, self.truths[card.file])
        for key, what in keys:
            self.press(key, what)
        while (outcome := self._outcome(card)) != "next":
            if outcome == "ended":
                self._sign_in_again()
                continue
            assert outcome == "failed", (outcome, card)
            time.sleep(AGAIN_AFTER)
            self.page.evaluate(FORGET_FAILURE)
            self.press(key, "again, as the service was away")
        return logged

    def _outcome(self, card: Card) -> str:
        """Return what the last key came to: `next`, `failed`, `ended`, or what is wrong."""
        return str(self.page.wait_for_function(OUTCOME, arg=card.id).json_value())

    def _sign_in_again(self) -> None:
        """Sign in on the page; the page itself then presses the button again."""
        self.keys["the password"] += len(PASSWORD) + 1
        self.page.keyboard.type(PASSWORD)
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("dialog")).to_be_hidden()


FIRST_PILE = """() => {
  const pile = document.querySelector(".pile");
  const tiles = [...pile.querySelectorAll(".tile")].map((tile) =>
    [tile.querySelector("[name=photo]").value, tile.querySelector("p a").textContent.trim()]);
  return { reason: pile.id, tiles };
}"""

CARD = """() => {
  const find = (name) => document.querySelector(name);
  const field = find("#number");
  const others = [...document.querySelectorAll(".others [name=again][data-key]")];
  return {
    id: find("#place [name=shown]")?.value ?? "",
    file: (find(".names")?.textContent.match(/\\d{3}\\.jpg/) ?? [""])[0],
    kind: field?.dataset.kind ?? null,
    number: field?.value ?? "",
    doubtful: Boolean(find(".number .doubt")),
    selected: field && field === document.activeElement ? field.selectionStart : null,
    reason: find(".main [name=again]")?.value ?? null,
    reasons: Object.fromEntries(others.map((one) => [one.value, one.dataset.key])),
  };
}"""

OUTCOME = """(decided) => {
  const find = (name) => document.querySelector(name);
  if (find(".htmx-request, .htmx-added")) return false;
  if (find("dialog[open] [name=password]")) return "ended";
  if ((find("#place [name=shown]")?.value ?? "") !== decided) return "next";
  if (find("#wrong")) return "wrong number";
  if (find(".told.warn")) return "decided or held by another";
  return find(".told-line.failed") ? "failed" : false;
}"""

FORGET_FAILURE = "document.querySelector('.told-line').classList.remove('failed')"

"""`make bench-capture`: bytes, first hint over 3G, time of a look and to release, agreement.

A look is timed on the page's own thread, which Chromium slows down to a quarter; the page itself
looks in a worker, which it would not slow down. On a machine that has other work its time of
processor, times four, tells more than the clock. Release: films of a finger that goes away, each
with another moment of it; aim 1.5 s. Agreement: each photo of tests/fixtures, and of the suites
that are there, is looked at as a frame, with sharpness at every place; of those that live calls
good, the check of a slot of the photo's own type accepts a share. The page's limits were chosen by
the fixtures alone.
"""

import gzip
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

import click
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import CDPSession

import precheck
from api.app import create_app
from api.capture.live import demands
from api.process import logs
from api.settings import Settings
from api.submissions.catalogue import Slot, Title
from bench.photos import FIXTURES, SUITE_NAMES, SUITES
from precheck.office.policy import Office
from tests.api.capture import film
from tests.api.capture.seen import opened, said, shows, watching
from tests.api.submissions.seen import begin
from tests.servers.chromium import chromium
from tests.servers.wsgi import served

SLOWED, LOOKS, FILMS = 4, 24, 8
BYTES_A_SECOND, LATENCY_SECONDS = 200_000, 0.15
"""3G as Chromium's developer tools know it: 1.6 Mbit/s."""
NOT_LIVE = {"back_side", "blank_side", "card", "fold", "hidden_field", "several", "photocopy"}
"""Causes that the page leaves to the check: what the paper is, and what lies on it on purpose."""
OPEN = """async () => {
  const [{ look, open }, frames] =
    [await import("/static/capture/look.js"), await import("/static/capture/frames.js")];
  await open();
  const seen = async (address, demands, times) => {
    const picture = await createImageBitmap(await (await fetch(address)).blob());
    const { quad } = look(frames.frame(picture), demands);
    const looks = [];
    for (let at = 0; at < times; at += 1) {
      const place = frames.placed(quad, frames.PLACES[at % frames.PLACES.length]);
      const begin = performance.now();
      const { hint } = look(frames.frame(picture, place), demands);
      looks.push([hint, performance.now() - begin]);
      if (at < 5 && hint !== "good" && times === 5) break;
    }
    return looks;
  };
  window.bench = seen;
}"""


class Slow:
    """The network before an application: latency, and bytes that share one line."""

    def __init__(self, app: Flask) -> None:
        self.app, self.line, self.bytes = app.wsgi_app, Lock(), 0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        """Answer as late as the compressed answer would come."""
        body = b"".join(self.app(environ, start_response))
        size = min(len(body), len(gzip.compress(body)))
        time.sleep(LATENCY_SECONDS)
        with self.line:
            self.bytes += size
            time.sleep(size / BYTES_A_SECOND)
        return [body]


@contextmanager
def service(*, slow: bool = False) -> Iterator[tuple[FlaskClient, str, Slow]]:
    """Yield a fresh service's client, its address, and the network before it."""
    with TemporaryDirectory() as folder:
        app = create_app(Settings(data=Path(folder), public_url="http://127.0.0.1"))
        network = Slow(app)
        with served(network if slow else app) as address:
            yield app.test_client(), address, network
        app.extensions["precheck"].store.close()


def link(client: FlaskClient, address: str) -> str:
    """Return the address of a new camera page for a KTP."""
    id_ = begin(client, "nik", "aktivasi", reference=os.urandom(8).hex()).id
    made = client.post(f"/submissions/{id_}/capture-links", json={"slot": "ktp"})
    return str(made.get_json()["url"]).replace("http://127.0.0.1", address)


def first_hint(folder: Path) -> None:
    """Print the bytes of a first visit, and when hints come over 3G."""
    scene = film.dark(film.good())
    path = film.write(folder / "dark.mjpeg", [(scene, 2)])
    with (
        service(slow=True) as (client, address, network),
        chromium() as browser,
        watching(browser, path) as filming,
        opened(filming, link(client, address)) as page,
    ):
        page.locator("#hint[data-code=dark]").wait_for()
        before = -1
        while network.bytes != before:
            before = network.bytes
            page.wait_for_timeout(5000)
        click.echo(f"first visit: {network.bytes / 1e6:.2f} MB compressed")
        shown = dict(reversed(said(page)))
        click.echo(f"first hint over 3G: {shown['dark']:.1f} s after the page's begin")


def timed_looks(folder: Path) -> None:
    """Print the time of a look on a slowed processor."""
    scene = film.good()
    pictures = {"good": scene, "blurred": film.blurred(scene), "far": film.far(scene)}
    path = film.write(folder / "good.mjpeg", [(film.dark(scene), 1)])
    with (
        service() as (client, address, _),
        chromium() as browser,
        watching(browser, path, "=deny") as filming,
        opened(filming, link(client, address)) as page,
    ):
        for name, picture in pictures.items():
            shows(page, f"/bench/{name}", film.jpeg(picture))
        page.evaluate(OPEN)
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        for name in pictures:
            asked = [f"/bench/{name}", asked_of("ktp"), LOOKS]
            page.evaluate("asked => bench(...asked)", asked)
            before = processor_seconds(session)
            page.evaluate("asked => bench(...asked)", asked)
            ms = 1000 * (processor_seconds(session) - before) / LOOKS * SLOWED
            session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
            wall = median(one for _, one in page.evaluate("asked => bench(...asked)", asked))
            session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
            cost = f"{ms:.0f} ms of processor, {1000 / ms:.1f} a second; by the clock {wall:.0f} ms"
            click.echo(f"a look at {name}, CPU /{SLOWED}: {cost}")


def processor_seconds(session: CDPSession) -> float:
    """Return how long the page's own thread has used a processor."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration")


def asked_of(type_: str) -> dict[str, float]:
    """Return the page's demands on a paper of a type."""
    slot = Slot(key="a", title=Title(id="a", en="a"), types=(type_,))
    return demands(Office.load(), slot)


def release(folder: Path) -> None:
    """Print how long after a film has become good the page takes the photo."""
    scene, waits = film.good(), []
    for at in range(FILMS):
        bad = 4 + at / FILMS  # so long that the nets have come
        path = film.write(folder / f"{at}.mjpeg", [(film.finger(scene), bad), (scene, 20)])
        with (
            service() as (client, address, _),
            chromium() as browser,
            watching(browser, path) as filming,
            opened(filming, link(client, address)) as page,
        ):
            page.locator("main[data-state=answered]").wait_for()
            shown = dict(reversed(said(page)))
            waits.append(shown["[taking]"] - shown["playing"] - bad)
    seconds = ", ".join(f"{one:.2f}" for one in sorted(waits))
    click.echo(f"released after {median(waits):.2f} s of a good picture, aim 1.5: {seconds}")


def agreement(folder: Path, suites: Path) -> None:
    """Print of how many photos that live calls good the check says so too."""
    for of in (FIXTURES, *(suites / name for name in SUITE_NAMES)):
        if (of / "manifest.jsonl").exists():
            agreement_on(of, folder)


def agreement_on(suite: Path, folder: Path) -> None:
    """Print it for the photos of one suite."""
    rows = [json.loads(line) for line in (suite / "manifest.jsonl").read_text().splitlines()]
    path = film.write(folder / "dark.mjpeg", [(film.dark(film.good()), 1)])
    good = []
    with (
        service() as (client, address, _),
        chromium() as browser,
        watching(browser, path, "=deny") as filming,
        opened(filming, link(client, address)) as page,
    ):
        page.evaluate(OPEN)
        for at, row in enumerate(rows):
            shows(page, f"/bench/{at}", (suite / row["file"]).read_bytes())
            type_ = row["type"] if row["type"] in Office.load().settings.documents else "other"
            asked = [f"/bench/{at}", asked_of(type_), 5]
            looks = page.evaluate("asked => bench(...asked)", asked)
            if [hint for hint, _ in looks] == ["good"] * 5:
                good.append((row, precheck.check(suite / row["file"], type=type_)))
    taken = [(row, one.verdict == "accept") for row, one in good]
    live = [one for row, one in taken if row.get("cause") not in NOT_LIVE]
    for row, accepted in taken:
        if not accepted:
            what = (row["file"], row["type"], row["label"], row.get("cause"))
            click.echo(f"live good, check not: {what}")
    acceptable = sum(row["label"] == "accept" for row in rows)
    click.echo(f"{suite.name}: {acceptable} of {len(rows)} photos are acceptable; live good, of it")
    for name, of in (("all photos", [one for _, one in taken]), ("faults it looks for", live)):
        click.echo(f"  {name}: {sum(of)} of {len(of)} accepted, {sum(of) / max(1, len(of)):.1%}")


@click.command(help=__doc__)
@click.option("--only", type=click.Choice(["network", "looks", "release", "agreement"]))
@click.option("--suites", type=click.Path(path_type=Path), default=SUITES, show_default=True)
def main(only: str | None, suites: Path) -> None:
    """Run the parts."""
    parts = {
        "network": first_hint,
        "looks": timed_looks,
        "release": release,
        "agreement": partial(agreement, suites=suites),
    }
    with TemporaryDirectory() as folder, Path(os.devnull).open("w") as nowhere:
        logs.configure(nowhere)
        for name, part in parts.items():
            if only in {None, name}:
                part(Path(folder))


if __name__ == "__main__":
    main()

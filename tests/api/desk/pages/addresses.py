"""Every page of the desk, who opens it, and something to show on it."""

import io

from tests.api.desk.applications.made import applied
from tests.api.desk.batches_made import bring, pdf, picture
from tests.api.desk.conversations.made import thread
from tests.api.desk.pictured import answer, broken, photo
from tests.api.desk.re_photos.made import PHONE_NUMBER, night, sent_back
from tests.api.store.filled import batch, document, done, json_answer
from tests.api.store.suite_made import decided, keep

WHEN = {"application": 1_700_000_000.0, "taken": None}
"""When applications came; one has waited long."""
NOBODY, OFFICER, SUPERVISOR, QA, ADMIN = None, "officer", "supervisor", "qa", "admin"


PAGES = [
    (NOBODY, "/desk/sign-in"),
    (OFFICER, "/desk/"),
    (OFFICER, "/desk/home"),
    (OFFICER, "/desk/?stage=all"),
    (OFFICER, "{application}"),
    (OFFICER, "{taken}"),
    (OFFICER, "{left}"),
    (OFFICER, "/desk/queue"),
    (OFFICER, "/desk/second-opinion"),
    (OFFICER, "/desk/re-photos"),
    (OFFICER, "/desk/messages"),
    (OFFICER, "/desk/conversations"),
    (OFFICER, "{conversation}"),
    (OFFICER, "/desk/photos"),
    (OFFICER, "{accepted}"),
    (OFFICER, "{broken}"),
    (OFFICER, "/desk/checks"),
    (OFFICER, "{check}"),
    (OFFICER, "/desk/password"),
    (OFFICER, "/desk/photos/unknown"),
    (SUPERVISOR, "{batch}"),
    (SUPERVISOR, "{page}"),
    (SUPERVISOR, "/desk/trail"),
    (QA, "/desk/decisions"),
    (QA, "/desk/figures"),
    (QA, "/desk/learning"),
    (ADMIN, "/desk/accounts"),
    (ADMIN, "/desk/settings"),
]


def things(desk):
    """Give the desk something to show on every page; return the address of each thing's page."""
    decided(desk.store, photo() + b"suite", who="dewi", answer=answer())
    keep(desk.store)  # before there is anything else whose picture goes
    here = batch(desk.store, owner="desk", name="malam")
    made = {
        "doubtful": answer(state="doubtful"),
        "refused": answer(0.02, verdict="re-photo", reasons=("glare", "blur"), state="unread"),
        "sure": answer(0.99, verdict="accept", reasons=()),
        "other": {**answer(0.99, verdict="accept", reasons=()), "document": {"type": "other"}},
        "accepted": answer(0.99, verdict="accept", reasons=()),
    }
    ids = {
        name: done(desk.store, here, one, data=photo() + name.encode(), file=f"{name}.png")
        for name, one in made.items()
    }
    pages = document(desk.store, here, *[json_answer(0.6, pages=3)] * 3, data=pdf(3))
    ids |= {"page": pages[0], "broken": broken(desk)}
    citizens = ("Budi", sent_back("blur")), (PHONE_NUMBER, sent_back("dark"))
    night(desk, *citizens, ("Siti", sent_back("blur")))
    officer = desk.guest()
    officer.sign_in(OFFICER)
    bring(officer, ("Budi/1.png", picture(90)), ("Budi/2.png", picture(90)), name="kembar")
    officer.post(f"/photos/{ids['accepted']}/decide", decision="accept")
    officer.post(f"/photos/{ids['refused']}/decide", again="glare")
    file = (io.BytesIO(photo()), "a.png")
    officer.client.post("/check", data={"image": file, "line": "kk", "reference": "r-1"})
    applications = {name: applied(desk, now=one) for name, one in WHEN.items()}
    officer.post(f"/applications/{applications['taken']}/move", seen="complete", to="in_work")
    of = {name: f"/desk/applications/{id_}" for name, id_ in applications.items()}
    return (
        of
        | {name: f"/desk/photos/{id_}" for name, id_ in ids.items()}
        | {
            "batch": f"/desk/batches/{here['id']}",
            "left": f"/desk/batches/{here['id']}/left",
            "conversation": f"/desk/conversations/{thread(desk.store, 'petugas', file=photo())}",
        }
    )


def opened(page, path, shown):
    """Open one of PAGES and wait until all that it loads has come."""
    if path == "{check}":
        page.goto("/desk/checks")
        path = page.locator("table.list tbody a").first.get_attribute("href")
    page.goto(path.format_map(shown))
    page.wait_for_function(SETTLED)


SETTLED = """() => !document.querySelector(".htmx-request, .htmx-added")
  && [...document.images].every((one) => one.complete || one.loading === "lazy")"""

"""Submissions over HTTP: begun, filled, answered again, closed, forgotten."""

from tests.api.submissions.seen import begin, photo, send, state


def test_from_a_blurred_paper_to_complete(client):
    begun = begin(client, "nik", "aktivasi")
    assert (begun.state, begun.awaited, begun.line) == ("open", ["ktp", "kk"], "nik")
    assert "KTP-el" in begun.message
    blurred = send(client, begun.id, photo("kk", legible=False))
    assert (blurred.filing.code, blurred.filing.slot, blurred.filing.attempt) == (
        *("unreadable", "kk"),
        1,
    )
    assert blurred.filing.message == blurred.check.message
    good = send(client, begun.id, photo("kk", take=2))
    assert (good.filing.code, good.filing.slot, good.check.verdict) == ("filed", "kk", "accept")
    assert good.filing.message.endswith("Berikutnya mohon kirim foto KTP-el.")
    assert good.check.number.value == "3514010101209001"
    done = send(client, begun.id, photo("ktp"))
    assert (done.filing.code, done.submission.state) == ("filed", "complete")
    assert state(client, begun.id).model_copy(update={"message": ""}) == (
        done.submission.model_copy(update={"message": ""})
    )

"""Figures of camera links: papers whose page was used, against those whose was not."""

from api.desk.figures.submissions import CameraFigures, camera_figures
from api.store.capture_links import CaptureLink


def link(submission, slot="kk", *, opened=False, filled=False):
    return CaptureLink(
        id="",
        submission_id=submission,
        slot=slot,
        token_mac="",
        made_by="chat",
        created_at=0,
        expires_at=1,
        opened_at=1.0 if opened else None,
        used_at=None,
        filled_at=1.0 if filled else None,
    )


def test_each_paper_counts_once_and_as_used_where_any_of_its_links_was():
    links = [
        link("a"),
        link("a", opened=True, filled=True),
        link("a", "ktp", filled=True),
        link("b", opened=True),
        link("c"),
    ]
    expected = CameraFigures(used=2, used_filled=1, unused=2, unused_filled=1)
    assert camera_figures(links) == expected

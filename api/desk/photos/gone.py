"""Why the picture of a photo is deleted, in the page's language."""

from sqlalchemy import RowMapping

from api.desk.pages.language import in_language
from api.desk.pages.office_time import clock
from api.service import service


def why_gone(photo: RowMapping) -> str:
    """Return the rule by which the picture was deleted."""
    here = service().settings
    if photo["decision"] is not None:
        minutes, at = here.undo_minutes, clock(photo["decided_at"])
        return in_language(
            f"Gambar dihapus {minutes} menit setelah keputusan, dan keputusannya {at}.",
            f"Pictures are deleted {minutes} minutes after the decision, which was {at}.",
        )
    if photo["error"] is not None:
        return in_language("Filenya tidak dapat dibuka.", "The file could not be opened.")
    hours = here.undecided_hours
    return in_language(
        f"Gambar dihapus {hours} jam setelah masuk bila belum diputuskan.",
        f"Pictures are deleted {hours} hours after they came if they are not decided.",
    )

"""The sentences of an akta: Indonesian, with English below each phrase."""

from collections.abc import Sequence
from dataclasses import dataclass

from specimens.documents.akta.deed import Deed
from specimens.documents.form import FormStyle
from specimens.drawing.canvas import Canvas
from specimens.drawing.ink import CAPTION, NAME, PARENTS, POINT_MM, Print, Tag
from specimens.people.dates import spelled, spelled_date, written

PLACE = Tag("place", must_read=True)
DATE = Tag("date", must_read=True)
ORDINALS = ("pertama", "kedua", "ketiga", "keempat", "kelima", "keenam")
ENGLISH_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
AKTA_TITLES = {
    "kelahiran": ("KUTIPAN AKTA KELAHIRAN", "EXCERPT OF BIRTH CERTIFICATE"),
    "kematian": ("KUTIPAN AKTA KEMATIAN", "EXCERPT OF DEATH CERTIFICATE"),
}
NUMBER_CAPTIONS = {
    "kelahiran": ("Berdasarkan Akta Kelahiran Nomor", "By virtue of Birth Certificate Number"),
    "kematian": ("Berdasarkan Akta Kematian Nomor", "By virtue of Death Certificate Number"),
}
LAW_CAPTION = ("menurut stbld", "in accordance with state gazette")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A few words of one sentence."""

    text: str
    english: str = ""
    tag: Tag = CAPTION


AktaLine = tuple[Phrase, ...]


def akta_lines(deed: Deed) -> tuple[AktaLine, ...]:
    """Return an akta's lines; the name has a line of its own."""
    return _birth(deed) if deed.kind == "kelahiran" else _death(deed)


def _birth(deed: Deed) -> tuple[AktaLine, ...]:
    who, day = deed.who, deed.happened
    rank = day.toordinal() % len(ORDINALS)
    sex = ("perempuan", "daughter") if who.woman else ("laki-laki", "son")
    return (
        (
            Phrase("bahwa di", "that in"), Phrase(who.birthplace.title(), "", PLACE),
            Phrase("pada tanggal", "on date"), Phrase(written(day), "", DATE),
        ),
        (
            Phrase("tahun", "year"),
            Phrase(spelled(day.year), "", DATE),
            Phrase("telah lahir", "was born"),
        ),
        (Phrase(who.name, "", NAME),),
        (
            Phrase("anak ke", "child no."),
            Phrase(f"{ORDINALS[rank]}, {sex[0]}", f"{ENGLISH_ORDINALS[rank]}, {sex[1]}"),
            Phrase("dari ayah", "of father"),
            Phrase(who.father, "", PARENTS),
        ),
        (Phrase("dan ibu", "and mother"), Phrase(who.mother, "", PARENTS)),
    )  # fmt: skip


def _death(deed: Deed) -> tuple[AktaLine, ...]:
    who, day = deed.who, deed.happened
    return (
        (
            Phrase("bahwa di", "that in"), Phrase(deed.seat, "", PLACE),
            Phrase("pada tanggal", "on date"), Phrase(spelled_date(day), "", DATE),
        ),
        (
            Phrase("atau", "or"),
            Phrase(written(day), "", DATE),
            Phrase("telah meninggal dunia seorang bernama", "passed away a person named"),
        ),
        (Phrase(who.name, "", NAME),),
        (
            Phrase("lahir di", "born in"), Phrase(who.birthplace.title(), "", PLACE),
            Phrase("pada tanggal", "on date"), Phrase(written(who.born), "", DATE),
        ),
        (
            Phrase("anak dari ayah", "child of father"), Phrase(who.father, "", PARENTS),
            Phrase("dan ibu", "and mother"), Phrase(who.mother, "", PARENTS),
        ),
    )  # fmt: skip


def print_body(
    canvas: Canvas, deed: Deed, style: FormStyle, at: tuple[float, float], pitch: float
) -> float:
    """Print an akta's sentences downwards from `at` (mm); return the next baseline."""
    x, y = at
    for line in akta_lines(deed):
        if line[0].tag is NAME:
            name = style.strong.scaled(1.45)
            canvas.text(canvas.size_mm[0] / 2, y + 1, line[0].text, name, NAME, 0.5, 165)
            y += 1.15 * pitch
            continue
        print_sentence(canvas, (x, y), line, style)
        y += pitch
    return y


def print_sentence(
    canvas: Canvas, at: tuple[float, float], line: Sequence[Phrase], style: FormStyle
) -> None:
    """Print one line, scaled down where it is too long for the page."""
    room = canvas.size_mm[0] - 1.6 * at[0]
    length = sum(canvas.width(piece.text + " ", style.strong) for piece in line)
    squeeze, x = min(1.0, room / length), at[0]
    for piece in line:
        print_ = (style.form if piece.tag is CAPTION else style.strong).scaled(squeeze)
        if piece.english:
            english = style.form.scaled(0.66 * squeeze)
            canvas.text(x, at[1] + 3.3, piece.english, english)
        x = (
            canvas.text(x, at[1], piece.text, print_, piece.tag)
            + 1.4 * canvas.width(" ", print_)
            + 0.5
        )


def print_bilingual(
    canvas: Canvas, x: float, y: float, texts: tuple[str, str], style: Print, align: float = 0.0
) -> None:
    """Print an Indonesian line and its smaller English translation below."""
    canvas.text(x, y, texts[0], style, align=align)
    small = 0.68 * style.size_pt
    below = POINT_MM * (0.28 * style.size_pt + 0.85 * small)
    canvas.text(x, y + below, texts[1], style.scaled(0.68), align=align)

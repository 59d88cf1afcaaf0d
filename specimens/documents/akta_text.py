"""The sentences of an akta: Indonesian above, English below each piece."""

from collections.abc import Sequence
from dataclasses import dataclass

from specimens.canvas import Canvas
from specimens.dates import spelled, spelled_date, written
from specimens.documents.akta_deed import Deed
from specimens.documents.form import Look
from specimens.ink import CAPTION, POINT_MM, Print, Tag

NAME = Tag("name", must_read=True)
PLACE = Tag("place", must_read=True)
DATE = Tag("date", must_read=True)
PARENTS = Tag("parents", must_read=True)
ORDINALS = ("pertama", "kedua", "ketiga", "keempat", "kelima", "keenam")
ENGLISH_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
TITLES = {
    "kelahiran": ("KUTIPAN AKTA KELAHIRAN", "EXCERPT OF BIRTH CERTIFICATE"),
    "kematian": ("KUTIPAN AKTA KEMATIAN", "EXCERPT OF DEATH CERTIFICATE"),
}
BASIS = {
    "kelahiran": ("Berdasarkan Akta Kelahiran Nomor", "By virtue of Birth Certificate Number"),
    "kematian": ("Berdasarkan Akta Kematian Nomor", "By virtue of Death Certificate Number"),
}
LAW = ("menurut stbld", "in accordance with state gazette")


@dataclass(frozen=True, slots=True)
class Piece:
    """A few words of one sentence."""

    text: str
    english: str = ""
    tag: Tag = CAPTION


Line = tuple[Piece, ...]


def lines(deed: Deed) -> tuple[Line, ...]:
    """Return an akta's sentences, the name on a line of its own."""
    return _birth(deed) if deed.kind == "kelahiran" else _death(deed)


def _birth(deed: Deed) -> tuple[Line, ...]:
    who, day = deed.who, deed.happened
    rank = day.toordinal() % len(ORDINALS)
    sex = ("perempuan", "daughter") if who.woman else ("laki-laki", "son")
    return (
        (
            Piece("bahwa di", "that in"),
            Piece(who.birthplace.title(), "", PLACE),
            Piece("pada tanggal", "on date"),
            Piece(written(day), "", DATE),
        ),
        (
            Piece("tahun", "year"),
            Piece(spelled(day.year), "", DATE),
            Piece("telah lahir", "was born"),
        ),
        (Piece(who.name, "", NAME),),
        (
            Piece("anak ke", "child no."),
            Piece(f"{ORDINALS[rank]}, {sex[0]}", f"{ENGLISH_ORDINALS[rank]}, {sex[1]}"),
            Piece("dari ayah", "of father"),
            Piece(who.father, "", PARENTS),
        ),
        (Piece("dan ibu", "and mother"), Piece(who.mother, "", PARENTS)),
    )


def _death(deed: Deed) -> tuple[Line, ...]:
    who, day = deed.who, deed.happened
    return (
        (
            Piece("bahwa di", "that in"),
            Piece(deed.seat, "", PLACE),
            Piece("pada tanggal", "on date"),
            Piece(spelled_date(day), "", DATE),
        ),
        (
            Piece("atau", "or"),
            Piece(written(day), "", DATE),
            Piece("telah meninggal dunia seorang bernama", "passed away a person named"),
        ),
        (Piece(who.name, "", NAME),),
        (
            Piece("lahir di", "born in"),
            Piece(who.birthplace.title(), "", PLACE),
            Piece("pada tanggal", "on date"),
            Piece(written(who.born), "", DATE),
        ),
        (
            Piece("anak dari ayah", "child of father"),
            Piece(who.father, "", PARENTS),
            Piece("dan ibu", "and mother"),
            Piece(who.mother, "", PARENTS),
        ),
    )


def body(canvas: Canvas, deed: Deed, style: Look, at: tuple[float, float], pitch: float) -> float:
    """Print an akta's sentences downwards from `at` (mm); return the next baseline."""
    x, y = at
    for line in lines(deed):
        if line[0].tag is NAME:
            name = style.strong.sized(1.45)
            canvas.text(canvas.size_mm[0] / 2, y + 1, line[0].text, name, NAME, 0.5, 165)
            y += 1.15 * pitch
            continue
        sentence(canvas, (x, y), line, style)
        y += pitch
    return y


def sentence(canvas: Canvas, at: tuple[float, float], line: Sequence[Piece], style: Look) -> None:
    """Print one line, squeezed where it is too long for the page."""
    room = canvas.size_mm[0] - 1.6 * at[0]
    length = sum(canvas.width(piece.text + " ", style.strong) for piece in line)
    squeeze, x = min(1.0, room / length), at[0]
    for piece in line:
        print_ = (style.form if piece.tag is CAPTION else style.strong).sized(squeeze)
        if piece.english:
            english = style.form.sized(0.66 * squeeze)
            canvas.text(x, at[1] + 3.3, piece.english, english)
        x = (
            canvas.text(x, at[1], piece.text, print_, piece.tag)
            + 1.4 * canvas.width(" ", print_)
            + 0.5
        )


def bilingual(
    canvas: Canvas, x: float, y: float, texts: tuple[str, str], style: Print, align: float = 0.0
) -> None:
    """Print an Indonesian line and its small English one below."""
    canvas.text(x, y, texts[0], style, align=align)
    small = 0.68 * style.size_pt
    below = POINT_MM * (0.28 * style.size_pt + 0.85 * small)
    canvas.text(x, y + below, texts[1], style.sized(0.68), align=align)

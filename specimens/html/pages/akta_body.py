"""The body of a certificate: its statements as sentences, as prose or as a list of fields."""

from specimens.documents.akta.deed import Deed
from specimens.documents.akta.text import Phrase, akta_lines
from specimens.html.parts.dice import Dice
from specimens.html.parts.items import LabelledValue, list_items
from specimens.html.parts.markup import box, joined, line, mm, value, words
from specimens.people.dates import numeric, spelled_date, written


def akta_body(dice: Dice, deed: Deed, *, bilingual: bool) -> str:
    how = dice.pick(("sentences", "sentences", "list", "list", "prose"))
    if how == "list":
        return list_items(dice, _items(dice, deed), bilingual=bilingual)
    if how == "prose":
        text = " ".join(_piece(piece) for row in akta_lines(deed) for piece in row)
        return box(text + ".", "text-align:justify" if dice.chance(0.5) else "")
    larger, down = dice.real(1.2, 1.7), mm(dice.real(0.5, 3))
    rows = []
    for row in akta_lines(deed):
        if row[0].tag.field == "name":
            name = value(row[0].text, "name", must_read=True, css=f"font-size:{larger}em")
            rows.append(box(name, f"padding:{down} 0", dice.pick(("c", "c", ""))))
            continue
        pieces = joined(_stacked(piece, bilingual=bilingual) for piece in row)
        rows.append(box(pieces, f"gap:0 {mm(1.8)};flex-wrap:wrap;padding:{down} 0", "row"))
    return joined(rows)


def _piece(piece: Phrase) -> str:
    if piece.tag.field == "caption":
        return words(piece.text)
    return value(piece.text, piece.tag.field, must_read=piece.tag.must_read)


def _stacked(piece: Phrase, *, bilingual: bool) -> str:
    english = line(piece.english, name="en") if bilingual and piece.english else ""
    return box(_piece(piece) + english)


def _items(dice: Dice, deed: Deed) -> list[LabelledValue]:
    """Return an akta's data as labels and values, sometimes in random order."""
    who, day = deed.who, deed.happened
    when = dice.pick((written(day), numeric(day), f"{numeric(day)} ({spelled_date(day)})"))
    place = who.birthplace.title() if deed.kind == "kelahiran" else deed.seat
    event = "Lahir" if deed.kind == "kelahiran" else "Meninggal"
    name = LabelledValue(
        dice.pick(("Nama", "Nama Lengkap", "NAMA")), who.name, "name", must_read=True
    )
    needed = [
        LabelledValue(f"Tempat {event}", place, "place", must_read=True, english="Place"),
        LabelledValue(f"Tanggal {event}", when, "date", must_read=True, english="Date"),
        LabelledValue(dice.pick(("Nama Ayah", "Ayah")), who.father, "parents", must_read=True),
        LabelledValue(dice.pick(("Nama Ibu", "Ibu")), who.mother, "parents", must_read=True),
    ]
    more = [
        LabelledValue("Jenis Kelamin", who.sex),
        LabelledValue("Kewarganegaraan", "INDONESIA"),
        LabelledValue("Agama", who.religion),
        LabelledValue("Anak Ke", str(1 + day.toordinal() % 6), english="Child no."),
    ]
    rest = [*needed, *dice.some(more, dice.whole(0, 3))]
    return [name, *(dice.shuffled(rest) if dice.chance(0.3) else rest)]

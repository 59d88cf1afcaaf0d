"""Lists of labels and values in several layouts."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from specimens.html.parts.dice import Dice
from specimens.html.parts.markup import box, joined, line, mm, value, words

ENGLISH_LABELS = {
    "Nama": "Name", "Nama Lengkap": "Full name", "Tempat Lahir": "Place of birth",
    "Tanggal Lahir": "Date of birth", "Jenis Kelamin": "Sex", "Agama": "Religion",
    "Pekerjaan": "Occupation", "Alamat": "Address", "Kewarganegaraan": "Nationality",
    "Ayah": "Father", "Ibu": "Mother", "Nama Ayah": "Father's name", "Nama Ibu": "Mother's name",
    "Pendidikan": "Education", "Tanggal": "Date", "Kecamatan": "District", "Provinsi": "Province",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LabelledValue:
    """One label and its value."""

    label: str
    text: str
    field: str = "caption"
    must_read: bool = False
    english: str = ""


def list_items(
    dice: Dice, lines: Sequence[LabelledValue], *, bilingual: bool = False, name: str = "v"
) -> str:
    """Return labels and values in one of several layouts. name: CSS class of the values."""
    colon = dice.pick((":", ":", ":", ""))
    dots = dice.pick(
        ("", "", "border-bottom:.15rem dotted #777;", "border-bottom:.12rem solid #888;")
    )
    layout = dice.pick(("table", "table", "table", "grid", "above"))
    down, width = mm(dice.real(0, 1.2)), dice.whole(18, 36)
    if layout == "above":
        cells = joined(
            box(
                box(escape(item.label), "font-size:.75em", tag="div")
                + _item_value(item, name, dots),
                f"padding:{down} {mm(1)};",
            )
            for item in lines
        )
        columns = dice.pick((1, 2, 2, 3))
        return box(cells, f"display:grid;grid-template-columns:repeat({columns},1fr)")
    rows = []
    numbered = dice.chance(0.15)
    for index, item in enumerate(lines):
        label = words(f"{index + 1}. {item.label}" if numbered else item.label)
        if bilingual:
            english = item.english or ENGLISH_LABELS.get(item.label, "")
            label += line(english, name="en") if english else ""
        cells = f'<td style="width:{width}%;padding:{down} {mm(1)} {down} 0">{label}</td>'
        cells += f'<td style="width:{mm(3)};padding:{down} 0">{colon}</td>' if colon else ""
        cells += f'<td style="padding:{down} 0;{dots}">{_item_value(item, name, "")}</td>'
        rows.append(f"<tr>{cells}</tr>")
    table = f'<table style="width:100%">{joined(rows)}</table>'
    if layout == "grid" and len(rows) > 3:
        half = (len(rows) + 1) // 2
        parts = (rows[:half], rows[half:])
        return box(
            joined(
                box(f'<table style="width:100%">{joined(part)}</table>', name="grow")
                for part in parts
            ),
            f"gap:{mm(dice.real(3, 8))}",
            "row",
        )
    return table


def _item_value(item: LabelledValue, name: str, css: str) -> str:
    content = value(item.text, item.field, must_read=item.must_read, name=name)
    return box(content, f"min-height:1.2em;{css}") if css else content

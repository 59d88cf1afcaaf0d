"""One number explained in text lines for the command line: its parts, or why it is invalid."""

from datetime import date

from precheck.number_formats import akta, regions
from precheck.number_formats.formats import NUMBER_FORMATS
from precheck.number_formats.parts import InvalidNumber, NumberParts

KIND_NAMES = {"kk": "Family Card number (KK)", "nik": "NIK", "akta": "certificate number (akta)"}
FLAG_TEXTS = {
    "region_elsewhere": "the region is none of this service's own",
    "unknown_kecamatan": "the kecamatan is in no table; codes change",
    "odd_date": "the date is before such numbers were issued",
}
DATE_LABELS = {"kk": "recorded", "nik": "born", "akta": "registered"}


def explain(text: str, today: date | None = None) -> list[str]:
    """Return the lines of each kind that the text may be a number of.

    A number has no check digit: a well-formed number need not exist.
    """
    lines: list[str] = []
    for kind, format_ in NUMBER_FORMATS.items():
        try:
            lines += _lines(format_.parse(text, today))
        except InvalidNumber as error:
            lines.append(f"not a {KIND_NAMES[kind]}: {error}")
    return lines


def _lines(parts: NumberParts) -> list[str]:
    rows = [
        ("region", _region(parts.region)),
        ("event", parts.event and f"{parts.event} ({akta.EVENTS.get(parts.event, 'unknown')})"),
        (DATE_LABELS[parts.kind], parts.day and parts.day.isoformat()),
        ("year", parts.year),
        ("sex", None if parts.woman is None else "woman" if parts.woman else "man"),
        ("sequence", parts.sequence),
        ("masked", NUMBER_FORMATS[parts.kind].mask(parts.number)),
    ]
    head = f"may be a {KIND_NAMES[parts.kind]}: {parts.number}"
    table = [f"  {name + ':':<12}{value}" for name, value in rows if value]
    return [head, *table, *(f"  note:       {FLAG_TEXTS[flag]}" for flag in parts.flags)]


def _region(code: str | None) -> str | None:
    if code is None:
        return None
    return f"{code} {', '.join(reversed(regions.chain(code)))}".strip()

"""One number in plain lines: what it is made of, or why it is no number. For the command line."""

from datetime import date

from precheck.numbers import FORMATS, InvalidNumber, Parts, akta, regions

NAMES = {"kk": "Family Card number (KK)", "nik": "NIK", "akta": "certificate number (akta)"}
FLAGS = {
    "region_elsewhere": "the region is none of this service's own",
    "unknown_kecamatan": "the kecamatan is in no table; codes change",
    "odd_date": "the date lies before such numbers were given",
}
DATES = {"kk": "recorded", "nik": "born", "akta": "registered"}


def explain(text: str, today: date | None = None) -> list[str]:
    """Return lines that take a number apart, one block for each kind that it may be.

    A number has no check digit: that it is well formed says nothing of whether it exists.
    """
    lines: list[str] = []
    for kind, format_ in FORMATS.items():
        try:
            lines += _told(format_.parse(text, today))
        except InvalidNumber as error:
            lines.append(f"not a {NAMES[kind]}: {error}")
    return lines


def _told(parts: Parts) -> list[str]:
    rows = [
        ("region", _region(parts.region)),
        ("event", parts.event and f"{parts.event} ({akta.EVENTS.get(parts.event, 'unknown')})"),
        (DATES[parts.kind], parts.day and parts.day.isoformat()),
        ("year", parts.year),
        ("sex", None if parts.woman is None else "woman" if parts.woman else "man"),
        ("sequence", parts.sequence),
        ("masked", FORMATS[parts.kind].mask(parts.number)),
    ]
    head = f"may be a {NAMES[parts.kind]}: {parts.number}"
    told = [f"  {name + ':':<12}{value}" for name, value in rows if value]
    return [head, *told, *(f"  note:       {FLAGS[flag]}" for flag in parts.flags)]


def _region(code: str | None) -> str | None:
    if code is None:
        return None
    return f"{code} {', '.join(reversed(regions.chain(code)))}".strip()

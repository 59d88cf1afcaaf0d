"""The texts of number lines, with uniformly random digits."""

from collections.abc import Callable, Sequence

from specimens.arrays import Rng

NUMBER_LABELS = (
    "No. ", "No : ", "NO. ", "Nomor ", "Nomor : ", "NIK : ", "NIK ", ": ", "No ", "Number ",
)  # fmt: skip
FORM_TEXTS = (
    "KARTU KELUARGA", "KUTIPAN AKTA KELAHIRAN", "KUTIPAN AKTA KEMATIAN",
    "EXCERPT OF BIRTH CERTIFICATE", "EXCERPT OF DEATH CERTIFICATE", "PENCATATAN SIPIL",
    "REGISTRY OFFICE", "WARGA NEGARA INDONESIA", "Nomor Induk Kependudukan",
    "Personnel Registration Number", "Berdasarkan Akta Kelahiran Nomor",
    "Berdasarkan Akta Kematian Nomor", "By virtue of Birth Certificate Number",
    "By virtue of Death Certificate Number", "Nama Kepala Keluarga", "PROVINSI JAWA TIMUR",
    "KABUPATEN PASURUAN", "KOTA PROBOLINGGO", "Desa/Kelurahan",
)  # fmt: skip
OFFICE_FORMATS = (
    "{n}/IST/{y}", "{n}/A.K{d}/IST/{y}", "{n}/KU/{y}", "{k}.{d}/{n}/UNIT/{y}", "{n}/{y}",
    "{n}/DISP/{y}", "{n}/TP/{y}", "{n}/{l}/{y}", "{n}/{l}/{y}", "{n}/{l}/{l}/{y}",
    "{k}.{d}/{n}/{l}/{y}", "{l}.{n}/{d}/{y}", "{n}/{l}.{d}/{y}",
)  # fmt: skip
"""n: up to five digits; k: three; d: one; l: random letters; y: a year."""
AKTA_CAPTIONS = ("Berdasarkan Akta Kelahiran Nomor ", "Berdasarkan Akta Kematian Nomor ")


def choose(rng: Rng, choices: Sequence[str]) -> str:
    return choices[int(rng.integers(len(choices)))]


def digits(rng: Rng, count: int) -> str:
    return "".join(map(str, rng.integers(0, 10, count)))


def letters(rng: Rng, count: int) -> str:
    return "".join(chr(65 + int(code)) for code in rng.integers(0, 26, count))


def sixteen(rng: Rng) -> str:
    number = digits(rng, 16)
    return " ".join(number[i : i + 4] for i in range(0, 16, 4)) if rng.random() < 0.08 else number


def siak(rng: Rng) -> str:
    gap = choose(rng, ("-", "-", "-", "–", ".", "_", " - "))
    event = choose(rng, ("LU", "LT", "KM", "KW", "CR", letters(rng, 2)))
    return gap.join((digits(rng, 4), event, digits(rng, 8), digits(rng, int(rng.integers(4, 7)))))


def office(rng: Rng) -> str:
    form = choose(rng, OFFICE_FORMATS)
    year = digits(rng, 4) if rng.random() < 0.4 else str(rng.integers(1950, 2020))
    return form.format(
        n=digits(rng, int(rng.integers(1, 6))), k=digits(rng, 3), d=digits(rng, 1),
        l=letters(rng, int(rng.integers(1, 5))), y=year,
    )  # fmt: skip


def serial(rng: Rng) -> str:
    return f"{choose(rng, ('AL', 'AM', 'AK', 'AC', 'AP', 'AS'))}. {digits(rng, 3)}.{digits(rng, 7)}"


def words(rng: Rng) -> str:
    if rng.random() < 0.5:
        return choose(rng, FORM_TEXTS)
    lengths = rng.integers(2, 9, int(rng.integers(1, 4)))
    text = " ".join(word(rng, int(n)) for n in lengths)
    return (text.upper, text.title, text.lower)[int(rng.integers(3))]()


def word(rng: Rng, length: int) -> str:
    """Return a pronounceable word."""
    return "".join(choose(rng, ("aaaiueo", "bdghjklmnprstwyn")[i % 2]) for i in range(length))


KindShares = tuple[tuple[Callable[[Rng], str], float], ...]
LINE_KINDS: KindShares = ((sixteen, 0.5), (siak, 0.3), (serial, 0.03), (words, 0.17))
OLD_LINE_KINDS: KindShares = ((office, 0.72), (siak, 0.22), (words, 0.06))


def random_line(rng: Rng, *, old: bool) -> tuple[str, str]:
    """Return a label, possibly empty, and a text, as on an old form or on another paper."""
    kinds = OLD_LINE_KINDS if old else LINE_KINDS
    kind = kinds[int(rng.choice(len(kinds), p=[share for _, share in kinds]))][0]
    text, chance = kind(rng), rng.random()
    if kind is words or chance < 0.45:
        return "", text
    if kind in (siak, office) and chance < 0.65:
        return choose(rng, AKTA_CAPTIONS), text
    return choose(rng, NUMBER_LABELS), text


def normalise(text: str) -> str:
    """Return the text with signs of CHARSET only."""
    return text.replace("–", "-")

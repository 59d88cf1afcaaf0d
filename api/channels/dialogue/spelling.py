"""How citizens spell common words, to compare texts with phrases. Data and one step."""

from api.channels.dialogue.naming import WORD

SPELLED = {
    written: read
    for read, several in {
        "apa": "apakah apaan ap",
        "bagaimana": "gmn gimana gmana gmn bgmn gimn piye pripun",
        "belum": "blm blom belom blum durung dereng",
        "berapa": "brp brapa pira pinten",
        "bisa": "bs bisakah isa saget saged",
        "dengan": "dgn dg karo kalih kaleh sareng",
        "di": "d ing",
        "jadi": "jd",
        "kapan": "kpn kpan",
        "mana": "endi pundi",
        "mau": "mo pengen pingin ingin kepingin bade badhe arep",
        "nomor": "no nomer nmr",
        "petugas": "ptugas petgas pertugas",
        "saja": "aja aj wae mawon ae",
        "salah": "slh keliru kleru",
        "sama": "sm ama",
        "saya": "sy aku ak gue kulo kula",
        "sudah": "sdh udah udh dah sampun wis uwis apakahsudah",
        "telepon": "tlp telp telpon tilpun telfon",
        "tidak": "tdk gak ga gk g nggak ngga enggak engga ndak nda kagak ora mboten boten ta enjek",
        "yang": "yg sing ingkang",
    }.items()
    for written in several.split()
}
"""The usual spelling of each other one."""
SPLIT = {
    "dimana": "di mana",
    "kemana": "ke mana",
    "nggajadi": "tidak jadi",
    "gajadi": "tidak jadi",
    "gakjadi": "tidak jadi",
}
"""What is written in one word and read as two."""
ADDRESSING = frozenset(
    {
        *("pak", "bapak", "bu", "ibu", "mas", "mbak", "mba", "kak", "kakak", "min", "bos", "om"),
        *("ya", "iya", "dong", "deh", "sih", "kok", "lah", "tho", "nih", "kan", "saja"),
        *("sir", "nggih", "njih", "yah", "gan", "kah"),
    }
)
"""Words that only address somebody."""
POLITE = frozenset(
    [*("tolong", "mohon", "maaf", "permisi", "please", "assalamualaikum", "halo", "nuwun", "sewu")]
)
"""Words of politeness, one of which is a cry for help where it stands alone."""
SUFFIX = "nya"
MIN_STEM = 4
"""Letters that are left of a word without its suffix: *tanya* and *punya* keep theirs."""


def spelled(text: str) -> list[str]:
    """Return the words of a text in their usual spelling, without suffix and forms of address.

    >>> spelled("Syaratnya apa aja, Pak? Diambil dimana?")
    ['syarat', 'apa', 'diambil', 'di', 'mana']
    """
    read = (SPELLED.get(word, word) for word in WORD.findall(text.casefold()))
    apart = (part for word in read for part in SPLIT.get(word, word).split())
    return [_stem(word) for word in apart if word not in ADDRESSING]


def _stem(word: str) -> str:
    stem = word.removesuffix(SUFFIX)
    return stem if len(stem) >= MIN_STEM else word

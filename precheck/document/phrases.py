"""The words printed on the forms, in capitals without spaces: titles, labels and captions."""

from collections.abc import Mapping, Sequence

from precheck.sheet.page_net import AKTA

BIRTH_AKTA, DEATH_AKTA = AKTA

WHOLE_LINE_TITLES: Mapping[str, str] = {"KARTUKELUARGA": "kk"}
"""Titles that fill their line: the caption of a table contains "kepala keluarga" too."""

AKTA_NAMES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "AKTAKELAHIRAN": (BIRTH_AKTA, ("KUTIPAN", "BERDASARKAN")),
    "AKTAKEMATIAN": (DEATH_AKTA, ("KUTIPAN", "BERDASARKAN")),
    "BIRTHCERTIFICATE": (BIRTH_AKTA, ("EXCERPTOF", "BYVIRTUEOF")),
    "DEATHCERTIFICATE": (DEATH_AKTA, ("EXCERPTOF", "BYVIRTUEOF")),
}
"""In the title and in the label of the number: the type, and the leads that may precede it."""
NAMES_WITH_LEAD_ONLY = ("BIRTHCERTIFICATE", "DEATHCERTIFICATE")
"""Names on other countries' papers as well: a title only after their lead."""
NUMBER_WORDS = ("NOMOR", "NUMBER", "NO")
"""May follow an akta's name."""

FOREIGN_TITLES: tuple[str, ...] = (
    "KARTUIDENTITASANAK", "SURATKETERANGAN", "SURATPENGANTAR", "SURATPERNYATAAN", "SURATKUASA",
    "SURATTANDAPENERIMAAN", "SURATKEMATIAN", "SURATKELAHIRAN", "BUKUNIKAH", "KUTIPANAKTANIKAH",
    "KUTIPANAKTAPERKAWINAN", "KUTIPANAKTAPERCERAIAN", "EXCERPTOFMARRIAGECERTIFICATE",
    "EXCERPTOFDIVORCECERTIFICATE", "BERDASARKANAKTAPERKAWINAN", "BERDASARKANAKTAPERCERAIAN",
    "FORMULIR", "KEPOLISIANNEGARA",
)  # fmt: skip
"""Beginnings of the titles of other papers."""

CAPTIONS: Mapping[str, Sequence[str]] = {
    "NAMAKEPALAKELUARGA": ("kk",),
    "STATUSHUBUNGANDALAMKELUARGA": ("kk",),
    "TELAHLAHIR": (BIRTH_AKTA,),
    "ANAKKE": (BIRTH_AKTA,),
    "WASBORN": (BIRTH_AKTA,),
    "TELAHMENINGGALDUNIA": (DEATH_AKTA,),
    "GOLDARAH": ("ktp",),
    "BERLAKUHINGGA": ("ktp",),
}
"""Captions and set phrases of one type."""

COMMON_CAPTIONS: Mapping[str, Sequence[str]] = {
    "DESAKELURAHAN": ("kk",),
    "KABUPATENKOTA": ("kk",),
    "KODEPOS": ("kk",),
    "RTRW": ("kk", "ktp"),
    "NAMALENGKAP": ("kk",),
    "PENCATATANSIPIL": AKTA,
    "MENURUTSTBLD": AKTA,
    "BAHWADI": AKTA,
    "KUTIPANINIDIKELUARKAN": AKTA,
    "NOMORINDUKKEPENDUDUKAN": AKTA,
    "WARGANEGARAINDONESIA": AKTA,
    "REGISTRYOFFICE": AKTA,
    "KELDESA": ("ktp",),
    "TEMPATTGLLAHIR": ("ktp",),
    "KEWARGANEGARAAN": ("ktp",),
}
"""Captions of other papers too: weaker evidence."""

LONG_PHRASES: Mapping[str, Sequence[str]] = {
    "KUTIPANAKTA": AKTA,
    "NAMAKEPALAKELUARGA": ("kk",),
    "PENCATATANSIPIL": AKTA,
    "WARGANEGARAINDONESIA": AKTA,
    "TELAHLAHIR": (BIRTH_AKTA,),
    "TELAHMENINGGALDUNIA": (DEATH_AKTA,),
    "STATUSHUBUNGANDALAMKELUARGA": ("kk",),
}
"""Phrases of which a part, the rest covered or in glare, counts as a common caption."""

TITLE_FRAGMENTS: Mapping[str, tuple[str, Sequence[str]]] = {
    "KUTIPAN": ("common_caption", AKTA),
    "KARTUK": ("caption", ("kk",)),
    "LAHIRAN": ("caption", (BIRTH_AKTA,)),
    "EMATIAN": ("caption", (DEATH_AKTA,)),
}
"""Parts of partly covered titles: the kind that they count as, and the types."""

KTP_HEAD = {"province": ("PROVINSI",), "region": ("KABUPATEN", "KOTA")}
"""Beginnings of the two lines of a KTP's head."""

"""The desk's words for what drift is found in."""

from collections.abc import Mapping

from api.desk.pages.language import Words, localised
from api.desk.pages.words import NUMBER_STATE_WORDS, REASON_WORDS, TYPE_WORDS, VERDICT_WORDS
from api.drift.characteristics import NONE, UNMEASURED
from api.drift.stability import HIGHER, LOWER, REST

CHARACTERISTIC_WORDS: Mapping[str, Words] = {
    "verdict": ("Hasil", "Verdict"),
    "reason": ("Alasan pertama", "First reason"),
    "type": ("Jenis dokumen", "Type"),
    "number": ("Nomor", "Number"),
    "p_accept": ("Peluang terbaca", "p_accept"),
    "legibility": ("Teks yang terbaca", "Legibility"),
    "cropping": ("Tulisan di luar foto", "Cropping"),
    "occlusion": ("Tulisan tertutup", "Occlusion"),
    "glare": ("Pantulan cahaya", "Glare"),
    "blur": ("Buram", "Blur"),
    "dark": ("Terang kertas", "Light on the paper"),
    "overexposed": ("Terlalu terang", "Overexposure"),
    "shadow": ("Bayangan", "Shadow"),
    "low_contrast": ("Kontras tulisan", "Contrast"),
    "too_small": ("Tinggi huruf", "Height of the print"),
    "perspective": ("Kemiringan", "Tilt"),
    "noise": ("Bintik", "Noise"),
    "screen": ("Riak layar", "Ripple of a screen"),
}
_KIND_WORDS: Mapping[str, Words] = {
    HIGHER: ("nilainya naik", "higher values"),
    LOWER: ("nilainya turun", "lower values"),
    UNMEASURED: ("tidak terukur", "not measured"),
    NONE: ("tidak ada", "none"),
    REST: ("yang lain", "others"),
}


def kind_words() -> Mapping[str, str]:
    """Return the words for every kind that may have grown, in the page's language."""
    tables = (_KIND_WORDS, REASON_WORDS, TYPE_WORDS, NUMBER_STATE_WORDS, VERDICT_WORDS)
    return {str(code): word for table in tables for code, word in localised(table).items()}

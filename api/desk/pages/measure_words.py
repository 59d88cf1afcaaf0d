"""The desk's words for what was measured: units, outcomes, sides."""

from collections.abc import Mapping

from api.desk.pages.language import Words, in_language

OUTCOME_WORDS: Mapping[str, Words] = {
    "ok": ("baik", "fine"),
    "too_low": ("terlalu rendah", "too low"),
    "too_high": ("terlalu tinggi", "too high"),
    "unmeasured": ("tidak terukur", "not measured"),
}

SIDE_WORDS: Mapping[str, Words] = {
    "top": ("atas", "top"),
    "right": ("kanan", "right"),
    "bottom": ("bawah", "bottom"),
    "left": ("kiri", "left"),
}

UNIT_WORDS: Mapping[str, str] = {
    "as the measure's": "seperti ukurannya",
    "blur over its limit": "kabur dibagi batasnya",
    "distance of p_accept from its limit": "jarak p_accept dari batasnya",
    "px, width of the photo's sharpest edges": "piksel, lebar tepi tertajam foto",
    "ratio of shares": "perbandingan bagian",
    "share of the frame's width or height": "bagian lebar atau tinggi foto",
    "share of the largest share": "bagian dari bagian terbesar",
    "share of must-read text": "bagian teks yang wajib terbaca",
    "share of must-read words": "bagian kata yang wajib terbaca",
    "share of the print out of the frame": "bagian tulisan di luar foto",
    "smear over capital height": "lebar kabur per tinggi huruf besar",
    "grey level of the paper": "tingkat abu-abu kertas",
    "mean of the ink's brightness over that of paper, the share of the page that is white and its "
    "darkest part's brightness": "rata-rata terang tinta terhadap kertas, bagian halaman yang "
    "putih, dan terang bagian tergelapnya",
    "grey levels between paper and ink": "tingkat abu-abu antara kertas dan tinta",
    "px of capital height": "piksel tinggi huruf besar",
    "degrees of tilt": "derajat kemiringan",
    "grey levels": "tingkat abu-abu",
    "probability": "peluang",
    "regularity of a ripple, 0 to 1": "keteraturan riak, 0 sampai 1",
}
"""Units of limits in Bahasa Indonesia."""


def unit_in_language(unit: str) -> str:
    """Return the unit in the page's language; one of older limits stays as it was stored."""
    return in_language(UNIT_WORDS.get(unit, unit), unit)

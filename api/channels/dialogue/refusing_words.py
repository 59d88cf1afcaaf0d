"""Words of refusal as citizens write them. Data only.

Bahasa Indonesia, Javanese, Madurese, English: citizens mix them.
"""

import re

IS_NOT = frozenset(
    {
        *("bukan", "bukannya", "bkn", "bukn", "dudu", "sanes", "banne", "banni", "not", "neither"),
        "isn",
    }
)
"""Words of *A is not B*: a paper before them is named, a paper behind them is refused."""
REFUSING = IS_NOT | {
    *("tidak", "tdk", "tak", "ta", "gak", "ga", "gk", "g", "nggak", "ngga", "enggak", "engga"),
    *("ndak", "nda", "kagak", "ogah", "tiada", "belum", "blm", "belom", "blum", "bilum", "salah"),
    *("slh", "keliru", "kurang", "krg", "jangan", "jgn", "tanpa", "selain", "kecuali", "batal"),
    *("ora", "gaorah", "mboten", "boten", "durung", "dereng", "dhereng", "luput"),
    *("hilang", "ilang", "ketinggalan", "tertinggal", "menyusul", "nyusul", "nanti", "besok"),
    *("enjek", "enja", "adha", "no", "nope", "don", "dont", "doesn", "haven", "hasn", "didn"),
    *("without", "wrong", "never", "none", "cannot", "lost", "later", "yet"),
    *("masih", "dicari", "rusak", "robek", "dipinjam", "kleru", "masa", "masak", "mosok", "lain"),
    *("gada", "gaada", "gakada", "gapunya", "gakpunya", "embuh", "mbuh", "apa", "apakah", "harus"),
    *("wajib", "perlu", "kalau", "kalo", "klo", "gimana", "bagaimana", "kenapa", "mengapa"),
    *("kapan", "which", "what", "why", "must", "need"),
}
"""Words of negation, of error, of absence and of questions."""
ALL = frozenset(
    {
        *("keduanya", "duanya", "dua2nya", "semuanya", "semua", "satupun", "kabeh", "sedaya"),
        *("kalihipun", "loro", "karone", "neither", "both", "either", "any", "none", "them"),
    }
)
"""Words for all that is offered."""
HAVING = frozenset(
    {
        *("ada", "punya", "pny", "punyanya", "bawa", "dibawa", "jadi", "dapat", "dpt", "kirim"),
        *("ono", "ana", "duwe", "nduwe", "gadhah", "gadah", "wonten", "have", "got", "available"),
    }
)
"""Words of having: refused, they say that there is no such paper, and not what the photo is."""
KNOWING = frozenset(
    {
        *("tahu", "tau", "taunya", "yakin", "ngerti", "mengerti", "paham", "faham", "ingat"),
        *("hafal", "ngertos", "semerap", "oneng", "know", "sure", "certain", "understand"),
    }
)
"""Words of knowing: refused, the sender is in doubt."""
FILLING = frozenset(
    {
        *("pak", "bapak", "bu", "ibu", "mas", "mbak", "kak", "min", "ya", "iya", "kok", "sih"),
        *("itu", "ini", "iku", "kuwi", "niku", "punika", "saya", "kami", "aku", "kulo", "kula"),
        *("lho", "deh"),
    }
)
"""Words that change nothing."""
NEUTRAL = frozenset(
    {
        *("a", "adalah", "adik", "aja", "akte", "an", "anak", "asli", "barusan", "bayi"),
        *("belakang", "benar", "bener", "berkas", "betul", "bidan", "dalam", "depan", "desa"),
        *("dikirim", "dokter", "dokumen", "dong", "dua", "dua2nya", "foto", "fotonya"),
        *("gambar", "gereja", "halaman", "inggih", "is", "istri", "it", "its", "iyo", "jadi"),
        *("kakak", "kan", "kasih", "kedua", "keduanya", "kelurahan", "ket", "ketiga", "kirim"),
        *("klinik", "kua", "lah", "loh", "maaf", "mah", "makasih", "mbah", "meniko", "mohon"),
        *("my", "namanya", "nggih", "nih", "niki", "no", "nomor", "oh", "ok", "oke", "orang"),
        *("our", "pertama", "photo", "please", "puskesmas", "rs", "rsud", "rumah", "s"),
        *("saja", "sakit", "satu", "scan", "semuanya", "sing", "sip", "sir", "suami", "tadi"),
        *("terima", "that", "this", "tho", "tiga", "to", "tolong", "tua", "tuh", "yes", "yg"),
        *("yo", "polisi", "polsek", "rt", "rw", "kantor", "kades"),
    }
)
"""Words beside the name of a paper that leave it what it is."""
THIS = frozenset(["itu", "ini", "iku", "kuwi", "niku", "niki"])
"""Words before what a photo is, behind what it is not: *bukan buku nikah itu surat lahir*."""
SPELLINGS = (
    (re.compile("[❌✖🚫❎]"), " bukan "),
    (re.compile(r"\bsalah satu(nya|pun)?\b"), "satupun"),
)
"""What is read as other words: a cross is a no, and *salah satu* (one of them) is no error."""
STOP = re.compile(r"[,.;:!?()\n/]+|\s[-–—]+\s")
TURN = frozenset(
    {
        *("tapi", "tetapi", "tp", "tpi", "melainkan", "namun", "cuma", "cuman", "adanya", "malah"),
        *("justru", "nanging", "ning", "tetep", "ananging", "but", "rather", "instead"),
    }
)
"""Words that begin a clause of their own."""

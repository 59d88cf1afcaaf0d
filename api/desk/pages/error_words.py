"""What the desk says of an error, by its code: a title, and what to do."""

from collections.abc import Mapping

from api.desk.pages.language import Words, in_language
from api.desk.pages.words import report_words

ERROR_TITLES: Mapping[str, Words] = {
    **report_words("errors"),
    "already_decided": ("Foto ini sudah diputuskan", "This photo is decided already"),
    "bad_account": ("Akun tidak dapat dibuat atau diubah", "The account cannot be made or changed"),
    "bad_body": ("Isian tidak dapat dibaca", "What was sent cannot be read"),
    "bad_option": ("Isian tidak dikenal", "What was sent is not known here"),
    "bad_password": ("Kata sandi tidak dapat dipakai", "This password cannot be used"),
    "bad_policy": ("Aturan kantor salah tulis", "The office's rules have a mistake"),
    "bad_request": ("Permintaan tidak berlaku lagi", "The request is no longer valid"),
    "bad_ruling": ("Keputusan tidak lengkap", "The decision is not complete"),
    "bad_signature": ("Tanda tangan kiriman salah", "The delivery's signature is wrong"),
    "batch_closed": ("Kumpulan sudah ditutup", "The batch is closed"),
    "batch_full": ("Kumpulan sudah penuh", "The batch is full"),
    "busy": ("Layanan sedang penuh", "The service is full"),
    "content_too_large": ("File terlalu besar", "The file is too large"),
    "forbidden": ("Peran Anda tidak dapat membuka ini", "Your role cannot open this"),
    "internal_server_error": ("Ada yang salah di layanan", "Something went wrong here"),
    "method_not_allowed": ("Alamat ini bukan halaman", "This address is no page"),
    "move_not_allowed": (
        "Permohonan ini sudah dipindahkan",
        "This application was moved meanwhile",
    ),
    "no_image": ("Tidak ada foto yang dikirim", "No photo was sent"),
    "no_such_batch": ("Kumpulan ini tidak ada", "There is no such batch"),
    "no_such_check": ("Cek ini tidak ada", "There is no such check"),
    "no_such_photo": ("Foto ini tidak ada", "There is no such photo"),
    "no_such_submission": ("Permohonan ini tidak ada", "There is no such submission"),
    "not_found": ("Halaman tidak ada", "There is no such page"),
    "request_entity_too_large": ("File terlalu besar", "The file is too large"),
    "request_timeout": ("Kiriman terputus", "What was sent broke off"),
    "camera_off": ("Tautan kamera belum diaktifkan", "Camera links are off"),
    "link_over": ("Tautan kamera sudah tidak berlaku", "The camera link is over"),
    "service_gone": ("Layanan ini tidak ada lagi", "This service is gone"),
    "storage_fault": ("Basis data tidak dapat menyimpan", "The database cannot store anything"),
    "submission_closed": ("Permohonan sudah ditutup", "The submission is closed"),
    "too_many": ("Terlalu banyak permintaan", "Too many requests"),
    "too_many_requests": ("Terlalu banyak permintaan", "Too many requests"),
    "unauthorized": ("Anda belum masuk", "You are not signed in"),
    "word_missing": ("Alasan untuk warga belum ditulis", "The citizen is not told why"),
}
"""Of every error that a request or a photo's check may end in."""

TELL_OPERATOR = (
    "Beri tahu pengelola layanan, dengan nomor di bawah ini.",
    "Tell whoever runs the service, with the number below.",
)
RELOAD = (
    "Buka halamannya sekali lagi, lalu ulangi. Tidak ada yang berubah.",
    "Open the page again and repeat. Nothing was changed.",
)
SEND_ANOTHER = ("Minta atau pilih file lain.", "Ask for another file, or choose one.")
WAIT = (
    "Tunggu sebentar, lalu coba lagi. Tidak ada yang hilang.",
    "Wait a moment and try again. Nothing is lost.",
)
PERHAPS_DELETED = (
    "Mungkin sudah dihapus, atau alamatnya salah.",
    "It may be deleted, or the address is wrong.",
)

ERROR_ADVICE: Mapping[str, Words] = {
    "already_decided": (
        "Lihat keputusannya di halaman foto itu.",
        "See the decision on the photo's page.",
    ),
    "bad_model": TELL_OPERATOR,
    "bad_policy": TELL_OPERATOR,
    "batch_closed": (
        "Unggah fotonya sebagai kumpulan baru.",
        "Upload the photos as another batch.",
    ),
    "batch_full": ("Unggah sisanya sebagai kumpulan baru.", "Upload the rest as another batch."),
    "broken_picture": SEND_ANOTHER,
    "busy": WAIT,
    "content_too_large": SEND_ANOTHER,
    "forbidden": (
        "Minta admin mengganti peran Anda bila perlu.",
        "Ask an admin for another role if you need it.",
    ),
    "internal_server_error": TELL_OPERATOR,
    "locked_pdf": SEND_ANOTHER,
    "no_such_batch": PERHAPS_DELETED,
    "no_such_check": PERHAPS_DELETED,
    "not_a_picture": SEND_ANOTHER,
    "not_found": PERHAPS_DELETED,
    "request_entity_too_large": SEND_ANOTHER,
    "storage_fault": TELL_OPERATOR,
    "too_large": SEND_ANOTHER,
    "too_many": WAIT,
    "too_many_requests": WAIT,
    "tool_missing": TELL_OPERATOR,
}
"""Where it is something else than `RELOAD`."""


def error_title(code: str) -> str:
    """Return the title in the page's language."""
    title = in_language(*ERROR_TITLES.get(code, ("Tidak dapat dilakukan", "This cannot be done")))
    return title[:1].upper() + title[1:]


def error_advice(code: str) -> str:
    """Return what to do, in the page's language."""
    return in_language(*ERROR_ADVICE.get(code, RELOAD))

"""The desk's words for codes, in Bahasa Indonesia and English."""

from collections.abc import Mapping

from api.desk.accounts.rights import Right
from api.desk.pages.language import Words
from api.store.accounts import Role
from api.store.decisions.reopening import Why
from api.store.decisions.selected import Obstacle
from api.store.decisions.unseen import Left
from api.store.photos.search import Status
from precheck.bulk.results.html_report import report_texts

NAVIGATION: tuple[tuple[Right, str, str, str], ...] = (
    (Right.DECIDE, "desk.applications", "Permohonan", "Applications"),
    (Right.DECIDE, "desk.home", "Beranda", "Home"),
    (Right.DECIDE, "desk.queue", "Antrean", "Queue"),
    (Right.DECIDE, "desk.all_re_photos", "Foto ulang", "Re-photos"),
    (Right.DECIDE, "desk.all_messages", "Pesan", "Messages"),
    (Right.DECIDE, "desk.all_conversations", "Percakapan", "Conversations"),
    (Right.DECIDE, "desk.photos", "Cari", "Search"),
    (Right.CHECKS, "desk.all_checks", "Cek bot", "Checks"),
    (Right.FIGURES, "desk.all_figures", "Angka", "Figures"),
    (Right.DECISIONS, "desk.all_decisions", "Keputusan", "Decisions"),
    (Right.LEARNING, "desk.learned", "Belajar", "Learning"),
    (Right.ACCOUNTS, "desk.all_accounts", "Akun", "Accounts"),
    (Right.TRAIL, "desk.whole_trail", "Jejak", "Trail"),
    (Right.SETTINGS, "desk.settings", "Setelan", "Settings"),
)
"""Pages in the navigation bar with the right that each requires."""

_REPORT_TEXTS = report_texts()
"""Texts of the report of `precheck bulk`, which has the same codes."""


def report_words(name: str) -> Mapping[str, Words]:
    """Return a table of the report's texts."""
    english = _REPORT_TEXTS["en"][name]
    return {code: (word, english[code]) for code, word in _REPORT_TEXTS["id"][name].items()}


REASON_WORDS: Mapping[str, Words] = report_words("reasons")
TYPE_WORDS: Mapping[str, Words] = report_words("types")
FILE_ERROR_WORDS: Mapping[str, Words] = report_words("errors")
"""Errors of files that cannot be decoded; also reasons of re-photos."""

STATUS_WORDS: Mapping[Status, Words] = {
    Status.WAITING: ("menunggu petugas", "for an officer"),
    Status.ACCEPT: ("terbaca, yakin", "surely readable"),
    Status.RE_PHOTO: ("foto ulang, yakin", "surely to be sent back"),
    Status.DECIDED: ("sudah diputuskan", "decided"),
    Status.ERROR: ("tidak dapat diperiksa", "could not be checked"),
    Status.UNFINISHED: ("belum diperiksa", "not checked yet"),
    Status.EXPIRED: ("kedaluwarsa", "expired"),
}

VERDICT_WORDS: Mapping[str, Words] = {
    "accept": ("terbaca", "readable"),
    "re-photo": ("foto ulang", "another photo"),
}

NUMBER_STATE_WORDS: Mapping[str, Words] = {
    "read": ("terbaca", "read"),
    "doubtful": ("meragukan", "doubtful"),
    "unread": ("belum terbaca", "not read"),
}

NUMBER_OUTCOME_WORDS: Mapping[str, Words] = {
    "confirmed": ("dibenarkan petugas", "confirmed by an officer"),
    "corrected": ("dibetulkan petugas", "corrected by an officer"),
}

NUMBER_KIND_WORDS: Mapping[str, Words] = {
    "kk": ("Nomor KK", "family card number"),
    "nik": ("NIK", "identity number"),
    "akta": ("Nomor akta", "certificate number"),
}

LEFT_WORDS: Mapping[Left, Words] = {
    Left.TYPE: ("jenis tidak dikenali", "of no recognised type"),
    Left.NUMBER: ("nomor belum terbaca", "number not read"),
    Left.SCREEN: ("foto layar, bukan aslinya", "a photo of a screen, not the original"),
}
"""Why a photo with a sure accept verdict is not accepted unseen."""

OBSTACLE_WORDS: Mapping[str, Words] = {
    Obstacle.DECIDED: ("sudah diputuskan", "decided before"),
    Obstacle.UNFINISHED: ("belum diperiksa", "not checked yet"),
    Obstacle.HELD: ("dipegang petugas lain", "held by another officer"),
    Obstacle.UNSEEN: ("gambarnya belum Anda lihat", "whose picture you have not seen"),
    Obstacle.WAITING: ("perlu diputuskan satu per satu", "to be decided one by one"),
    Obstacle.ERROR: ("tanpa hasil mesin", "without a verdict"),
    **{str(left): words for left, words in LEFT_WORDS.items()},
}
"""Why a selected photo is not decided with the others."""

ROLE_WORDS: Mapping[Role, Words] = {
    Role.OFFICER: ("petugas", "officer"),
    Role.SUPERVISOR: ("penyelia", "supervisor"),
    Role.QA: ("penjamin mutu", "quality assurance"),
    Role.ADMIN: ("admin", "admin"),
}

ACT_WORDS: Mapping[str, Words] = {
    "sign_in": ("masuk", "signed in"),
    "locked": ("terkunci setelah salah sandi", "locked after wrong passwords"),
    "set_password": ("mengganti sandi sendiri", "set own password"),
    "view_photo": ("membuka foto", "opened a photo"),
    "view_picture": ("melihat gambar", "looked at a picture"),
    "view_number": ("melihat nomor lengkap", "saw a full number"),
    "unmask_number": ("membuka samaran nomor", "unmasked a number"),
    "view_list": ("membuka daftar foto", "opened a list of photos"),
    "mark_sent": ("menandai pesan terkirim", "marked messages as sent"),
    "unmark_sent": ("menghapus tanda terkirim", "removed the mark of sent messages"),
    "export": ("mengekspor", "exported"),
    "delete_batch": ("menghapus kumpulan", "deleted a batch"),
    "view_application": ("membuka permohonan", "opened an application"),
    "move_application": ("memindahkan permohonan", "moved an application"),
    "send_camera_link": ("mengirim tautan kamera", "sent a camera link"),
    "assign_application": ("menyerahkan permohonan", "assigned an application"),
    "note_application": ("mengubah catatan permohonan", "changed an application's note"),
    "delete_submission": ("menghapus permohonan", "deleted a submission"),
    "delete_citizen": ("menghapus data seorang warga", "deleted a citizen's data"),
    "reopen": ("membuka kembali keputusan", "opened a decision again"),
    "view_conversation": ("membuka percakapan", "opened a conversation"),
    "write_citizen": ("membalas warga", "wrote to a citizen"),
    "return_conversation": ("mengembalikan percakapan ke bot", "returned a conversation"),
    "take_over": ("mengambil alih dari rekan", "took over from a colleague"),
    "second_opinion": ("memberi pendapat kedua", "gave a second opinion"),
    "adopt_calibration": ("memakai kalibrasi baru", "adopted a calibration"),
    "retire_calibration": (
        "kembali ke kalibrasi sebelumnya",
        "went back to the old calibration",
    ),
    "add_account": ("membuat akun", "made an account"),
    "change_account": ("mengubah akun", "changed an account"),
    "add_key": ("membuat kunci API", "made an API key"),
    "revoke_key": ("mencabut kunci API", "revoked an API key"),
}

DIMENSION_WORDS: Mapping[str, Words] = {
    "line": ("Jalur", "Line"),
    "type": ("Dokumen", "Document"),
    "reason": ("Alasan", "Reason"),
    "version": ("Versi", "Version"),
    "policy": ("Aturan", "Policy"),
}
"""Dimensions of statistics."""

REOPENING_WORDS: Mapping[Why, Words] = {
    Why.WRONG_KEY: ("salah tekan", "a wrong key"),
    Why.OBJECTION: ("keberatan warga atau bagian lain", "somebody objected"),
    Why.UNREADABLE: ("ternyata tidak terbaca", "unreadable after all"),
    Why.OTHER: ("sebab lain", "another cause"),
}
"""Why a supervisor opens a decision again."""

ACTION_MESSAGES: Mapping[str, Words] = {
    "password_set": ("Kata sandi baru berlaku.", "The new password is in force."),
    "undone_all": ("Keputusan bersama itu diurungkan.", "That act on many is undone."),
    "upload_ended": (
        "Unggahan ditutup tanpa file yang belum terkirim.",
        "The upload is ended without the files that were not sent.",
    ),
    "batch_deleted": ("Kumpulan foto dihapus.", "The batch is deleted."),
    "accept": ("Diterima.", "Accepted."),
    "re-photo": ("Diminta foto ulang.", "Sent back for another photo."),
    "type_set": ("Jenis dokumen diatur. T mengubahnya.", "The document type is set. T changes it."),
    "undone": ("Diurungkan.", "Undone."),
    "nothing_to_undo": (
        "Tidak ada yang dapat diurungkan.",
        "There is nothing that can be undone.",
    ),
    "opinion_kept": ("Pendapat Anda tersimpan.", "Your opinion is kept."),
    "already_decided": (
        "Tidak tersimpan: petugas lain lebih dulu.",
        "Not saved: another officer was first.",
    ),
    "changed": (
        "Tidak tersimpan: foto ini berubah sejak ditampilkan. Lihat sekali lagi.",
        "Not saved: this photo has changed since it was shown. Look once more.",
    ),
    "recorded_before": (
        "Keputusan Anda tadi sudah tersimpan.",
        "Your decision was saved before.",
    ),
    "reopened": ("Keputusan diganti.", "The decision is replaced."),
    "why_missing": (
        "Pilih dulu mengapa keputusan ini dibuka kembali.",
        "Choose first why this decision is opened again.",
    ),
    "accepted_pages": ("Semua halaman diterima.", "All pages are accepted."),
    "taken_over": ("Diambil alih.", "Taken over."),
    "moved_meanwhile": (
        "Tidak tersimpan: permohonan ini sudah dipindahkan. Lihat sekali lagi.",
        "Not saved: this application was moved meanwhile. Look once more.",
    ),
    "word_missing": (
        "Tidak tersimpan: tulis alasannya untuk warga.",
        "Not saved: write why, for the citizen.",
    ),
    "note_saved": ("Catatan disimpan.", "The note is saved."),
    "account_changed": ("Akun diubah.", "The account is changed."),
    "adopted": (
        "Kalibrasi baru dipakai mulai sekarang.",
        "The new calibration is in force from now on.",
    ),
    "retired": ("Kembali ke kalibrasi sebelumnya.", "Back to the calibration before."),
    "not_adopted": (
        "Tidak berubah: usulan ini sudah diganti atau tidak lulus uji.",
        "Nothing changed: this proposal was replaced, or did not pass the suite.",
    ),
}
"""Messages shown once after an action."""

FAILURES = frozenset(
    {
        "nothing_to_undo",
        "already_decided",
        "not_adopted",
        "moved_meanwhile",
        "word_missing",
        "why_missing",
    }
)
"""Messages of what could not be done."""

NUMBER_CHANGE_WORDS: Mapping[str, Words] = {
    "confirmed": ("dibenarkan", "confirmed"),
    "corrected": ("dibetulkan", "corrected"),
}
"""What an officer did with the number."""

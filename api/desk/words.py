"""The desk's words that stand for codes: Bahasa Indonesia, then English."""

from collections.abc import Mapping

from api.desk.rights import Right
from api.store.accounts import Role

Words = tuple[str, str]

PAGES: tuple[tuple[Right, str, str, str], ...] = (
    (Right.DECIDE, "desk.home", "Beranda", "Home"),
    (Right.ACCOUNTS, "desk.all_accounts", "Akun", "Accounts"),
)
"""Who sees which page in the bar."""

ROLES: Mapping[Role, Words] = {
    Role.OFFICER: ("petugas", "officer"),
    Role.SUPERVISOR: ("penyelia", "supervisor"),
    Role.QA: ("penjamin mutu", "qa"),
    Role.ADMIN: ("admin", "admin"),
}

TOLD: Mapping[str, Words] = {
    "wrong_password": ("Kata sandi lama salah.", "The old password is wrong."),
    "password_set": ("Kata sandi baru berlaku.", "The new password is in force."),
    "account_changed": ("Akun diubah.", "The account is changed."),
}
"""What is said once, after something was done."""

FAULTS: Mapping[str, Words] = {
    "not_found": ("Halaman tidak ada", "There is no such page"),
    "forbidden": ("Peran Anda tidak dapat membuka ini", "Your role cannot open this"),
    "bad_request": (
        "Halaman sudah terlalu lama terbuka, muat ulang",
        "The page was open for too long: reload it",
    ),
    "bad_password": (
        "Kata sandi terlalu pendek atau panjang",
        "The password is too short or too long",
    ),
    "bad_account": ("Akun tidak dapat dibuat", "The account cannot be made"),
    "already_decided": ("Foto ini sudah diputuskan", "This photo is decided already"),
}

"""What the camera page says, in Bahasa Indonesia and in English: one hint at a time."""

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("Foto {paper}", "Photo of: {paper}"),
    "over": (
        "Tautan ini sudah tidak berlaku. Silakan minta tautan baru lewat percakapan.",
        "This link is no longer valid. Please ask for another in the chat.",
    ),
    # hints on the live picture
    "begin": ("Arahkan kamera ke dokumen", "Point the camera at the document"),
    "none": ("Arahkan kamera ke dokumen", "Point the camera at the document"),
    "whole": ("Seluruh kertas harus terlihat", "The whole sheet must be visible"),
    "closer": ("Dekatkan", "Move closer"),
    "dark": ("Terlalu gelap", "Too dark"),
    "bright": ("Terlalu terang: jauhkan dari lampu", "Too bright: away from the lamp"),
    "still": ("Tahan", "Hold still"),
    "glare": ("Pantulan cahaya: miringkan sedikit", "Glare: tilt it a little"),
    "covered": ("Jari menutupi tulisan", "A finger covers the print"),
    "good": ("Bagus, tahan sebentar", "Good, keep it there"),
    # buttons and states
    "shoot": ("Ambil foto", "Take the photo"),
    "choose": ("Pilih foto dari ponsel", "Choose a photo from the phone"),
    "again": ("Ambil lagi", "Take it again"),
    "send": ("Kirim", "Send"),
    "send_anyway": ("Kirim saja", "Send it anyway"),
    "checking": ("Foto sedang diperiksa …", "The photo is being checked …"),
    "sending": ("Foto sedang dikirim …", "The photo is being sent …"),
    "readable": ("Foto ini terbaca. Kirim?", "This photo can be read. Send it?"),
    "offline": (
        "Tidak ada jaringan. Jangan tutup halaman ini: foto dikirim begitu tersambung.",
        "No network. Keep this page open: the photo is sent once there is one.",
    ),
    "failed": (
        "Mohon maaf, ada gangguan. Silakan coba lagi.",
        "Sorry, something went wrong. Please try again.",
    ),
    "done": (
        "Halaman ini dapat ditutup.",
        "You may close this page.",
    ),
    "no_camera": (
        "Kamera tidak tersedia di sini. Silakan pilih foto dari ponsel.",
        "There is no camera here. Please choose a photo from the phone.",
    ),
    "refused": (
        "Kamera belum diizinkan. Izinkan kamera untuk halaman ini, atau pilih foto dari ponsel.",
        "The camera is not allowed yet. Allow it for this page, or choose a photo from the phone.",
    ),
    "busy": (
        "Kamera sedang dipakai aplikasi lain. Tutup aplikasi itu, atau pilih foto dari ponsel.",
        "Another app uses the camera. Close that app, or choose a photo from the phone.",
    ),
    "retry": ("Coba kamera lagi", "Try the camera again"),
    "preview": ("Foto yang diambil", "The photo that was taken"),
    "live": ("Gambar kamera", "The camera's picture"),
    "needs_script": (
        "Halaman ini memerlukan JavaScript.",
        "This page needs JavaScript.",
    ),
}


def words(lang: str) -> dict[str, str]:
    """Return the words in a language: English for `en`, else Bahasa Indonesia."""
    return {key: both[lang == "en"] for key, both in WORDS.items()}

"""Example answers for the documentation. A test validates their shape."""

from api.schema.check_shapes import NumberShape

UNREAD_NUMBER: dict[str, object] = {
    **dict.fromkeys(NumberShape.model_fields),
    "kind": "kk",
    "state": "unread",
    "flags": [],
}
IMAGE = {"format": "jpeg", "width": 1600, "height": 1200, "bytes": 182044, "page": 1, "pages": 1}
GLARE_REASON = {
    "code": "glare",
    "where": [[812, 190], [1010, 190], [1010, 260], [812, 260]],
    "side": None,
    "covers": "number",
    "share": 0.41,
    "detail": None,
}

RE_PHOTO: dict[str, object] = {
    "id": "01JD0000000000000000000000",
    "reference": "permohonan-17",
    "line": "kk",
    "attempt": 1,
    "verdict": "re-photo",
    "next": "retry",
    "p_accept": 0.07,
    "reasons": [GLARE_REASON],
    "notes": [],
    "message": "Mohon maaf, ada pantulan cahaya yang menutupi nomor Kartu Keluarga. …",
    "message_short": "Nomor KK tertutup pantulan cahaya",
    "document": {
        "type": "kk",
        "confidence": 0.98,
        "quad": [[101, 80], [1502, 95], [1490, 1111], [96, 1100]],
        "turn": 0,
        "others": [],
    },
    "number": UNREAD_NUMBER,
    "qr": None,
    "measures": {
        "legibility": {
            "value": 0.71,
            "unit": "share of must-read text",
            "outcome": "too_low",
            "at_least": 0.9,
            "at_most": None,
        },
        "glare": {
            "value": 0.06,
            "unit": "share of must-read words",
            "outcome": "too_high",
            "at_least": None,
            "at_most": 0.02,
        },
    },
    "image": IMAGE,
    "overlay": None,
    "took_ms": {"decode": 7, "locate": 14, "measure": 31, "read": 38, "total": 92},
    "version": {"service": "1.0.0", "models": "4f1d3c0a9b77", "policy": "default"},
}

READ_NUMBER = {
    **UNREAD_NUMBER,
    "state": "read",
    "value": "3514010101209001",
    "normalised": "3514010101209001",
    "masked": "3514********9001",
    "confidence": 0.99,
    "box": [[640, 190], [1010, 190], [1010, 216], [640, 216]],
}

ACCEPT: dict[str, object] = {
    **RE_PHOTO,
    "verdict": "accept",
    "next": "done",
    "p_accept": 0.99,
    "reasons": [],
    "message": "Terima kasih, foto Kartu Keluarga (nomor berakhiran 9001) sudah terbaca. …",
    "message_short": "KK terbaca",
    "number": READ_NUMBER,
}


def problem(status: int, title: str, code: str, detail: str) -> dict[str, object]:
    """Return an example of a problem."""
    return {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
        "id": "01JD0000000000000000000000",
    }


BROKEN: dict[str, object] = {
    **problem(422, "Unprocessable Content", "broken_picture", "The picture's data ends too early."),
    "message": "Mohon maaf, berkas foto rusak atau terpotong. Silakan kirim sekali lagi.",
    "message_short": "Berkas rusak, silakan kirim ulang",
    "next": "retry",
}

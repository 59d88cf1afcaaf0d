"""Examples of submissions for the documentation. A test validates their shape."""

from api.schema import examples

_TITLE = {"id": "Kartu Keluarga", "en": "Family card (KK)"}

SERVICES: dict[str, object] = {
    "services": [
        {
            "service": "nik",
            "title": {"id": "NIK", "en": "Identity number (NIK)"},
            "line": "nik",
            "variants": [
                {
                    "variant": "aktivasi",
                    "title": {"id": "aktivasi NIK", "en": "NIK activation"},
                    "in_person": False,
                    "urgent": False,
                    "usual_days": None,
                    "ready_after_days": None,
                    "pickup": None,
                    "slots": [{"slot": "kk", "title": _TITLE, "types": ["kk"], "parts_max": 2}],
                }
            ],
        }
    ],
    "languages": ["en", "id"],
}

SUBMISSION: dict[str, object] = {
    "id": "01JD0000000000000000000001",
    "service": "nik",
    "variant": "aktivasi",
    "lang": "id",
    "line": "nik",
    "reference": "permohonan-17",
    "title": "aktivasi NIK (BPJS, bank)",
    "urgent": False,
    "state": "open",
    "stage": "incomplete",
    "papers": [
        {"slot": "ktp", "title": "KTP-el", "state": "missing", "attempts": 0, "photos": []},
        {
            "slot": "kk",
            "title": "Kartu Keluarga",
            "state": "in",
            "attempts": 0,
            "photos": [
                {
                    "id": "01JD0000000000000000000000",
                    "code": "filed",
                    "page": 1,
                    "part": 1,
                    "type": "kk",
                    "masked": "3514********9001",
                    "decision": None,
                    "returned": False,
                }
            ],
        },
    ],
    "unplaced": [],
    "awaited": ["ktp"],
    "unchecked": 0,
    "rounds": 1,
    "message": "Berikutnya mohon kirim foto KTP-el.",
    "ready": None,
    "created_at": "2026-12-01T02:00:00+00:00",
    "completed_at": None,
}

SUBMITTED: dict[str, object] = {
    "photo": "01JD0000000000000000000000",
    "check": examples.ACCEPT,
    "filing": {
        "code": "filed",
        "slot": "kk",
        "title": "Kartu Keluarga",
        "part": 1,
        "attempt": 1,
        "choices": [],
        "message": "Terima kasih, Kartu Keluarga sudah terbaca. …",
    },
    "submission": SUBMISSION,
}

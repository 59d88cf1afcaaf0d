"""The card's line that says why an officer is asked, in the page's language."""

from collections.abc import Mapping

from sqlalchemy import RowMapping

from api.desk.blueprint import bp
from api.desk.pages.language import Words, in_language
from api.store.batches import Rank
from api.store.photos.queue_reasons import QueueReason
from precheck.answer.formats import percent

WHY_WORDS: Mapping[QueueReason, Words] = {
    QueueReason.VERDICT_DOUBTFUL: (
        "Mesin ragu: peluang terbaca {p}.",
        "The machine is unsure: {p} that it can be read.",
    ),
    QueueReason.NUMBER_DOUBTFUL: (
        "Fotonya terbaca, tetapi ada angka yang meragukan.",
        "The photo can be read, but digits of its number are doubtful.",
    ),
    QueueReason.NUMBER_UNREAD: (
        "Mesin tidak dapat membaca nomornya: peluang terbaca {p}.",
        "The machine cannot read the number: {p} that it can be read.",
    ),
    QueueReason.MACHINE_FAILED: (
        "Mesin gagal memeriksa foto ini.",
        "The machine failed on this photo.",
    ),
    QueueReason.FILE_UNREADABLE: ("Filenya tidak dapat dibuka.", "The file cannot be opened."),
    QueueReason.HANDED_OVER: (
        "Mesin yakin dengan hasilnya.",
        "The machine is sure of its verdict.",
    ),
    QueueReason.SAMPLED: (
        "Contoh acak untuk menguji mesin: nilailah sendiri.",
        "Drawn at random to test the machine: judge for yourself.",
    ),
    QueueReason.REFUSED_NUMBER: (
        "Foto ulang sudah pasti; ada angka yang meragukan.",
        "Another photo is surely needed; digits of the number are doubtful.",
    ),
    QueueReason.UNKNOWN_TYPE: (
        "Fotonya terbaca, tetapi jenis dokumennya tidak dikenali.",
        "The photo can be read, but its document is not recognised.",
    ),
    QueueReason.NUMBER_NOT_READ: (
        "Fotonya terbaca, tetapi nomornya belum terbaca.",
        "The photo can be read, but its number is not read.",
    ),
    QueueReason.SCREEN: (
        "Yang difoto tampaknya layar, padahal lembar asli diminta.",
        "This seems to be a photo of a screen, and originals are required.",
    ),
    QueueReason.CHOSEN: (
        "Seorang petugas memasukkannya ke antrean.",
        "An officer put it into the queue.",
    ),
    QueueReason.ATTEMPTS: (
        "Percobaan warga untuk dokumen ini sudah habis: warga menunggu kabar.",
        "The citizen's tries for this paper are used up: the citizen waits for an answer.",
    ),
    QueueReason.PARTS: (
        "Beberapa foto bersama-sama menjadi satu dokumen: apakah lengkap?",
        "Several photos together are one paper: is it complete?",
    ),
    QueueReason.RECEIVED: (
        "Diterima tanpa diminta ulang, walaupun mesin tidak yakin terbaca.",
        "Taken without asking again, though the machine is not sure that it can be read.",
    ),
}
FROM_BOT: Words = ("Diserahkan oleh bot.", "Handed over by the bot.")


@bp.app_template_global("why_asked")
def why_asked(photo: RowMapping) -> str | None:
    """Return why an officer is asked; None if nobody is, or it is not known."""
    reason = photo["queue_reason"]
    if reason is None or not photo["for_officer"]:
        return None
    said = in_language(*WHY_WORDS[QueueReason(reason)]).format(p=percent(photo["p_accept"]))
    by_bot = photo["rank"] == Rank.HANDOVER and photo["filing"] is None
    return f"{in_language(*FROM_BOT)} {said}" if by_bot else said

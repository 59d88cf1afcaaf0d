"""Recipients: the photos of one citizen, and the one message about all of them."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from api.desk.messages.phone import phone_of, whatsapp_link
from api.desk.pages.language import Words
from api.store.photos.search import FoundPhoto
from precheck.office.policy import Office

SEVERAL: Words = (
    "Ada {count} foto yang perlu dikirim ulang.",
    "{count} photos need to be taken again.",
)
PHOTO: Words = ("Foto", "Photo")
PAGE: Words = ("halaman", "page")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One citizen's photos with messages to send."""

    name: str
    """The chat's sender, else the reference, the folder or the file."""
    phone: str | None
    """Digits with country code; None if unknown."""
    photos: tuple[FoundPhoto, ...]
    message: str

    @property
    def link(self) -> str | None:
        """The address that opens WhatsApp with the message; None without a phone number."""
        return self.phone and whatsapp_link(self.phone, self.message)


def recipients(found: Iterable[FoundPhoto], office: Office) -> list[Recipient]:
    """Return the recipients in the order of their first photos.

    Photos with the same phone number belong together; without one, those with the same reference
    in the same batch and the same language.
    """
    groups: dict[Hashable, list[FoundPhoto]] = {}
    for one in found:
        groups.setdefault(_owner(one), []).append(one)
    return [_recipient(tuple(photos), office) for photos in groups.values()]


def combined_message(photos: tuple[FoundPhoto, ...], office: Office) -> str:
    """Return the message about photos of one language: each sentence once, with its photos.

    A single photo, or several with the same fault, need no list.
    """
    lang = photos[0].photo["batch_lang"]
    by_message: dict[str, list[str]] = {}
    for at, one in enumerate(photos, 1):
        label = _label(at, one, office)
        by_message.setdefault(str(one.photo["message"]), []).append(label)
    if len(photos) == 1:
        return next(iter(by_message))
    head = SEVERAL[lang == "en"].format(count=len(photos))
    if len(by_message) == 1:
        return f"{head} {next(iter(by_message))}"
    parts = (f"{PHOTO[lang == 'en']} {', '.join(of)}: {said}" for said, of in by_message.items())
    return "\n\n".join((head, *parts))


def _recipient(photos: tuple[FoundPhoto, ...], office: Office) -> Recipient:
    names = photos[0].names
    return Recipient(
        name=names.sender or names.reference or names.folder or names.file,
        phone=phone_of(names),
        photos=photos,
        message=combined_message(photos, office),
    )


def _owner(one: FoundPhoto) -> Hashable:
    lang, phone, names = one.photo["batch_lang"], phone_of(one.names), one.names
    if phone:
        return lang, phone
    return lang, one.photo["batch_id"], names.sender or names.reference or one.photo["id"]


def _label(at: int, one: FoundPhoto, office: Office) -> str:
    """Return a photo's number in the list with what it shows: `2 (Kartu Keluarga, halaman 3)`."""
    photo, lang = one.photo, one.photo["batch_lang"]
    type_ = photo["officer_type"] or photo["type"] or "other"
    shows = [] if type_ == "other" else [office.settings.texts[lang].documents[type_]]
    if photo["page"] > 1:
        shows.append(f"{PAGE[lang == 'en']} {photo['page']}")
    return f"{at} ({', '.join(shows)})" if shows else str(at)

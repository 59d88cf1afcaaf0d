"""Harnesses of what chat channels deliver and announce."""

import json
import math
from collections.abc import Callable
from urllib.parse import urlsplit

from api.callers.keys import read_given_key
from api.channels import deliveries
from api.channels.checksums import is_whole
from api.channels.cloud import parsing as cloud
from api.channels.deliveries import Delivery
from api.channels.signatures import BadSignature, require_signature
from api.channels.waha import parsing as waha
from api.desk.accounts.return_address import safe_address
from api.desk.messages.phone import normalised
from api.outgoing.calls import MAX_RETRY_AFTER_SECONDS, Answer
from api.outgoing.origins import origin
from api.store.database.vault import Vault
from tests.fuzz.guided.harness import Harness, text_of, utf8
from tests.servers import graph
from tests.servers import waha as waha_server

VAULT = Vault(bytes(32))


def _delivered(parse: Callable[[object], Delivery], data: bytes) -> None:
    """Whatever is delivered can be stored, and is read again as it came."""
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        return
    found = parse(content)
    for message in found.messages:
        new = deliveries._stored(message)
        assert math.isfinite(message.sent_at)
        assert new.mac(VAULT)
        assert new.address.mac(VAULT)
        assert (new.address.alias_mac(VAULT) is None) == (message.alias is None)
        assert VAULT.seal(new.address.sender.encode(), "conversation:1")
        sealed = VAULT.seal_json(dict(new.payload), "message:1")
        assert deliveries.incoming(VAULT.open_json(sealed, "message:1")) == message
    for status in found.statuses:
        assert len(status.reply_id) <= 26
        assert status.reply_id.isascii()
        assert "\0" not in status.reply_id + (status.error or "")
        assert status.error is None or (status.error.isascii() and len(status.error) <= 32)


def from_cloud(data: bytes) -> None:
    """A delivery of the Cloud API."""
    _delivered(cloud.delivery, data)


def from_waha(data: bytes) -> None:
    """A delivery of WAHA."""
    _delivered(waha.delivery, data)


def signature(data: bytes) -> None:
    """Only the HMAC of the body passes."""
    body, _, given = data.partition(b"\n")
    require_signature(body, text_of(given), graph.SECRET, "sha256")
    assert f"sha256={text_of(given)}" == graph.signature(body)


def header(data: bytes) -> None:
    """A wait is a number of seconds within its bound; a checksum fits or does not."""
    text = text_of(data)
    wait = Answer(429, {"Retry-After": text}, b"").retry_after
    assert wait is not None
    assert 0 <= wait <= MAX_RETRY_AFTER_SECONDS
    assert is_whole(b"x", text, None) in {True, False}


def address(data: bytes) -> None:
    """An address has one origin; a return address stays within the desk."""
    text = text_of(data)
    safe = safe_address(text)
    if safe is not None:
        parts = urlsplit(safe)
        assert (parts.scheme, parts.netloc) == ("", "")
        assert parts.path.startswith("/desk/")
    first = origin(text)
    assert origin(first) == first


def phone(data: bytes) -> None:
    """A phone number is digits, and the same when written with its country code."""
    found = normalised(text_of(data))
    if found is not None:
        assert found.isascii()
        assert found.isdigit()
        assert normalised(f"+{found}") == found


def key(data: bytes) -> None:
    """A key of the settings has a name, a hash and scopes."""
    found = read_given_key(text_of(data))
    assert found.name
    assert len(found.sha256) == 64
    assert found.scopes


def _cloud_seeds() -> list[bytes]:
    sent = (
        graph.messages(graph.text("wamid.1", at=1000), graph.image("wamid.2", "42", b"x", at=1000)),
        graph.messages(graph.choice("wamid.3", "kk", "KK", at=1000)),
        graph.messages(graph.message("4", type_="document", at=1, id="1", filename="kk.pdf")),
        graph.statuses({"status": "sent", "biz_opaque_callback_data": "01R"}),
        graph.statuses(
            {"status": "failed", "biz_opaque_callback_data": "01R", "errors": [{"code": 131047}]}
        ),
    )
    return [json.dumps(one).encode() for one in sent]


def _waha_seeds() -> list[bytes]:
    media = {"url": "http://waha/a.jpg", "mimetype": "image/jpeg", "filename": None}
    sent = (
        waha_server.message(body="halo", timestamp=1000),
        waha_server.message(hasMedia=True, media=media, timestamp=1000.5),
        waha_server.message(location={"latitude": 1}, timestamp=1000),
        waha_server.message(vCards=["x"], timestamp=1000),
    )
    return [json.dumps(one).encode() for one in sent]


def _signatures() -> list[bytes]:
    return [b"{}\n" + graph.signature(b"{}").removeprefix("sha256=").encode(), b"{}\nsha256=00"]


HASH = "0" * 64
HARNESSES = {
    "cloud": Harness(check=from_cloud, seeds=_cloud_seeds),
    "waha": Harness(check=from_waha, seeds=_waha_seeds),
    "webhook-signature": Harness(
        check=signature, seeds=_signatures, errors=(BadSignature,), max_bytes=200
    ),
    "header": Harness(
        check=header,
        seeds=utf8("120", "Wed, 21 Oct 2026 07:28:00 GMT", "ab" * 32, "LXEWQrcm+6w="),
        max_bytes=100,
    ),
    "address": Harness(
        check=address,
        seeds=utf8("https://graph.example:443/v23.0?a#b", "http://[::1]", "/desk/photos?page=2"),
        errors=(ValueError,),
        max_bytes=200,
    ),
    "phone": Harness(
        check=phone,
        seeds=utf8("+62 812 9000 9001", "0812-9000-9001", "+1 (202) 555 0100"),
        max_bytes=60,
    ),
    "key": Harness(
        check=key,
        seeds=utf8(HASH, f"bot:{HASH}", f"bot:{HASH}:check+metrics"),
        errors=(ValueError,),
        max_bytes=150,
    ),
}

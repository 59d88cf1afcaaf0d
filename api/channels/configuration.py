"""The channels file: which numbers there are, which service each serves, which hosts are called."""

import tomllib
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Literal, Self, cast
from urllib.parse import urlsplit

from flask import current_app
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationError,
    model_validator,
)

from api.channels.secrets import SecretFrom
from api.errors import first_fault
from api.outgoing.origins import origin
from precheck.errors import BadPolicy
from precheck.runtime.parallel import cores

EXTENSION = "precheck_channels"
"""Name of the channels among the application's extensions."""


def _base(url: str) -> str:
    if origin(url) and (urlsplit(url).query or urlsplit(url).fragment):
        raise ValueError("an address without ? and #")
    return url.rstrip("/")


BaseUrl = Annotated[str, AfterValidator(_base)]
Network = Annotated[IPv4Network | IPv6Network, PlainValidator(ip_network)]
Origin = Annotated[str, AfterValidator(origin)]


class Part(BaseModel):
    """A table in the channels file. Rejects unknown keys, infinity and NaN."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Template(Part):
    """An approved template with one parameter in its body, the text of the reply."""

    name: str = Field(pattern=r"^[a-z0-9_]{1,512}$")
    language: str = Field(default="id", pattern=r"^[a-z]{2,3}(_[A-Z]{2})?$")


class Number(Part):
    """A number of the office."""

    id: str = Field(min_length=1, max_length=200)
    """Phone number id of the Cloud API, or session of WAHA."""
    service: str | None = None
    """The service that it serves; none: citizens choose one."""
    line: str | None = Field(default=None, max_length=200)
    """Name of the line, for the desk and its figures."""
    lang: Literal["id", "en"] = "id"
    template: Template | None = None
    """Sent once 24 hours have passed since the citizen's message; without one such replies fail."""


class Cloud(Part):
    """The WhatsApp Cloud API."""

    app_secret: SecretFrom
    """Key of the signatures of deliveries."""
    verify_token: SecretFrom
    """Word that the console asks for."""
    token: SecretFrom
    """Access token of the system user."""
    graph: BaseUrl = "https://graph.facebook.com"
    version: str = Field(default="v23.0", pattern=r"^v\d+\.\d+$")
    media_hosts: tuple[Origin, ...] = (origin("https://lookaside.fbsbx.com"),)
    """Where media may be fetched."""
    numbers: tuple[Number, ...] = Field(min_length=1)

    @property
    def origins(self) -> frozenset[str]:
        """All that may be called."""
        return frozenset((origin(self.graph), *self.media_hosts))


class Waha(Part):
    """A WAHA server of the office."""

    url: BaseUrl
    key: SecretFrom
    """Sent as X-Api-Key."""
    hmac_key: SecretFrom
    """Key of the signatures of deliveries."""
    numbers: tuple[Number, ...] = Field(min_length=1)

    @property
    def origins(self) -> frozenset[str]:
        """All that may be called."""
        return frozenset((origin(self.url),))


class Demo(Part):
    """Numbers of the page /demo; nothing is called."""

    numbers: tuple[Number, ...] = Field(min_length=1)


class Channels(Part):
    """The whole file."""

    cloud: Cloud | None = None
    waha: Waha | None = None
    demo: Demo | None = None
    private_networks: tuple[Network, ...] = ()
    """Networks of the office that may be called although they are private."""
    workers: int = Field(default_factory=cores, ge=1)
    """Processes that handle messages."""
    confirm_seconds: float = Field(default=20.0, ge=0.1)
    """Time in which the channel may still report whether it accepted a reply."""
    conversation_hours: float = Field(default=72.0, gt=0)
    """Hours after its last message in which a conversation goes on."""

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.cloud is None and self.waha is None and self.demo is None:
            raise ValueError("holds neither [cloud] nor [waha]")
        for part in (self.cloud, self.waha):
            ids = [number.id for number in part.numbers] if part else []
            if len(set(ids)) < len(ids):
                raise ValueError(f"the number {max(ids, key=ids.count)} is there twice")
        return self

    @property
    def numbers(self) -> tuple[Number, ...]:
        """All numbers of the office."""
        parts = (self.cloud, self.waha, self.demo)
        return tuple(number for part in parts if part for number in part.numbers)

    def number(self, channel: str, id_: str) -> Number | None:
        """Return a number of the office; None for one that is not in the file."""
        part = {"cloud": self.cloud, "waha": self.waha, "demo": self.demo}.get(channel)
        numbers = part.numbers if part else ()
        return next((number for number in numbers if number.id == id_), None)


def in_app() -> Channels:
    """Return the channels of the application that answers this request."""
    return cast("Channels", current_app.extensions[EXTENSION])


def load(file: Path) -> Channels:
    """Load the file. Raises BadPolicy, naming file and key but no value."""
    try:
        return Channels.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise BadPolicy(f"{file}: {first_fault(error)}") from error
    except (OSError, ValueError, RecursionError) as error:  # TOML errors are ValueErrors
        raise BadPolicy(f"{file}: {error}.") from error

"""The service's settings: environment first, then a TOML file, then the defaults."""

import os
from pathlib import Path
from typing import Annotated, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import limits
from pydantic import (
    AliasChoices,
    BeforeValidator,
    Field,
    IPvAnyNetwork,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from api.addresses import ServerAddress, is_loopback
from api.callers.keys import GivenKey, Key, read_given_key
from api.errors import first_fault
from precheck.decode.guards import DEFAULT_GUARDS, Guards
from precheck.errors import BadPolicy
from precheck.runtime.parallel import cores

ENV_PREFIX = "PRECHECK_API_"
FILE_VARIABLE = f"{ENV_PREFIX}SETTINGS"
"""Environment variable that names the TOML file."""

DEFAULT_ZONE = ZoneInfo("Asia/Jakarta")

ORIGIN = r"^https://[^/?#\s;,']+$|^http://127\.0\.0\.1(:[0-9]+)?$"
"""Scheme and host: phones give their camera to pages over HTTPS alone, and to those of their own
machine."""


def _without_slash(address: object) -> object:
    return address.rstrip("/") if isinstance(address, str) else address


def _zone(name: object) -> object:
    """Return the time zone of a name such as Asia/Makassar."""
    if not isinstance(name, str):
        return name
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, ZoneInfoNotFoundError) as error:
        raise ValueError("no zone such as Asia/Jakarta, Asia/Makassar, Asia/Jayapura") from error


class Settings(BaseSettings):
    """The settings of the service."""

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX, extra="forbid", frozen=True, populate_by_name=True
    )

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    keys: Annotated[tuple[GivenKey, ...], NoDecode] = ()
    """NAME:SHA-256 or NAME:SHA-256:SCOPES of each caller's key; in the environment separated by
    commas."""
    policy: Path | None = Field(
        default=None, validation_alias=AliasChoices("policy", "PRECHECK_POLICY")
    )
    """The office's policy file, which changes rules."""
    services: Path | None = None
    """Folder of the office's own services, which replace those of the same name, and texts."""
    workers: int = Field(default_factory=cores, ge=1)
    threads: int = Field(default=16, ge=2)
    slots: int = Field(default=1, ge=1)
    """Photos that a process checks concurrently."""
    queue: int = Field(default=4, ge=0)
    """Callers that may wait in a process."""
    wait: float = Field(default=0.8, ge=0, le=10)
    """Seconds that a caller may have to wait; callers beyond are rejected at once."""
    silence: int = Field(default=30, ge=1)
    """Seconds that a connection may be silent within a request before it is closed."""
    max_bytes: int = Field(default=DEFAULT_GUARDS.max_bytes, ge=1_000)
    max_pixels: int = Field(default=DEFAULT_GUARDS.max_pixels, ge=1_000)
    rate: str = "600 per minute"
    """Rate limit of one caller; empty: none."""
    proxies: int = Field(default=0, ge=0, le=9)
    """Reverse proxies in front of the service, each of which adds the address of who called it."""
    rate_storage: ServerAddress | None = None
    """Redis that counts calls of all processes: redis://…; default: each process counts its own."""
    data: Path = Path("data")
    """Folder of the SQLite database and the secret."""
    database: ServerAddress | None = None
    """Address of the database: postgresql://…; default: SQLite in `data`."""
    secret_file: Path | None = None
    """File of 64 hex digits from which all keys are derived; default: created in `data`."""
    undecided_hours: int = Field(default=96, ge=1)
    """Hours after which an undecided photo of a batch expires."""
    application_days: int = Field(default=5, ge=0)
    """Working days after an officer closed an application until its pictures are deleted."""
    untouched_days: int = Field(default=2, ge=1)
    """Working days without a photo or an officer's act after which an application is an alarm."""
    undo_minutes: int = Field(default=10, ge=0)
    """Minutes after a decision until its picture is deleted; then it cannot be undone."""
    timezone: Annotated[ZoneInfo, BeforeValidator(_zone)] = DEFAULT_ZONE
    """The office's time zone, in which people see times and days; what is stored is in UTC."""
    retention_days: int = Field(default=90, ge=1)
    """Days after which results and checks are deleted."""
    learning_days: int = Field(default=365, ge=0)
    """Days after a decision until the features from which the service learns are erased."""
    suite_days: int = Field(default=0, ge=0)
    """Days after a decision in which its photo is kept as the office's suite; 0: none is."""
    suite_photos: int = Field(default=500, ge=1)
    """Maximum number of photos in it."""
    learn: bool = False
    """Whether the service learns every night from its officers' decisions, and proposes."""
    sample_share: float = Field(default=0.02, ge=0, le=1)
    """Share of the sure verdicts that officers review all the same."""
    sample_checks: bool = False
    """Whether photos of `/check` are sampled too, and stored with their pictures."""
    sure_at: float = Field(default=0.8, ge=0, le=1)
    """Minimum sureness of a verdict that needs no officer: 0 at the limit, 1 at p_accept 0 or 1."""
    batch_bytes: int = Field(default=100_000_000, ge=1_000)
    """Maximum size of one request that adds photos to a batch."""
    batch_photos: int = Field(default=20_000, ge=1)
    """Maximum number of photos in a batch."""
    batch_workers: int = Field(default_factory=cores, ge=0)
    """Worker processes for batches; 0: none on this machine."""
    batch_niceness: int = Field(default=10, ge=0, le=19)
    """Niceness of the workers: 19 is the lowest priority, 0 is normal."""
    lease_seconds: int = Field(default=30, ge=1)
    """Seconds after which a photo of an unresponsive worker is given to another."""
    metrics_port: int | None = Field(default=None, ge=1, le=65535)
    """Port of `/metrics` on a machine of workers; default: none. The service has its own."""
    broker: ServerAddress | None = None
    """Address of RabbitMQ, amqp://…; batches are then checked by Celery workers."""
    https: bool = False
    """Whether the desk is reached over HTTPS only; the cookie is then never sent without it."""
    idle_minutes: int = Field(default=30, ge=1, le=720)
    """Minutes without a request after which a person must sign in again."""
    oidc_issuer: str | None = Field(default=None, pattern=r"^https://|^http://127\.")
    """Address of the OpenID Connect provider by which people may sign in at the desk."""
    oidc_client_id: str | None = None
    oidc_client_secret: SecretStr | None = None
    """Name and password of the desk at the provider; a public client has no password."""
    oidc_claim: str = "preferred_username"
    """The provider's claim that is the account's name; people must not be able to change it."""
    channels: Path | None = None
    """File of the chat channels."""
    public_url: Annotated[str | None, BeforeValidator(_without_slash)] = Field(
        default=None, pattern=ORIGIN
    )
    """Address at which citizens' phones reach the service; without it no camera link is made."""
    camera_hours: int = Field(default=48, ge=1, le=720)
    """Hours after which a camera link expires."""
    camera_embedders: Annotated[tuple[Annotated[str, Field(pattern=ORIGIN)], ...], NoDecode] = ()
    """Origins whose pages may show the camera page in a frame; in the environment separated by
    commas."""
    demo: bool = True
    """Whether `/demo` lets anybody try the chat; never where there are keys."""
    callback_url: str | None = Field(default=None, pattern=r"^https?://")
    """URL to which officers' decisions on hand-overs are posted."""
    callback_networks: Annotated[tuple[IPvAnyNetwork, ...], NoDecode] = ()
    """Private networks to which the host of `callback_url` may lead; in the environment separated
    by commas. An address that the URL itself names needs no mention."""
    callback_secret: SecretStr | None = None
    """Key of the callbacks' signature."""

    @field_validator("keys", "callback_networks", "camera_embedders", mode="before")
    @classmethod
    def _split(cls, listed: object) -> object:
        if isinstance(listed, str):
            return [one.strip() for one in listed.split(",") if one.strip()]
        return listed

    @field_validator("rate")
    @classmethod
    def _valid_rate(cls, rate: str) -> str:
        if rate:
            limits.parse(rate)
        return rate

    @model_validator(mode="after")
    def _check_combinations(self) -> Self:
        if self.oidc_issuer and not self.oidc_client_id:
            raise ValueError("oidc_issuer needs oidc_client_id, the desk's name at the provider")
        if self.callback_url and not self.callback_secret:
            raise ValueError("callback_url needs callback_secret, which signs what is posted")
        if self.broker and not self.broker.get_secret_value().startswith(("amqp://", "amqps://")):
            raise ValueError("broker: not an address such as amqp://…")
        return self

    @property
    def given_keys(self) -> tuple[Key, ...]:
        """The keys of the settings."""
        return tuple(read_given_key(text) for text in self.keys)

    @property
    def way_in(self) -> str | None:
        """What lets others than this machine call; None: nothing does.

        A proxy passes on calls of others, although the service listens on this machine alone.
        """
        if not is_loopback(self.host):
            return self.host or "every address"
        return "a proxy" if self.proxies else None

    @property
    def guards(self) -> Guards:
        """The guards of a picture's size."""
        return Guards(max_bytes=self.max_bytes, max_pixels=self.max_pixels)

    @property
    def database_url(self) -> str:
        """The address of the database in use."""
        if self.database:
            return self.database.get_secret_value()
        return f"sqlite:///{self.data / 'precheck.db'}"

    @property
    def secret(self) -> Path:
        """The file of the secret in use."""
        return self.secret_file or self.data / "secret"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic's signature
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read arguments first, then the environment, then the TOML file."""
        file = os.environ.get(FILE_VARIABLE)
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, file)


def load(**given: object) -> Settings:
    """Load the settings. Raises BadPolicy, naming the setting and the error."""
    _reject_unknown()
    file = os.environ.get(FILE_VARIABLE)
    if file and not Path(file).is_file():
        raise BadPolicy(f"{FILE_VARIABLE}: there is no file {file}.")
    try:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic checks what is given
    except ValidationError as error:
        raise BadPolicy(first_fault(error)) from error
    except (OSError, ValueError) as error:
        raise BadPolicy(f"{file}: {error}.") from error


def _reject_unknown() -> None:
    names = (name for name in Settings.model_fields if name != "policy")
    known = {FILE_VARIABLE, *(ENV_PREFIX + name.upper() for name in names)}
    if unknown := {name for name in os.environ if name.startswith(ENV_PREFIX)} - known:
        raise BadPolicy(f"unknown setting {min(unknown)}; known: {', '.join(sorted(known))}.")

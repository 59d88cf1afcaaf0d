"""The service's own settings: environment first, then a TOML file, then the defaults.

What an office changes of the *rules* stands in the file that PRECHECK_POLICY names.
"""

import ipaddress
import os
from pathlib import Path
from typing import Annotated, Self

import limits
from pydantic import (
    AfterValidator,
    AliasChoices,
    Field,
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

from precheck.decode import GUARDS
from precheck.errors import BadPolicy
from precheck.parallel import cores

PREFIX = "PRECHECK_API_"
FILE = f"{PREFIX}SETTINGS"
"""Environment variable that names the TOML file."""

DESK = "desk"
"""Who owns the desk's own batches: no caller's name."""


def _not_the_desk(key: str) -> str:
    if key.startswith(f"{DESK}:"):
        raise ValueError(f"no caller may be named {DESK}")
    return key


Key = Annotated[
    str, Field(pattern=r"^([A-Za-z0-9_-]{1,32}:)?[0-9a-f]{64}$"), AfterValidator(_not_the_desk)
]
"""SHA-256 of a key, in hex, as `precheck-api key new` prints it; the caller's name before it."""


class Settings(BaseSettings):
    """Where the service listens, who may call it and how much it takes."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, extra="forbid", frozen=True, populate_by_name=True
    )

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    keys: Annotated[tuple[Key, ...], NoDecode] = ()
    """Who may call: NAME:SHA-256 of each key. In the environment separated by commas."""
    policy: Path | None = Field(
        default=None, validation_alias=AliasChoices("policy", "PRECHECK_POLICY")
    )
    workers: int = Field(default_factory=cores, ge=1)
    threads: int = Field(default=16, ge=2)
    slots: int = Field(default=1, ge=1)
    """Photos a worker checks at the same time."""
    queue: int = Field(default=4, ge=0)
    """Callers a worker lets wait for their turn."""
    wait: float = Field(default=0.8, ge=0, le=10)
    """Seconds a caller waits before it is told to come back."""
    silence: int = Field(default=30, ge=1)
    """Seconds that a caller may be silent in the midst of a request; then its thread is freed."""
    max_bytes: int = Field(default=GUARDS.max_bytes, ge=1_000)
    max_pixels: int = Field(default=GUARDS.max_pixels, ge=1_000)
    rate: str = "600 per minute"
    """Calls that one caller may make; empty: as many as it likes."""
    rate_storage: SecretStr | None = None
    """Where calls are counted for all processes: redis://…; default: each process for itself."""
    data: Path = Path("data")
    """Folder of the SQLite database and the secret."""
    database: SecretStr | None = None
    """Address of another database: postgresql://…; default: SQLite in `data`."""
    secret_file: Path | None = None
    """64 hex digits, from which all keys are derived; default: made in `data`."""
    undecided_hours: int = Field(default=96, ge=1)
    """Hours that a picture waits for a decision."""
    undo_minutes: int = Field(default=10, ge=0)
    """Minutes after a decision during which it can be undone, its picture still there."""
    retention_days: int = Field(default=90, ge=1)
    """Days that results and checks are kept."""
    sample_share: float = Field(default=0.02, ge=0, le=1)
    """Share of sure verdicts that officers see all the same."""
    sample_checks: bool = False
    """Whether such a share of `/check` is kept with its pictures too, like a batch's."""
    sure_at: float = Field(default=0.8, ge=0, le=1)
    """From which sureness a verdict needs no officer: 0 at the limit, 1 farthest from doubt."""
    batch_bytes: int = Field(default=100_000_000, ge=1_000)
    """Of one request that adds photos to a batch."""
    batch_photos: int = Field(default=20_000, ge=1)
    """Photos that a batch may hold."""
    batch_workers: int = Field(default_factory=cores, ge=0)
    """Processes for batches; 0: none here."""
    batch_niceness: int = Field(default=10, ge=0, le=19)
    """How far they step back behind everything else: 19 the farthest, 0 not at all."""
    lease_seconds: int = Field(default=30, ge=1)
    """Seconds after which a worker that no longer answers loses its photo to another."""
    broker: SecretStr | None = None
    """Address of RabbitMQ, amqp://…: batches are then worked by Celery workers."""
    https: bool = False
    """Whether people reach the desk over HTTPS only: the cookie then never travels without it."""
    idle_minutes: int = Field(default=30, ge=1, le=720)
    """Minutes without a call, after which somebody at the desk signs in anew."""
    callback_url: str | None = None
    """Where officers' decisions on hand-overs are posted."""
    callback_secret: SecretStr | None = None
    """What signs them."""

    @field_validator("keys", mode="before")
    @classmethod
    def _split(cls, keys: object) -> object:
        return (
            [key.strip() for key in keys.split(",") if key.strip()]
            if isinstance(keys, str)
            else keys
        )

    @field_validator("rate")
    @classmethod
    def _understood(cls, rate: str) -> str:
        if rate:
            limits.parse(rate)
        return rate

    @model_validator(mode="after")
    def _no_open_door(self) -> Self:
        if not self.keys and not is_loopback(self.host):
            raise ValueError(
                f"listening on {self.host} lets others call: make a key with 'precheck-api key new'"
                f" and give its SHA-256 as {PREFIX}KEYS"
            )
        return self

    @model_validator(mode="after")
    def _signed_callback(self) -> Self:
        if self.callback_url and not self.callback_secret:
            raise ValueError("callback_url needs callback_secret, which signs what is posted")
        return self

    @property
    def database_url(self) -> str:
        """The database's address."""
        return (
            self.database.get_secret_value()
            if self.database
            else f"sqlite:///{self.data / 'precheck.db'}"
        )

    @property
    def secret(self) -> Path:
        """The secret's file."""
        return self.secret_file or self.data / "secret"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic's shape
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic's shape
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read arguments, then the environment, then the TOML file."""
        toml = TomlConfigSettingsSource(settings_cls, os.environ.get(FILE))
        return init_settings, env_settings, toml


def load(**given: object) -> Settings:
    """Read the settings. Raises BadPolicy, naming the setting and what is wrong with it."""
    _refuse_unknown()
    file = os.environ.get(FILE)
    if file and not Path(file).is_file():
        raise BadPolicy(f"{FILE}: there is no file {file}.")
    try:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic checks what is given
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadPolicy(f"{where}: {first['msg']}." if where else f"{first['msg']}.") from error
    except (OSError, ValueError) as error:
        raise BadPolicy(f"{file}: {error}.") from error


def _refuse_unknown() -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields if name != "policy"} | {FILE}
    asked = {name for name in os.environ if name.startswith(PREFIX)}
    if unknown := asked - known:
        raise BadPolicy(f"unknown setting {min(unknown)}; known: {', '.join(sorted(known))}.")


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach the host."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

"""The commands `precheck-api key`."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import click

from api.callers.keys import Key, check_name, new_key
from api.callers.scopes import ALL_SCOPES, Scope, write_scopes
from api.commands.stores import OPERATOR, open_store, writing
from api.settings import ENV_PREFIX, load
from api.store import api_keys, audit_trail

DAY_SECONDS = 86_400
SCOPE_HELP = "What it allows; may be repeated. Default: everything."


@click.group()
def key() -> None:
    """Keys for callers."""


@key.command("new")
@click.argument("name", required=False)
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    type=click.Choice([str(one) for one in Scope]),
    help=SCOPE_HELP,
)
@click.option("--days", type=click.IntRange(min=1), help="Valid for so long. Default: for ever.")
def make_key(name: str | None, scopes: tuple[str, ...], days: int | None) -> None:
    """Make a key for the caller NAME and show it once; it takes effect within seconds.

    Several keys may have the same NAME: replace a key by making the next, then revoking the first.
    Without NAME nothing is stored: the key's SHA-256 is shown, to be set as PRECHECK_API_KEYS.
    """
    text, sha256 = new_key()
    allowed = frozenset(map(Scope, scopes)) or ALL_SCOPES
    if name is None:
        if days is not None:
            raise click.UsageError("--days needs NAME: only stored keys expire.")
        _show_for_settings(text, sha256, allowed)
        return
    try:
        check_name(name)
    except ValueError as error:
        raise click.UsageError(f"NAME: {error}.") from error
    now = time.time()
    expires = None if days is None else now + days * DAY_SECONDS
    made = Key(name=name, sha256=sha256, scopes=allowed, expires_at=expires)
    with writing() as connection:
        id_ = api_keys.add(connection, made, now)
        detail = {"name": name, "scopes": write_scopes(allowed)}
        audit_trail.add(connection, OPERATOR, "add_key", id_, detail)
    click.echo(f"key: {text}")
    click.echo(f"id:  {id_}")
    click.echo("It is shown only now. From now on every call needs a key.", err=True)


def _show_for_settings(text: str, sha256: str, scopes: frozenset[Scope]) -> None:
    setting = sha256 if scopes == ALL_SCOPES else f"NAME:{sha256}:{write_scopes(scopes)}"
    click.echo(f"key:     {text}")
    click.echo(f"SHA-256: {sha256}")
    click.echo(
        f"The caller sends 'Authorization: Bearer {text[:7]}…'. Set for the service:", err=True
    )
    click.echo(f"{ENV_PREFIX}KEYS={setting} (several: separated by commas).", err=True)


@key.command("revoke")
@click.argument("id_", metavar="ID")
def revoke_key(id_: str) -> None:
    """Revoke the key ID, as `precheck-api key list` shows it, within seconds and for ever."""
    with writing() as connection:
        if not api_keys.revoke(connection, id_, time.time()):
            raise click.ClickException(f"There is no key {id_} that is not revoked already.")
        audit_trail.add(connection, OPERATOR, "revoke_key", id_)
    click.echo(f"{id_} is revoked.")


@key.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_keys(*, as_json: bool) -> None:
    """Show all keys, without their secrets: those of the database, then those of the settings."""
    with open_store() as store, store.reading() as connection:
        rows = [ListedKey.of(one, time.time()) for one in api_keys.every(connection)]
    rows += [ListedKey.of(one, time.time()) for one in load().given_keys]
    if as_json:
        click.echo(json.dumps([row.as_dict() for row in rows]))
        return
    for row in rows or ():
        click.echo("  ".join(row.columns()))
    if not rows:
        click.echo("There is no key.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedKey:
    """One row of the list."""

    id: str | None
    """None for a key of the settings."""
    name: str
    scopes: str
    state: str
    """valid, expired or revoked."""
    expires: str | None
    """Day; None: never."""
    last_used: str | None
    """Day; None: never, or not noted, as for keys of the settings."""

    @classmethod
    def of(cls, one: Key, now: float) -> "ListedKey":
        """Return the row of a key."""
        expires = one.expires_at
        return cls(
            id=one.id,
            name=one.name,
            scopes=write_scopes(one.scopes),
            state=one.why_invalid(now) or "valid",
            expires=None
            if expires is None
            else datetime.fromtimestamp(expires, UTC).date().isoformat(),
            last_used=one.last_used_on,
        )

    def as_dict(self) -> dict[str, str | None]:
        """Return the row as JSON."""
        return {name: getattr(self, name) for name in self.__slots__}

    def columns(self) -> Iterator[str]:
        """Yield the row's texts in columns."""
        yield f"{self.id or 'from the settings':26}"
        yield f"{self.name:16}"
        yield f"{self.state:7}"
        yield f"expires {self.expires or 'never':10}"
        yield f"last used {self.last_used or '–':10}"
        yield self.scopes

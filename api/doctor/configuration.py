"""Examines settings, the office's rules, and the secret."""

import os
import stat
from pathlib import Path

from api.addresses import is_loopback
from api.doctor.finding import Finding, fail, ok, warn
from api.settings import FILE_VARIABLE, Settings, load
from api.store.database.secret_file import load_secret
from precheck.errors import BadPolicy
from precheck.office.policy import Office

FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO
"""Permissions of anybody but the owner."""
MAKE_WRITABLE = "Correct owner and permissions of the folder, or name another."
"""Advice where a file cannot be created."""


def can_create(file: Path) -> bool:
    """Return whether this user can create the file, with the folders that are missing."""
    nearest = next(one for one in file.absolute().parents if one.exists())
    return nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)


def settings() -> tuple[Finding, Settings | None]:
    """Examine the settings; return them too if they are valid."""
    try:
        found = load()
    except BadPolicy as error:
        return fail(
            "settings", str(error), "Correct the setting; docs/settings.md lists all."
        ), None
    file = os.environ.get(FILE_VARIABLE)
    if file and _is_open(Path(file)):
        advice = f"It may hold passwords: chmod 600 {file}"
        return warn("settings", f"{file} is readable by others", advice), found
    return ok("settings", f"valid, from the environment{f' and {file}' if file else ''}"), found


def _is_open(file: Path) -> bool:
    """Return whether others than its owner can read a file of settings.

    Root's file may be read by this user's own group: so Debian keeps settings of a service.
    """
    info = file.stat()
    of_root = info.st_uid == 0 and info.st_gid == os.getgid() and os.getuid() != 0
    allowed = stat.S_IRGRP if of_root else 0
    return bool(info.st_mode & FOR_OTHERS & ~allowed)


def policy(settings: Settings) -> Finding:
    """Examine the office's rules, with the document types and texts that they change."""
    try:
        office = Office.load(settings.policy)
    except BadPolicy as error:
        file = str(error).partition(": ")[0]  # the office's own, a document type's or the texts'
        return fail("policy", str(error), f"Correct {file}.")
    if office.settings.mode == "advise":
        advice = "No citizen is asked for another photo. Remove the mode when verdicts are trusted."
        return warn("policy", 'mode = "advise"', advice)
    return ok("policy", office.policy)


def secret(settings: Settings) -> Finding:
    """Examine the file of the secret, without creating it."""
    path = settings.secret
    if path.exists():
        return _judge_secret(path)
    if not can_create(path):
        return fail("secret", f"{path} is not there and cannot be created", MAKE_WRITABLE)
    advice = "The first start creates it. On a further machine, copy the first one's here."
    return warn("secret", f"{path} is not there", advice)


def _judge_secret(path: Path) -> Finding:
    """Judge a file that is there: who can read it, and what it holds."""
    info = path.stat()
    mounted = info.st_uid != os.getuid() and info.st_mode & FOR_OTHERS == stat.S_IRGRP
    if info.st_mode & FOR_OTHERS and not mounted:
        return fail("secret", f"{path} is readable by others", f"chmod 600 {path}")
    try:
        load_secret(path)
    except BadPolicy:
        advice = "Restore it from the backup: without it nothing in the database can be read."
        return fail("secret", f"{path} does not hold 64 hex digits, or cannot be read", advice)
    if mounted:
        advice = "So Kubernetes mounts a Secret; anywhere else: chmod 600."
        return warn("secret", f"{path} is readable by its group", advice)
    if info.st_uid != os.getuid():
        return warn(
            "secret", f"{path} belongs to another user", "Run the doctor as the service's user."
        )
    return ok("secret", f"{path}, readable by its owner alone")


def https(settings: Settings) -> Finding:
    """Examine whether sessions of the desk may travel unencrypted."""
    if settings.https:
        return ok("https", "the desk's session is sent over HTTPS only")
    if is_loopback(settings.host):
        return ok("https", "not set; the service listens on this machine alone")
    advice = "Put a proxy with TLS in front and set https = true."
    return warn("https", "sessions of the desk may travel unencrypted", advice)

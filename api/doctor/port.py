"""Examines the port: free, the service's own, or another program's."""

import re
import socket

import requests

from api.doctor.finding import Finding, fail, ok
from api.settings import Settings
from api.store.database.faults import ADVICE, WRITABLE, Fault

READY_TIMEOUT_SECONDS = 5


def port(settings: Settings) -> Finding:
    """Examine the port: free, or the service's own."""
    where = f"{settings.host}:{settings.port}"
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            return _taken(settings, where, error)
    return ok("port", f"{where} is free")


def _taken(settings: Settings, where: str, error: OSError) -> Finding:
    host = re.sub(r"^(0\.0\.0\.0|::)$", "localhost", settings.host)
    try:
        url = f"http://{f'[{host}]' if ':' in host else host}:{settings.port}/health/ready"
        answer = requests.get(url, timeout=READY_TIMEOUT_SECONDS, allow_redirects=False)
        body = answer.json()
    except (requests.RequestException, ValueError):
        return fail("port", f"{where}: {error.strerror}", "Set another port, or end what has it.")
    if answer.ok and body.get("status") == "ready":
        storage = body.get("storage", WRITABLE)
        if storage in set(Fault):
            advice = ADVICE[Fault(storage)]
            return fail("port", f"the service at {where} stores nothing: {storage}", advice)
        return ok("port", f"the service answers at {where} and is ready")
    return fail("port", f"{where} answers: {body.get('code')}", f"{body.get('detail')}")

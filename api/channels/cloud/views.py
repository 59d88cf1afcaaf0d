"""`GET` and `POST /channels/cloud`: the address that the Meta console asks for."""

import hmac
import json

from apiflask import APIBlueprint
from flask import Response, request

from api.channels import configuration, deliveries
from api.channels.cloud import parsing
from api.channels.configuration import Channels, Cloud
from api.channels.signatures import MAX_DELIVERY_BYTES, BadSignature, require_signature
from api.http.logs import log
from api.service import service

bp = APIBlueprint("cloud", __name__, url_prefix="/channels/cloud", enable_openapi=False)


@bp.get("")
def verified() -> Response:
    """Echo the challenge of the console if it knows the verify token."""
    given = request.args.get("hub.verify_token", "").encode()
    expected = _settings()[1].verify_token.get_secret_value().encode()
    if request.args.get("hub.mode") != "subscribe" or not hmac.compare_digest(given, expected):
        raise BadSignature("The verify token is not the one of the channels file.")
    return Response(request.args.get("hub.challenge", ""), mimetype="text/plain")


@bp.post("")
def delivered() -> Response:
    """Store a signed delivery; the work comes afterwards."""
    request.max_content_length = MAX_DELIVERY_BYTES
    channels, cloud = _settings()
    body = request.get_data(cache=False)
    given = request.headers.get("X-Hub-Signature-256", "")
    require_signature(
        body, given.removeprefix("sha256="), cloud.app_secret.get_secret_value(), "sha256"
    )
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        log.warning("delivery is not JSON")
        return Response(status=200)
    deliveries.store(service().store, channels, parsing.delivery(content))
    return Response(status=200)


def _settings() -> tuple[Channels, Cloud]:
    channels = configuration.in_app()
    assert channels.cloud is not None
    return channels, channels.cloud

"""`GET` and `POST /channels/cloud`: the address that the Meta console asks for."""

import hmac

from apiflask import APIBlueprint
from flask import Response, request

from api.channels import configuration, deliveries
from api.channels.cloud import parsing
from api.channels.configuration import Channels, Cloud
from api.channels.signatures import BadSignature, signed_content
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
    channels, cloud = _settings()
    given = request.headers.get("X-Hub-Signature-256", "").removeprefix("sha256=")
    content = signed_content(request, given, cloud.app_secret.get_secret_value(), "sha256")
    deliveries.store(service().store, channels, parsing.delivery(content))
    return Response(status=200)


def _settings() -> tuple[Channels, Cloud]:
    channels = configuration.in_app()
    assert channels.cloud is not None
    return channels, channels.cloud

"""`POST /channels/waha`: the webhook of a WAHA session."""

import json

from apiflask import APIBlueprint
from flask import Response, request

from api.channels import configuration, deliveries
from api.channels.signatures import MAX_DELIVERY_BYTES, require_signature
from api.channels.waha import parsing
from api.http.logs import log
from api.service import service

bp = APIBlueprint("waha", __name__, url_prefix="/channels/waha", enable_openapi=False)


@bp.post("")
def delivered() -> Response:
    """Store a signed delivery; the work comes afterwards."""
    request.max_content_length = MAX_DELIVERY_BYTES
    channels = configuration.in_app()
    assert channels.waha is not None
    body = request.get_data(cache=False)
    key = channels.waha.hmac_key.get_secret_value()
    require_signature(body, request.headers.get("X-Webhook-Hmac"), key, "sha512")
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        log.warning("delivery is not JSON")
        return Response(status=200)
    deliveries.store(service().store, channels, parsing.delivery(content))
    return Response(status=200)

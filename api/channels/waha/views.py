"""`POST /channels/waha`: the webhook of a WAHA session."""

from apiflask import APIBlueprint
from flask import Response, request

from api.channels import configuration, deliveries
from api.channels.signatures import signed_content
from api.channels.waha import parsing
from api.service import service

bp = APIBlueprint("waha", __name__, url_prefix="/channels/waha", enable_openapi=False)


@bp.post("")
def delivered() -> Response:
    """Store a signed delivery; the work comes afterwards."""
    channels = configuration.in_app()
    assert channels.waha is not None
    key = channels.waha.hmac_key.get_secret_value()
    content = signed_content(request, request.headers.get("X-Webhook-Hmac"), key, "sha512")
    deliveries.store(service().store, channels, parsing.delivery(content))
    return Response(status=200)

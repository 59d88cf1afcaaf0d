"""The blueprint that all views of the desk hang on."""

from apiflask import APIBlueprint

bp = APIBlueprint("desk", "api", url_prefix="/desk", enable_openapi=False)

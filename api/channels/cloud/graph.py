"""Calls of the Graph API with the office's token."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from api.channels.configuration import Cloud
from api.outgoing.calls import MAX_JSON_BYTES, Answer, Caller


@dataclass(frozen=True, slots=True)
class Graph:
    """The Graph API of one configuration."""

    settings: Cloud
    caller: Caller

    def url(self, *parts: str) -> str:
        """Return the address of a node or edge."""
        path = "/".join(quote(part, safe="") for part in (self.settings.version, *parts))
        return f"{self.settings.graph}/{path}"

    def get(self, url: str, *, seconds: float, max_bytes: int | None = None) -> Answer:
        """Get an address. Raises Refused, NoAnswer."""
        limit = MAX_JSON_BYTES if max_bytes is None else max_bytes
        return self.caller.call("GET", url, headers=self._headers, max_bytes=limit, seconds=seconds)

    def post(self, url: str, **content: Any) -> Answer:
        """Post to an edge. Raises Refused, NoAnswer."""
        return self.caller.call("POST", url, headers=self._headers, **content)

    def error_code(self, answer: Answer) -> int | None:
        """Return the code of an answer that reports an error."""
        error = answer.object.get("error")
        code = error.get("code") if isinstance(error, dict) else None
        return code if isinstance(code, int) else None

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.settings.token.get_secret_value()}"}

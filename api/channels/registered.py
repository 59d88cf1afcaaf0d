"""The dialogue that the product speaks in its channels."""

from collections.abc import Callable

from api.channels.messages import Dialogue
from api.work.context import WorkerContext

DialogueFactory = Callable[[WorkerContext], Dialogue]
"""Opens the dialogue in a worker process; a function of a module, as it is passed to processes."""

DIALOGUE: DialogueFactory | None = None
"""None: there is none, and a service with channels refuses to start."""

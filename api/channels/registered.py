"""The dialogue that the product speaks in its channels."""

from collections.abc import Callable

from api.channels.dialogue.citizen import open_dialogue
from api.channels.messages import Dialogue
from api.work.context import WorkerContext

DialogueFactory = Callable[[WorkerContext], Dialogue]
"""Opens the dialogue in a worker process; a function of a module, as it is passed to processes."""

DIALOGUE: DialogueFactory | None = open_dialogue

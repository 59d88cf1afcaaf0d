"""A dialogue that says what it got, and remembers it."""

from api.channels.messages import Reply


class Echo:
    """Repeats each message; `failures` raise in phase one, `commits` in phase two."""

    def __init__(self):
        self.failures, self.commits, self.prepared = [], [], []

    def prepare(self, _conversation, incoming, media):
        self.prepared.append((incoming, media))
        if self.failures:
            raise self.failures.pop(0)
        size = "" if media is None else f" {len(media)} bytes"
        return self._saying(f"{incoming.kind}: {incoming.text}{size}")

    def excuse(self, _conversation, incoming, problem):
        if self.failures:
            raise self.failures.pop(0)
        return self._saying(f"{incoming.kind}: {problem}")

    def _saying(self, text):
        def commit(_connection, conversation, incoming, _media):
            if self.commits:
                raise self.commits.pop(0)
            if incoming.text == "hapus":
                conversation.forget()
                return [Reply(text="forgotten")]
            conversation.state.setdefault("seen", []).append(incoming.message_id)
            buttons = (("kk", "Kartu Keluarga"), ("ktp", "KTP")) if incoming.text == "menu" else ()
            return [Reply(text=text, buttons=buttons)]

        return commit


def open_echo(_context):
    return Echo()

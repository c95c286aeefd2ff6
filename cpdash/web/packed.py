"""Streamlit's own files, packed once: packed anew for everyone who opens a page, they would hold up all others.

A first visit asks for some hundred of them, about half a second of packing while nobody else's page is drawn.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from dataclasses import dataclass, field

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

WORTH = 1024
"""Bytes below which packing saves nothing."""

KINDS = ("text/", "application/javascript", "application/json", "image/svg+xml")
"""Kinds of content that get smaller; pictures and fonts are packed already."""

MOST = 1000
"""Files that are kept: more than there are, and not as many as there are ways to write their addresses."""

ASIDE = frozenset({"range", "if-none-match", "if-modified-since"})
"""Headers of questions that a whole file is no answer to."""


class Packed:
    """Answers for a file below /static/ with what was packed when it was first asked for.

    The names of these files change with their content, so an answer stays right as long as the program runs.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._kept: dict[str, list[Message]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept; have the file packed and kept where it is not."""
        if not _is_asked(scope):
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        if path not in self._kept:
            whole = _Whole()
            plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            await self.app({**scope, "headers": plain}, receive, whole.take)
            if not whole.is_file:
                await _sent(whole.messages, send)
                return
            answer = whole.packed()
            if len(self._kept) < MOST:
                self._kept[path] = answer
        else:
            answer = self._kept[path]
        await _sent(answer, send)


@dataclass
class _Whole:
    """An answer that is gathered before it goes on."""

    messages: list[Message] = field(default_factory=list)

    async def take(self, message: Message) -> None:
        """Take one message of the answer."""
        self.messages.append(message)

    @property
    def is_file(self) -> bool:
        """Whether it is a file, and not a refusal or a redirection."""
        return bool(self.messages) and self.messages[0].get("status") == 200

    def packed(self) -> list[Message]:
        """Return the answer in two messages, packed where that makes it smaller."""
        start = {**self.messages[0], "headers": list(self.messages[0]["headers"])}
        body = b"".join(message.get("body", b"") for message in self.messages[1:])
        found = MutableHeaders(scope=start)
        if len(body) >= WORTH and found.get("content-type", "").startswith(KINDS):
            body = gzip.compress(body, mtime=0)
            found["content-encoding"] = "gzip"
            found["content-length"] = str(len(body))
        found.add_vary_header("Accept-Encoding")
        return [start, {"type": "http.response.body", "body": body}]


def _is_asked(scope: Scope) -> bool:
    """Return whether a whole file below /static/ is asked for by someone who can unpack it."""
    if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith("/static/"):
        return False
    asked = Headers(scope=scope)
    return "gzip" in asked.get("accept-encoding", "") and not ASIDE & {*asked.keys()}


async def _sent(messages: Iterable[Message], send: Send) -> None:
    for message in messages:
        await send(dict(message))

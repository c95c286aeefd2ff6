"""Streamlit's files are packed once, and what is sent is what the file holds."""

from __future__ import annotations

import asyncio
import gzip

import pytest
from starlette.types import Message, Receive, Scope, Send

from cpdash.web.packed import MOST, WORTH, Packed

SCRIPT = b"const long = 1;\n" * WORTH


class Behind:
    """What stands behind: it counts how often it is asked, and never packs."""

    def __init__(self, body: bytes, kind: bytes, status: int) -> None:
        self.body, self.kind, self.status, self.asked = body, kind, status, list[list[bytes]]()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked.append([name for name, _ in scope["headers"]])
        headers = [(b"content-type", self.kind), (b"content-length", str(len(self.body)).encode())]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        half = len(self.body) // 2
        await send({"type": "http.response.body", "body": self.body[:half], "more_body": True})
        await send({"type": "http.response.body", "body": self.body[half:]})


class Asking:
    """Asks for files and keeps what was answered."""

    def __init__(self, body: bytes = SCRIPT, kind: bytes = b"text/javascript", status: int = 200) -> None:
        self.behind = Behind(body, kind, status)
        self.packed = Packed(self.behind)

    def ask(
        self, path: str = "/static/js/a.js", *more: tuple[bytes, bytes], method: str = "GET", takes: bytes = b"gzip, br"
    ) -> tuple[int, dict[bytes, bytes], bytes]:
        """Return status, headers and body."""
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request"}

        async def send(message: Message) -> None:
            sent.append(message)

        headers = [(b"host", b"x"), (b"accept-encoding", takes), *more]
        scope = {"type": "http", "method": method, "path": path, "headers": headers}
        asyncio.run(self.packed(scope, receive, send))
        body = b"".join(message.get("body", b"") for message in sent[1:])
        return sent[0]["status"], dict(sent[0]["headers"]), body


def test_a_file_is_packed_once_and_is_whole() -> None:
    asking = Asking()
    first, second = asking.ask(), asking.ask()
    assert first == second
    status, headers, body = first
    assert (status, headers[b"content-encoding"], gzip.decompress(body)) == (200, b"gzip", SCRIPT)
    assert int(headers[b"content-length"]) == len(body) < len(SCRIPT)
    assert headers[b"vary"] == b"Accept-Encoding"
    assert asking.behind.asked == [[b"host"]]


@pytest.mark.parametrize(("body", "kind"), [(b"x" * (WORTH - 1), b"text/css"), (SCRIPT, b"font/woff2")])
def test_what_packing_makes_no_smaller_is_sent_as_it_is(body: bytes, kind: bytes) -> None:
    _, headers, sent = Asking(body, kind).ask()
    assert sent == body
    assert b"content-encoding" not in headers


def test_who_cannot_unpack_gets_the_file_itself() -> None:
    asking = Asking()
    asking.ask()
    assert asking.ask(takes=b"identity")[2] == SCRIPT


@pytest.mark.parametrize(
    ("path", "method", "more"),
    [
        ("/overview", "GET", ()),
        ("/static/js/a.js", "HEAD", ()),
        ("/static/js/a.js", "GET", ((b"range", b"bytes=0-9"),)),
        ("/static/js/a.js", "GET", ((b"if-none-match", b"x"),)),
    ],
)
def test_anything_else_is_passed_on_as_it_was_asked(
    path: str, method: str, more: tuple[tuple[bytes, bytes], ...]
) -> None:
    asking = Asking()
    for _ in range(2):
        assert asking.ask(path, *more, method=method)[2] == SCRIPT
    assert len(asking.behind.asked) == 2
    assert b"accept-encoding" in asking.behind.asked[0]


def test_a_refusal_is_not_kept() -> None:
    asking = Asking(status=404)
    assert asking.ask()[0] == 404
    asking.behind.status = 200
    assert asking.ask()[0] == 200


def test_the_memory_that_it_takes_has_an_end() -> None:
    asking = Asking(b"short")
    for at in range(MOST + 5):
        assert asking.ask(f"/static/{'./' * at}a.js")[2] == b"short"
    assert len(asking.packed._kept) == MOST

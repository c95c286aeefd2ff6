"""The style sheet is in every page that is answered, and in nothing else."""

from __future__ import annotations

import asyncio
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir

from cpdash.web.dressed import PARTS, Dressed, dress
from cpdash.web.guard_headers import policy

PAGE = [b"<html><body><div id='root'></div>", b"</body></html>"]


def answered(
    kind: bytes, path: str = "/overview", status: int = 200, more: tuple[tuple[bytes, bytes], ...] = ()
) -> tuple[list[Message], list[bytes]]:
    """Ask for a path that is answered in two parts; return the messages sent, and the headers that were asked with."""
    asked: list[bytes] = []
    sent: list[Message] = []

    async def behind(scope: Scope, receive: Receive, send: Send) -> None:
        asked.extend(name for name, _ in scope["headers"])
        length = str(sum(map(len, PAGE))).encode()
        found = [(b"content-type", kind), (b"content-length", length), (b"etag", b"old"), *more]
        await send({"type": "http.response.start", "status": status, "headers": found})
        await send({"type": "http.response.body", "body": PAGE[0], "more_body": True})
        await send({"type": "http.response.body", "body": PAGE[1]})

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "GET", "path": path, "headers": [(b"host", b"x"), (b"accept-encoding", b"gzip")],
    }  # fmt: skip
    asyncio.run(Dressed(behind)(scope, receive, send))
    return sent, asked


def test_a_page_has_the_style_sheet_at_its_end() -> None:
    (start, body), asked = answered(b"text/html; charset=utf-8")
    headers = dict(start["headers"])
    assert body["body"] == PAGE[0] + dress() + PAGE[1]
    assert int(headers[b"content-length"]) == len(body["body"])
    assert b"etag" not in headers
    assert asked == [b"host"]
    assert dress().count(b"<style>") == dress().count(b"</style>") == 1


def test_a_page_has_our_scripts_as_the_policy_knows_them() -> None:
    scripts = re.findall(r"<script>(.*?)</script>", dress().decode(), re.DOTALL)
    assert len(scripts) == 2
    for script in scripts:
        assert b64encode(sha256(script.encode()).digest()).decode() in policy()


@pytest.mark.parametrize(
    ("kind", "status", "more"),
    [
        (b"text/csv", 200, ()),
        (b"text/html", 404, ()),
        (b"text/html", 200, ((b"content-encoding", b"gzip"),)),
    ],
)
def test_nothing_else_is_changed(kind: bytes, status: int, more: tuple[tuple[bytes, bytes], ...]) -> None:
    sent, _ = answered(kind, status=status, more=more)
    assert [one.get("body") for one in sent] == [None, *PAGE]
    assert dict(sent[0]["headers"])[b"etag"] == b"old"


def test_a_script_of_streamlits_is_passed_on_as_it_was_asked_for() -> None:
    sent, asked = answered(b"text/javascript", "/static/js/index.js")
    assert [one.get("body") for one in sent] == [None, *PAGE]
    assert b"accept-encoding" in asked


@pytest.mark.parametrize("part", PARTS)
def test_streamlit_has_each_part_once(part: str) -> None:
    found = [path.name for path in Path(get_static_dir(), "static", "js").glob(f"{part}.*.js")]
    assert len(found) == 1
    assert found[0].encode() in dress()

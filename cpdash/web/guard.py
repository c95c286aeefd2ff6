"""What stands before the dashboard: whom it answers, on which addresses, and what every answer says to the browser.

One piece of ASGI middleware, outermost, so that whatever Streamlit or a later middleware answers goes through it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose
from streamlit.proto.BackMsg_pb2 import BackMsg

from cpdash.web.guard_headers import NOT_KEPT, headers

CORE = "_stcore"
WANTED = frozenset({"health", "host-config", "stream"})
"""What a page needs of Streamlit's own addresses. The others take uploads, give figures of the process, serve other
people's components, or let a program drive the dashboard: none of that is offered here."""

UNWANTED = frozenset({"component", "app"})
"""First parts of addresses that serve components and files of the script's folder, of which there are none."""

METHODS = frozenset({"GET", "HEAD"})
"""The dashboard only shows. A reader's choices travel over the websocket."""

ORDERS = frozenset(
    {"clear_cache", "set_run_on_save", "load_git_info", "debug_disconnect_websocket", "debug_shutdown_runtime",
     "file_urls_request"}
)  # fmt: skip
"""What a reader's browser could ask of Streamlit and ours does not: to forget what is kept for everyone, to tell of the
program's checkout, to take a file. Such a message goes no further."""

_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[\w.-]+)(?::\d+)?", re.ASCII)

KEPT = ("/static/",)
"""Streamlit's scripts and fonts, whose names change with their content: the browser may keep those."""


class Guard:
    """Refuses what the dashboard does not offer, and puts the headers on whatever it does answer.

    `hosts` are the names that the dashboard is reached by, without a port. A page elsewhere that has its own name
    point to this machine (DNS rebinding) comes with another and is refused.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self.app = app
        self.hosts = frozenset(host.casefold() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request or handshake, or pass it on."""
        if scope["type"] == "http":
            await self._answer(scope, receive, _with_headers(scope["path"], send))
        elif scope["type"] == "websocket" and not self._may_connect(Headers(scope=scope)):
            await WebSocketClose(1008)(scope, receive, send)
        elif scope["type"] == "websocket":
            await self.app(scope, _without_orders(receive), send)
        else:
            await self.app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = self._refused(scope)
        if refused:
            await PlainTextResponse(refused[1], refused[0])(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _refused(self, scope: Scope) -> tuple[int, str] | None:
        """Return the status and the sentence with which a request is refused, or None for one that is answered."""
        given = Headers(scope=scope)
        if not self._is_here(given):
            return 400, "This dashboard is not known by that name. CPDASH_ALLOWED_HOSTS lists the names it has."
        if scope["method"] not in METHODS:
            return 405, "This dashboard only shows."
        if given.get("content-length", "0") != "0" or "transfer-encoding" in given:
            return 413, "This dashboard takes no files."
        return None if _offered(scope["path"]) else (404, "Not found.")

    def _is_here(self, given: Headers) -> bool:
        return len(given.getlist("host")) == 1 and name_of(given["host"]) in self.hosts

    def _may_connect(self, given: Headers) -> bool:
        # A browser always says which page opens a websocket: only a page of this server may.
        origin = given.get("origin")
        return self._is_here(given) and origin is not None and urlsplit(origin).netloc == given["host"]


def _without_orders(receive: Receive) -> Receive:
    async def received() -> Message:
        message = await receive()
        while _orders(message):
            message = await receive()
        return message

    return received


def _orders(message: Message) -> bool:
    try:
        return BackMsg.FromString(message.get("bytes") or b"").WhichOneof("type") in ORDERS
    except DecodeError:
        return False  # Streamlit says what it says to that


async def failed(_: Request, __: Exception) -> PlainTextResponse:
    """Answer a request that a fault ended: nothing of the fault, and the headers. The log has the rest."""
    return PlainTextResponse("Something went wrong.", 500, headers={**headers(), "cache-control": NOT_KEPT})


def name_of(host: str) -> str:
    """Return the name in a Host header without its port, or nothing for what is no name; IPv6 keeps its brackets."""
    found = _HOST.fullmatch(host)
    return found[1].casefold() if found else ""


def _offered(path: str) -> bool:
    parts = [part for part in path.split("/") if part]
    if CORE in parts:
        return parts[-2:-1] == [CORE] and parts[-1] in WANTED
    return not (parts and parts[0] in UNWANTED)


def _with_headers(path: str, send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            _put(message, path)
        await send(message)

    return sent


def _put(message: MutableMapping[str, Any], path: str) -> None:
    found = MutableHeaders(scope=message)
    found.update(headers())
    if not (path.startswith(KEPT) and message["status"] < 400):
        found["cache-control"] = NOT_KEPT

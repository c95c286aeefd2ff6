"""What stands before the dashboard: names, methods, addresses, bodies, websockets, and the headers of every answer."""

from __future__ import annotations

import asyncio
import tomllib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path
from socket import create_connection
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from cpdash.settings import PROJECT, Settings
from cpdash.web.guard import Guard, failed, name_of
from cpdash.web.guard_headers import headers, policy
from tests.servers_for_tests import serving
from tests.snapshot_for_tests import publish_tiny

HERE = "dash.example.org"
SECRET = "what is behind the guard"


async def behind(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        return
    kept = [(b"cache-control", b"public, max-age=99"), (b"x-frame-options", b"ALLOWALL")]
    await send({"type": "http.response.start", "status": 200, "headers": kept})
    await send({"type": "http.response.body", "body": SECRET.encode()})


@dataclass(frozen=True)
class Answer:
    sent: list[Message]

    @property
    def status(self) -> int:
        return int(self.sent[0]["status"])

    @property
    def body(self) -> str:
        return b"".join(one.get("body", b"") for one in self.sent[1:]).decode()

    def header(self, name: str) -> list[str]:
        return [value.decode() for key, value in self.sent[0]["headers"] if key.decode().lower() == name]


def asked(path: str = "/", given: Mapping[str, str] | None = None, **scope: Any) -> Answer:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    raw = [(name.encode(), text.encode()) for name, text in ({"host": HERE} | dict(given or {})).items()]
    whole = {"type": "http", "method": "GET", "path": path, "headers": raw, "query_string": b""} | scope
    asyncio.run(Guard(behind, [HERE, "[::1]"])(whole, receive, send))
    return Answer(sent)


@pytest.mark.parametrize("host", [HERE, f"{HERE}:8501", HERE.upper(), "[::1]", "[::1]:8501"])
def test_the_dashboard_answers_to_its_names_with_any_port(host: str) -> None:
    assert asked(given={"host": host}).body == SECRET


@pytest.mark.parametrize(
    "host",
    ["evil.example", f"{HERE}.evil.example", f"evil.{HERE}", f"{HERE}@evil.example", f"evil.example/{HERE}", "",
     f"{HERE}:x", f"{HERE}:80:80", "[::1]evil", "[::1", f" {HERE}", "127.0.0.1"],
)  # fmt: skip
def test_another_name_is_refused(host: str) -> None:
    answer = asked(given={"host": host})
    assert (answer.status, SECRET in answer.body) == (400, False)


def test_a_request_without_a_name_or_with_two_is_refused() -> None:
    for raw in ([], [(b"host", HERE.encode()), (b"host", HERE.encode())]):
        assert asked(headers=raw).status == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"])
def test_only_reading_is_offered(method: str) -> None:
    assert asked(method=method).status == 405


@pytest.mark.parametrize("given", [{"content-length": "1"}, {"content-length": "x"}, {"transfer-encoding": "chunked"}])
def test_a_request_that_brings_a_body_is_refused_before_it_is_read(given: Mapping[str, str]) -> None:
    assert asked(given=given).status == 413


@pytest.mark.parametrize("path", ["/", "/indicator", "/media/1.csv", "/static/js/x.js", "/oauth2callback", "/app.js"])
def test_pages_and_their_parts_are_answered(path: str) -> None:
    assert asked(path).body == SECRET


@pytest.mark.parametrize("path", ["/_stcore/health", "/_stcore/host-config", "/_stcore/stream", "/x/_stcore/health"])
def test_what_a_page_needs_of_streamlit_is_answered(path: str) -> None:
    assert asked(path).body == SECRET


@pytest.mark.parametrize(
    "path",
    ["/_stcore/metrics", "/_stcore/message", "/_stcore/upload_file/a/b", "/_stcore/script-health-check", "/_stcore",
     "/_stcore/", "/_stcore/bidi-components/x/y.js", "/_stcore/agent/interact", "/_stcore/agent/openapi.json",
     "/_stcore/agent/mcp", "/_stcore//metrics", "/x/_stcore/metrics", "/_stcore/health/metrics", "/component/x/y.html",
     "/app/static/x", "//component/x", "/_stcore/_stcore/metrics", "/_stcore/health/../metrics"],
)  # fmt: skip
def test_what_no_page_needs_of_streamlit_is_not_there(path: str) -> None:
    assert asked(path).status == 404


@pytest.mark.parametrize("path", ["/", "/_stcore/metrics", "/static/js/x.js", "/media/1.csv"])
def test_every_answer_carries_every_header_once_whatever_was_set_behind(path: str) -> None:
    answer = asked(path)
    assert {name: answer.header(name) for name in headers()} == {name: [text] for name, text in headers().items()}


def test_a_refusal_carries_them_too() -> None:
    for answer in (asked(given={"host": "evil.example"}), asked(method="POST")):
        assert answer.header("content-security-policy") == [policy()]
        assert answer.header("cache-control") == ["no-store"]


def test_pages_and_downloads_are_not_kept_and_scripts_are() -> None:
    assert asked("/").header("cache-control") == ["no-store"]
    assert asked("/media/1.csv").header("cache-control") == ["no-store"]
    assert asked("/static/js/x.js").header("cache-control") == ["public, max-age=99"]


def test_a_fault_says_nothing_of_itself_and_has_the_headers() -> None:
    answer = asyncio.run(failed(Request({"type": "http"}), ValueError("E1234567")))
    assert (answer.status_code, answer.body) == (500, b"Something went wrong.")
    assert headers().items() <= dict(answer.headers).items()


def test_the_policy_names_every_script_of_ours_by_its_content_and_opens_no_door() -> None:
    rules = {name: rest.split() for name, *_, rest in (part.partition(" ") for part in policy().split("; "))}
    assert rules["default-src"] == ["'none'"]
    for path in (PROJECT / "cpdash/web").glob("*.js"):
        named = b64encode(sha256(path.read_bytes()).digest()).decode()
        assert f"'sha256-{named}'" in rules["script-src"]
    allowed = {source for sources in rules.values() for source in sources if not source.startswith("'sha256-")}
    assert allowed == {"'none'", "'self'", "'unsafe-inline'", "data:"}
    assert [name for name, sources in rules.items() if "'unsafe-inline'" in sources] == ["style-src"]
    assert {name for name, sources in rules.items() if "data:" in sources} == {"img-src", "font-src"}
    assert {rules[name][0] for name in ("base-uri", "form-action", "frame-ancestors")} == {"'none'"}


@pytest.mark.parametrize(
    ("origin", "opens"),
    [(f"https://{HERE}", True), (f"http://{HERE}", True), ("https://evil.example", False), ("null", False),
     (f"https://{HERE}.evil.example", False), (f"https://{HERE}:444", False), (f"https://{HERE}@evil.example", False),
     (None, False)],
)  # fmt: skip
def test_only_a_page_of_this_server_opens_a_websocket(origin: str | None, opens: bool) -> None:
    answer = asked("/_stcore/stream", {"origin": origin} if origin else {}, type="websocket")
    assert [one["type"] for one in answer.sent] == ["websocket.accept" if opens else "websocket.close"]


def test_a_websocket_by_another_name_is_refused_though_its_page_has_that_name_too() -> None:
    answer = asked("/_stcore/stream", {"host": "evil.example", "origin": "http://evil.example"}, type="websocket")
    assert answer.sent[0]["type"] == "websocket.close"


@pytest.mark.parametrize(
    ("sent", "passes"),
    [
        (BackMsg(clear_cache=True), False),
        (BackMsg(set_run_on_save=True), False),
        (BackMsg(load_git_info=True), False),
        (BackMsg(debug_shutdown_runtime=True), False),
        (BackMsg(stop_script=True), True),
        (BackMsg(app_heartbeat=True), True),
    ],
)
def test_a_reader_gives_the_server_no_orders(sent: BackMsg, passes: bool) -> None:
    waiting = [sent.SerializeToString(), b"\xff not a message", None]

    async def receive() -> Message:
        return {"type": "websocket.receive", "bytes": waiting.pop(0)}

    got: list[bytes | None] = []

    async def open_door(_: Scope, receive: Receive, __: Send) -> None:
        while not got or got[-1]:
            got.append((await receive())["bytes"])

    async def send(_: Message) -> None:
        pass

    raw = [(b"host", HERE.encode()), (b"origin", f"https://{HERE}".encode())]
    asyncio.run(Guard(open_door, [HERE])({"type": "websocket", "path": "/", "headers": raw}, receive, send))
    assert got == [*([sent.SerializeToString()] if passes else []), b"\xff not a message", None]


def test_a_name_is_what_stands_before_the_port() -> None:
    assert [name_of(one) for one in ("a.b:1", "A.B", "[::1]:2", "", "a:b", "a b")] == [
        "a.b",
        "a.b",
        "[::1]",
        "",
        "",
        "",
    ]


def test_the_names_come_from_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().hosts == ("127.0.0.1", "localhost", "[::1]")
    monkeypatch.setenv("CPDASH_ALLOWED_HOSTS", " dash.example.org, ,10.0.0.1 ")
    assert Settings().hosts == ("dash.example.org", "10.0.0.1")


def test_streamlit_is_told_to_tell_nothing_take_nothing_and_serve_nothing_more() -> None:
    told = tomllib.loads((PROJECT / ".streamlit/config.toml").read_text("utf-8"))
    wanted: dict[str, dict[str, object]] = {
        "server": {
            "address": "127.0.0.1", "enableStaticServing": False, "enableCORS": True, "enableXsrfProtection": True,
            "maxUploadSize": 1, "maxMessageSize": 10, "enableAgentApi": False, "enableWebsocketCompression": False,
            "showEmailPrompt": False, "xsrfCookieSameSite": "strict",
        },
        "browser": {"gatherUsageStats": False},
        "client": {"showErrorDetails": "none", "showErrorLinks": False, "toolbarMode": "viewer"},
    }  # fmt: skip
    assert all(told[part].items() >= options.items() for part, options in wanted.items())
    assert not {"trustedUserHeaders", "corsAllowedOrigins", "scriptHealthCheckEnabled"} & told["server"].keys()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("data")
    publish_tiny(data)
    with serving(PROJECT / "app.py", {"CPDASH_DATA": str(data)}) as running:
        yield urlsplit(running.url).netloc


def requested(server: str, path: str, method: str = "GET", body: bytes | None = None, **given: str) -> tuple[int, Any]:
    connection = HTTPConnection(server, timeout=20)
    connection.request(method, path, body=body, headers=given)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.headers


def a_script() -> str:
    page = Path(get_static_dir(), "index.html").read_text("utf-8")
    return page.split('src=".', 1)[1].split('"', 1)[0]


def test_the_running_dashboard_answers_with_the_headers_on_pages_scripts_and_refusals(server: str) -> None:
    for path, status in (("/", 200), ("/indicator", 200), (a_script(), 200), ("/_stcore/health", 200),
                         ("/_stcore/metrics", 404), ("/media/none.csv", 404), ("/static/none.js", 200)):  # fmt: skip
        got, given = requested(server, path)
        assert (path, got) == (path, status)
        assert all(given.get_all(name) == [text] for name, text in headers().items())
        assert ("immutable" in given["Cache-Control"]) == path.startswith("/static/js/")


def test_the_running_dashboard_offers_nothing_that_no_page_needs(server: str) -> None:
    for path in ("/_stcore/metrics", "/_stcore/agent/openapi.json", "/component/x/index.html", "/app/static/x"):
        assert requested(server, path)[0] == 404
    assert requested(server, "/_stcore/upload_file/a/b", "PUT", b"x" * 100)[0] == 405
    assert requested(server, "/_stcore/agent/interact", "POST", b"{}")[0] == 405
    assert requested(server, "/", Host="evil.example")[0] == 400


def shaken_hands(server: str, origin: str, host: str) -> int:
    """Return the status with which the server answers a websocket's handshake; 101 opens it."""
    name, port = server.split(":")
    try:
        with connect(
            f"ws://{host}/_stcore/stream", sock=create_connection((name, int(port))), origin=Origin(origin),
            subprotocols=[Subprotocol("streamlit")],
        ) as opened:  # fmt: skip
            return opened.response.status_code if opened.response else 0
    except InvalidStatus as refused:
        return refused.response.status_code


def test_the_running_dashboard_opens_a_websocket_for_its_own_page_and_for_no_other(server: str) -> None:
    assert shaken_hands(server, f"http://{server}", server) == 101
    assert shaken_hands(server, "http://evil.example", server) == 403
    assert shaken_hands(server, "http://evil.example", "evil.example") == 403

"""From where the dashboard may be reached when nobody signs in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message, Scope

from cpdash.errors import NotForOthers
from cpdash.settings import Settings, loopback
from cpdash.web.reach import OwnMachine, refuse
from tests.unit.web.test_signin_rules import SIGN_IN

Make = Callable[..., Settings]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Make the settings of a machine with or without full detail."""

    def settings(*, detailed: bool = False, **given: Any) -> Settings:
        (tmp_path / "snapshots").mkdir(exist_ok=True)
        if detailed:
            (tmp_path / "snapshots" / "20260101T000000Z-00000000.service.duckdb").touch()
        return Settings(data=tmp_path, **given)

    return settings


@pytest.mark.parametrize(
    "address", ["0.0.0.0", "::", "10.0.0.7", "dashboard.example.org", "localhost", "::1", "", None]
)
def test_a_role_of_the_command_line_is_for_this_machine_only(make: Make, address: str | None) -> None:
    for role in ("service", "steward"):
        with pytest.raises(NotForOthers, match=r"127\.0\.0\.1"):
            refuse(address, make(role=role))
        refuse("127.0.0.1", make(role=role, detailed=True))


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "10.0.0.7", "dashboard.example.org", "", None])
def test_full_detail_is_not_for_others_where_nobody_signs_in(make: Make, address: str | None) -> None:
    refuse(address, make())
    with pytest.raises(NotForOthers, match="sign-in"):
        refuse(address, make(detailed=True))
    refuse(address, make(detailed=True, **SIGN_IN))
    refuse("::1", make(detailed=True))


def answer(scope: Scope, settings: Settings) -> list[Message]:
    told: list[Message] = []

    async def send(message: Message) -> None:
        told.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    asyncio.run(OwnMachine(PlainTextResponse("figures"), settings)(scope, receive, send))
    return told


@pytest.mark.parametrize("server", [("10.0.0.7", 8501), ("::ffff:10.0.0.7", 8501), None])
def test_whoever_comes_from_elsewhere_is_refused_whatever_the_server_was_told(make: Make, server: Any) -> None:
    asked = {"type": "http", "method": "GET", "path": "/", "headers": [], "server": server}
    [start, body] = answer(asked, make(detailed=True))
    assert (start["status"], b"figures" in body["body"]) == (403, False)
    [closed] = answer({**asked, "type": "websocket"}, make(detailed=True))
    assert closed["type"] == "websocket.close"


def test_whoever_is_at_this_machine_is_answered(make: Make) -> None:
    asked = {"type": "http", "method": "GET", "path": "/", "headers": [], "server": ("127.0.0.1", 8501)}
    assert answer({**asked, "server": ("10.0.0.7", 8501)}, make())[0]["status"] == 200
    assert answer(asked, make(detailed=True, role="service"))[0]["status"] == 200


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True), ("localhost.example.org", False),
     ("127.0.0.1.example.org", False), ("0.0.0.0", False), ("", False), (None, False)],
)  # fmt: skip
def test_only_this_machines_own_names_are_its_own(host: str | None, own: bool) -> None:
    assert loopback(host) is own

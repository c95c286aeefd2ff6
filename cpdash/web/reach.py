"""From where the dashboard may be reached when nobody signs in: this machine only, unless all it has is released."""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from cpdash.errors import NotForOthers
from cpdash.settings import Settings, loopback
from cpdash.store.snapshots import has_detail

HERE = "127.0.0.1"


def refuse(address: str | None, settings: Settings) -> None:
    """Raise NotForOthers where a server must not listen on an address with these settings."""
    if settings.signs_in or address == HERE:
        return
    if settings.role:
        raise NotForOthers(
            f"A role given on the command line (CPDASH_ROLE) is for one's own machine: the address is {HERE} then, "
            f"not {address or 'every one'}. For others, set up sign-in."
        )
    if not loopback(address) and has_detail(settings.snapshots):
        raise NotForOthers(
            f"Nobody signs in, and full detail of a snapshot is on this machine: the address is {HERE} then, "
            f"not {address or 'every one'}. Set up sign-in (CPDASH_SIGNIN_...), or keep only *.public.duckdb here."
        )


class OwnMachine:
    """Refuses whoever comes from elsewhere where `refuse` would have, whichever server runs the application.

    What a server listens on cannot always be known when it starts; where a connection came in can.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request or handshake, or pass it on."""
        refused = self._refused(scope)
        if refused and scope["type"] == "websocket":
            await WebSocketClose(1008)(scope, receive, send)
        elif refused:
            await PlainTextResponse(refused, 403)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _refused(self, scope: Scope) -> str:
        if scope["type"] not in ("http", "websocket"):
            return ""
        came_in_at = (scope.get("server") or ("",))[0]
        try:
            refuse(HERE if loopback(came_in_at) else came_in_at, self.settings)
        except NotForOthers as error:
            return str(error)
        return ""

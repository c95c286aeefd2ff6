"""The addresses of signing in, round Streamlit's own: they remember the view, and end a sign-in that is not renewed.

Streamlit sends everyone who signed in to the start, keeps their cookie for 30 days, and leaves an old one in place when
the provider says no. Here the view comes back, the cookie ends with the browser, and a no signs out.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote, urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.url_util import make_url_path
from streamlit.user_info import generate_login_redirect_url
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from cpdash.settings import Settings
from cpdash.web.signin import RENEWAL, holds_until, name_of
from cpdash.web.signin_view import known_view

SIGN_IN = "sign-in"
"""Our address that a sign-in begins at: `to` is the view to come back to, `renew` asks without a prompt."""

VIEW, OUTCOME = "cpdash_view", "cpdash_signin"
"""Cookies of a few minutes: the view to come back to, and how the last sign-in ended: "failed", or when it was made."""

FAILED = "failed"
PATIENCE = 600
"""Seconds that someone may take to sign in."""

_LIFETIME = re.compile(r"; (max-age|expires)=[^;]*", re.IGNORECASE)


class SignIn:
    """Answers the address that sign-in begins at, and looks after what Streamlit answers at its own."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings
        self.base = str(config.get_option("server.baseUrlPath") or "")
        self.secure = str(settings.signin_redirect).startswith("https:")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or pass it on."""
        path = scope.get("path", "") if scope["type"] == "http" and self.settings.signs_in else ""
        if path == self._at(SIGN_IN):
            await self._begin(Request(scope))(scope, receive, send)
        elif path in (self._at("auth/login"), self._at("oauth2callback")):
            await self.app(scope, receive, self._ending(Request(scope), send))
        elif path.startswith(self._at("media/")) and not self._is_in(Request(scope)):
            await PlainTextResponse("Sign in first.", 403)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _begin(self, request: Request) -> Response:
        provider = RENEWAL if "renew" in request.query_params else "default"
        answer = RedirectResponse(generate_login_redirect_url(provider), 302)
        self._keep(answer, VIEW, quote(known_view(request.query_params.get("to", ""))), PATIENCE)
        return answer

    def _is_in(self, request: Request) -> bool:
        claims = claims_in(request.cookies)
        return holds_until(claims, time.time(), self.settings.signin_minutes) > time.time()

    def _ending(self, request: Request, send: Send) -> Send:
        """Return a sender that puts right how Streamlit ends a step of signing in."""
        replaced = False

        async def sent(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start":
                answer = self._instead(request, message)
                if answer is not None:
                    replaced = True
                    await answer(request.scope, request.receive, send)
            if not replaced:
                await send(message)

        return sent

    def _instead(self, request: Request, message: Message) -> Response | None:
        """Return what is answered instead of what Streamlit would; None where that stays, put right in place."""
        headers = MutableHeaders(scope=message)
        to_provider = request.url.path.endswith("auth/login")
        if to_provider and message["status"] == 302 and "response_type=" in headers.get("location", ""):
            self._hint(request, headers)
            return None
        cookies = headers.getlist("set-cookie")
        signed_in = any(re.match(rf"{USER_COOKIE_NAME}=[^;\" ]", one) for one in cookies)
        if not (signed_in or to_provider or {"code", "error"} & request.query_params.keys()):
            return None  # back from signing out at the provider
        return self._back(request, cookies if signed_in else [])

    def _back(self, request: Request, cookies: list[str]) -> Response:
        """Return the way back to the view: with the cookies of the one who signed in, or with none left."""
        view = known_view(unquote(request.cookies.get(VIEW, "")))
        answer = RedirectResponse(self._at(view), 302)
        for one in cookies:
            kept = _LIFETIME.sub("", one) if "max-age=0" not in one.casefold() else one
            answer.headers.append("set-cookie", kept + ("; Secure" if self.secure else ""))
        for name in () if cookies else request.cookies:
            if name.startswith(USER_COOKIE_NAME):
                self._keep(answer, name, "", 0)
        self._keep(answer, VIEW, "", 0)
        self._keep(answer, OUTCOME, str(int(time.time())) if cookies else FAILED, 60)
        return answer

    def _hint(self, request: Request, headers: MutableHeaders) -> None:
        # Someone with several accounts at the provider would have to choose, which without a prompt is a no.
        name = name_of(claims_in(request.cookies))
        if name and "prompt=none" in headers["location"]:
            headers["location"] += "&" + urlencode({"login_hint": name})

    def _keep(self, answer: Response, name: str, value: str, seconds: int) -> None:
        path = "/" + self.base.strip("/")
        answer.set_cookie(name, value, seconds, path=path, secure=self.secure, httponly=True, samesite="lax")

    def _at(self, path: str) -> str:
        return make_url_path(self.base, path)


def claims_in(cookies: Mapping[str, str]) -> dict[str, Any]:
    """Return what the provider said of whoever sends these cookies; nothing where they were not signed here."""
    found = _get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME)
    return dict(json.loads(found)) if found else {}

"""A real OpenID Connect provider on 127.0.0.1, in a process of its own, that remembers who signed in as they all do.

The provider is oidc-provider-mock; here it gets what it lacks: a session, and so an answer to prompt=none.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from http.cookies import SimpleCookie
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlencode
from urllib.request import Request, urlopen

from tests.servers_for_tests import free_port, running, wait_for

COOKIE = "provider_session"
Start = Callable[..., Any]


class Provider:
    """The provider as a test sees it: its address, and the people it knows."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.metadata = f"{url}/.well-known/openid-configuration"

    def knows(self, person: str, **claims: object) -> None:
        """Have it say this of a person from now on."""
        self._ask("PUT", f"/users/{person}", json.dumps(claims).encode())

    def forgets_everyone(self) -> None:
        """End every session of everyone who signed in at it."""
        self._ask("POST", "/forget", b"")

    def _ask(self, method: str, path: str, body: bytes) -> None:
        request = Request(self.url + path, body, {"content-type": "application/json"}, method=method)
        with urlopen(request, timeout=10):
            pass


@contextmanager
def providing() -> Iterator[Provider]:
    """Run the provider until the end of the block."""
    port = free_port()
    with running([sys.executable, "-W", "ignore", "-m", "tests.provider_for_tests", str(port)], {}) as process:
        url = f"http://localhost:{port}"  # another site than 127.0.0.1, as a provider is
        wait_for(f"{url}/.well-known/openid-configuration", process)
        yield Provider(url)


class Remembering:
    """The provider with a session for everyone who signs in at it."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self.app = app
        self.sessions: dict[str, str] = {}

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/forget":
            self.sessions.clear()
            start("204 No Content", [])
            return []
        if environ["PATH_INFO"] != "/oauth2/authorize":
            return self.app(environ, start)
        asked = {name: values[0] for name, values in parse_qs(environ["QUERY_STRING"]).items()}
        if environ["REQUEST_METHOD"] == "GET" and asked.get("prompt") == "none":
            return self._silently(asked, environ, start)
        return self._shown(environ, start)

    def _silently(self, asked: Mapping[str, str], environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        held = SimpleCookie(environ.get("HTTP_COOKIE", "")).get(COOKIE)
        person = self.sessions.get(held.value) if held else None
        if person is None:
            said = urlencode({"error": "login_required", "state": asked["state"]})
            start("302 Found", [("Location", f"{asked['redirect_uri']}?{said}")])
            return []
        body = urlencode({"sub": person}).encode()
        rest = urlencode({name: value for name, value in asked.items() if name != "prompt"})
        return self.app(environ | _form(body) | {"QUERY_STRING": rest}, start)

    def _shown(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        given = parse_qs(body.decode()).get("sub") if environ["REQUEST_METHOD"] == "POST" else None

        def begun(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            added = [("Content-Security-Policy", "default-src 'none'")]  # its form asks for a style from elsewhere
            if given:
                session = secrets.token_hex()
                self.sessions[session] = given[0]
                added.append(("Set-Cookie", f"{COOKIE}={session}; Path=/; HttpOnly; SameSite=Lax"))
            return start(status, [*headers, *added], *more)

        return self.app(environ | {"wsgi.input": BytesIO(body)}, begun)


def _form(body: bytes) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
    }


def _main(port: int) -> None:
    import oidc_provider_mock  # type: ignore[import-untyped]  # noqa: PLC0415  only the provider's own process has it
    from werkzeug.serving import make_server  # noqa: PLC0415

    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    make_server("127.0.0.1", port, Remembering(oidc_provider_mock.app()), threaded=True).serve_forever()


if __name__ == "__main__":
    _main(int(sys.argv[1]))

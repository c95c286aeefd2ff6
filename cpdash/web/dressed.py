"""The style sheet and our scripts in the page itself, so that the first thing that is seen has its place already.

Streamlit's own page comes without our style; sent as an element, it would come after the first others, and everything
would jump to where it belongs. It stands at the end, because of two rules of one weight the later holds. The scripts
follow our links and make pictures of charts; as an element, they would be sent and run again with every page.
Streamlit has the skip link.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir

from cpdash.charts import dark
from cpdash.web import cached

END = b"</body>"

SCRIPTS = ("links.js", "picture.js")

PARTS = ("Html", "Selectbox", "ButtonGroup", "Multiselect", "Checkbox", "PlotlyChart", "DownloadButton")
"""The parts of Streamlit's program that our pages are made of. It would ask for each when the first one is to be drawn,
and show a grey bar of another size until then."""


class Dressed:
    """Puts style and scripts into every page of HTML that is answered; has the browser fetch early what draws it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, pages with the style sheet in them."""
        if scope["type"] == "http" and scope["method"] == "GET" and not scope["path"].startswith("/static/"):
            # Not packed by Streamlit: the middleware around this packs what goes out.
            plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            await self.app({**scope, "headers": plain}, receive, _Page(send).sent)
        else:
            await self.app(scope, receive, send)


class _Page:
    """Holds an answer back until it is whole, if it is a page."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def sent(self, message: Message) -> None:
        """Take one message of the answer."""
        if message["type"] == "http.response.start" and _is_page(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            await self._more(self._start, message)

    async def _more(self, start: Message, message: Message) -> None:
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = self._body.replace(END, dress() + END)
        found = MutableHeaders(scope=start)
        found["content-length"] = str(len(body))
        for name in ("etag", "last-modified"):  # of Streamlit's page: of this one they would say nothing
            if name in found:
                del found[name]
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _is_page(start: Message) -> bool:
    found = MutableHeaders(scope=start)
    plain = "content-encoding" not in found
    return start["status"] == 200 and plain and found.get("content-type", "").startswith("text/html")


@cache
def dress() -> bytes:
    """Return what goes to the end of a page: what to fetch early, our scripts, and the style, dark appearance too."""
    folder = Path(get_static_dir(), "static", "js")
    names = [path.name for part in PARTS for path in sorted(folder.glob(f"{part}.*.js"))]
    early = "".join(f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in names)
    scripts = "".join(f"<script>{cached.asset(name)}</script>" for name in SCRIPTS)
    return f"{early}{scripts}<style>{cached.asset('style.css')}\n{dark.rules()}</style>".encode()

"""The headers that every answer carries: what a browser may do with a page of the dashboard, and what it must not.

Each source that is more than 'self' says why it is there; without any one of them the pages do not work in a browser.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from streamlit.file_util import get_static_dir

FOLDER = Path(__file__).parent

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)

UNUSED = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation",
    "gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get",
    "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
"""What a browser can do for a page and no page of ours asks for; a script that got in could not either."""


@cache
def policy() -> str:
    """Return the Content-Security-Policy: everything from this server, and of what stands in a page only our own.

    Our scripts and Streamlit's one are named by what is in them, so a script that comes with a figure's note, a file's
    name or an address is not run, whatever mistake let it into a page.
    """
    scripts = [*_hashes(_texts("*.js")), *_hashes(_INLINE_SCRIPT.findall(_streamlits_page()))]
    allowed: Mapping[str, Iterable[str]] = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *scripts],
        # Streamlit and Plotly write style elements and attributes while the page runs; an attribute cannot be named by
        # its hash. A style runs nothing, and with the other rules here it can fetch nothing from elsewhere.
        "style-src": ["'self'", "'unsafe-inline'"],
        # The small pictures of the Overview stand in the page itself.
        "img-src": ["'self'", "data:"],
        # One icon font of Streamlit's stands in its script.
        "font-src": ["'self'", "data:"],
        # 'self' is the websocket of this server too. What Streamlit's script reads messages with would like to compile
        # WebAssembly and does without: 'wasm-unsafe-eval' is not given.
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in allowed.items())


@cache
def headers() -> Mapping[str, str]:
    """Return the headers of every answer, by name in lower case."""
    return MappingProxyType(
        {
            "content-security-policy": policy(),
            "x-content-type-options": "nosniff",
            "x-frame-options": "DENY",  # for browsers that do not know frame-ancestors
            "referrer-policy": "no-referrer",
            "permissions-policy": ", ".join(f"{name}=()" for name in UNUSED),
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
        }
    )


NOT_KEPT = "no-store"
"""Pages and downloads are not kept by the browser or a proxy: whoever uses the machine next must not find them."""


def _streamlits_page() -> str:
    return Path(get_static_dir(), "index.html").read_text("utf-8")


def _texts(pattern: str) -> list[str]:
    return [path.read_text("utf-8") for path in sorted(FOLDER.glob(pattern))]


def _hashes(texts: Iterable[str]) -> list[str]:
    return [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts]

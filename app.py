"""The dashboard as an ASGI application: for `streamlit run app.py` and `uvicorn app:app` alike.

Streamlit finds `app` by reading this source, so the call stays literal and at module level. The script is not in this
folder, because a folder pages/ beside the entry script would run pages without the frame (ARCHITECTURE: known ground).
"""

import gc
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from cpdash.settings import Settings
from cpdash.web.guard import Guard, failed


@asynccontextmanager
async def _settled(_: st.App) -> AsyncGenerator[None]:
    gc.freeze()  # what is there at the start stays: later collections need not look at it
    yield


app = st.App(
    "cpdash/web/main.py",
    lifespan=_settled,
    middleware=[
        Middleware(Guard, hosts=Settings().hosts),  # the first is outermost
        Middleware(GZipMiddleware, minimum_size=1024),
    ],
    exception_handlers={Exception: failed},
)

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

from cpdash.web import access, signin
from cpdash.web.dressed import Dressed
from cpdash.web.guard import Guard, failed
from cpdash.web.packed import Packed
from cpdash.web.reach import OwnMachine
from cpdash.web.signin_routes import SignIn

SETTINGS = access.allowed()


@asynccontextmanager
async def _settled(_: st.App) -> AsyncGenerator[None]:
    gc.freeze()  # what is there at the start stays: later collections need not look at it
    yield


app = st.App(
    "cpdash/web/main.py",
    lifespan=_settled,
    secrets={"auth": signin.section(SETTINGS)} if SETTINGS.signs_in else None,
    middleware=[
        Middleware(Guard, hosts=SETTINGS.hosts),  # the first is outermost
        Middleware(OwnMachine, settings=SETTINGS),
        Middleware(SignIn, settings=SETTINGS),
        Middleware(Packed),
        Middleware(GZipMiddleware, minimum_size=1024),
        Middleware(Dressed),
    ],
    exception_handlers={Exception: failed},
)

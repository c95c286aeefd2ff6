"""Streamlit sessions without a browser: a websocket, the address as the browser sends it, and what comes back."""

from __future__ import annotations

import base64
import gzip
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import pyarrow as pa
from google.protobuf.message import Message  # type: ignore[import-untyped]
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

PATIENCE = 60
"""Seconds to wait for one message."""

AGAIN = ForwardMsg.FINISHED_EARLY_FOR_RERUN


@dataclass(frozen=True)
class Run:
    """What one run of a page sent: every frame as it came."""

    frames: tuple[bytes, ...]

    @cached_property
    def messages(self) -> list[ForwardMsg]:
        """The frames as messages."""
        return [ForwardMsg.FromString(frame) for frame in self.frames]

    @cached_property
    def bodies(self) -> list[str]:
        """The HTML of the page, and what its charts are drawn from, in order."""
        found = [element(one) for one in self.messages]
        html = [str(one.html.body) for one in found if one.WhichOneof("type") == "html"]
        return html + [str(one.plotly_chart.spec) for one in found if one.WhichOneof("type") == "plotly_chart"]

    @property
    def notices(self) -> list[str]:
        """What the page says of its address."""
        return [body for body in self.bodies if body.startswith("<p class='notice'")]

    @property
    def faults(self) -> list[str]:
        """Exceptions that the page shows, and scripts that did not run to their end."""
        shown = [str(element(one).exception) for one in self.messages if element(one).HasField("exception")]
        ended = [one.script_finished for one in self.messages if one.WhichOneof("type") == "script_finished"]
        kinds = (AGAIN, ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
        return shown + [f"ended with {one}" for one in ended if one not in kinds]


def element(message: ForwardMsg) -> Any:
    """Return the element that a message puts on the page; an empty one for any other message."""
    return message.delta.new_element


@dataclass
class Session:
    """One open session, used as the browser's page uses it."""

    socket: ClientConnection
    hashes: dict[str, str] = field(default_factory=dict)

    def run(self, page: str, query: str = "") -> Run:
        """Open a page with this query string, and return all that is sent until its script has ended."""
        asked = BackMsg()
        asked.rerun_script.query_string = query
        if page in self.hashes:
            asked.rerun_script.page_script_hash = self.hashes[page]
        else:
            asked.rerun_script.page_name = page
        self.socket.send(asked.SerializeToString())
        return Run(tuple(self._received()))

    def _received(self) -> Iterator[bytes]:
        while True:
            frame = self.socket.recv(timeout=PATIENCE)
            assert isinstance(frame, bytes)
            yield frame
            message = ForwardMsg.FromString(frame)
            kind = message.WhichOneof("type")
            if kind == "navigation":
                self.hashes |= {one.url_pathname: one.page_script_hash for one in message.navigation.app_pages}
            if kind == "script_finished" and message.script_finished != AGAIN:
                return


@contextmanager
def session(url: str) -> Iterator[Session]:
    """Open a session on a server until the end of the block."""
    stream = f"ws://{urlsplit(url).netloc}/_stcore/stream"
    with connect(
        stream, origin=Origin(url), subprotocols=[Subprotocol("streamlit")], max_size=None, compression=None
    ) as socket:
        yield Session(socket)


def texts(frame: bytes) -> list[str]:
    """Return everything in a frame that can be read, also what is packed inside: JSON, base64, gzip, Arrow tables."""
    found = [frame.decode("utf-8", errors="replace")]
    for value in _leaves(ForwardMsg.FromString(frame)):
        found += _of_bytes(value) if isinstance(value, bytes) else _of_text(value)
    return found


def _leaves(message: Message) -> Iterator[str | bytes]:
    for of, value in message.ListFields():
        if of.message_type is not None and of.message_type.GetOptions().map_entry:
            several: Any = [*value.keys(), *value.values()]
        else:
            several = [value] if isinstance(value, (str, bytes, Message)) or not _repeats(value) else value
        for one in several:
            if isinstance(one, Message):
                yield from _leaves(one)
            else:
                yield one if isinstance(one, (str, bytes)) else str(one)


def _repeats(value: object) -> bool:
    return hasattr(value, "__iter__")


def _of_text(text: str) -> list[str]:
    if not text.startswith(("{", "[")):
        return [text]
    try:
        inside = json.loads(text)
    except ValueError:
        return [text]
    return [text, *_packed(inside)]


def _packed(value: object) -> list[str]:
    """Return the numbers that Plotly packs into a text in base64."""
    if isinstance(value, dict):
        if "bdata" in value:
            return [str(np.frombuffer(base64.b64decode(value["bdata"]), str(value["dtype"])).tolist())]
        return [text for one in value.values() for text in _packed(one)]
    return [text for one in value for text in _packed(one)] if isinstance(value, list) else []


def _of_bytes(value: bytes) -> list[str]:
    if value.startswith(b"\x1f\x8b"):
        value = gzip.decompress(value)
    try:
        table = pa.ipc.open_stream(io.BytesIO(value)).read_all()
    except pa.ArrowInvalid:
        return [value.decode("utf-8", errors="replace")]
    return [str(table.to_pylist())]

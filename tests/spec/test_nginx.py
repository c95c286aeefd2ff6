"""The proxy of SECURITY.md, as it is printed there: nobody passes who is not signed in; for whoever is, all works."""

from __future__ import annotations

import os
import re
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPMessage, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from streamlit.file_util import get_static_dir
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from cpdash.settings import PROJECT
from cpdash.web.guard_headers import headers
from tests.servers_for_tests import free_port, serving
from tests.snapshot_for_tests import publish_tiny

NAME = "dash.example.org"
SIGNED_IN = {"Cookie": "_oauth2_proxy=good"}
PATIENCE = 20


@dataclass(frozen=True)
class Proxy:
    """nginx with its ports of TLS and of plain HTTP, and the certificate that it shows."""

    secure: int
    plain: int
    certificate: Path

    @property
    def trusted(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.certificate))

    @property
    def host(self) -> str:
        return f"{NAME}:{self.secure}"

    def asked(self, path: str, method: str = "GET", **more: str) -> tuple[int, HTTPMessage, bytes]:
        connection = _Here(NAME, self.secure, context=self.trusted, timeout=PATIENCE)
        connection.request(method, path, headers=more)
        answer = connection.getresponse()
        got = answer.status, answer.headers, answer.read()
        connection.close()
        return got


class _Here(HTTPSConnection):
    """A connection to a name that means this machine."""

    def connect(self) -> None:
        plain = socket.create_connection(("127.0.0.1", self.port), self.timeout)
        self.sock = self._context.wrap_socket(plain, server_hostname=self.host)  # type: ignore[attr-defined]


class _Asked(BaseHTTPRequestHandler):
    """Stands in for oauth2-proxy: who has its cookie is signed in."""

    def do_GET(self) -> None:
        good = "_oauth2_proxy=good" in self.headers.get("Cookie", "")
        self.send_response(202 if good else 401 if self.path == "/oauth2/auth" else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    nginx = _nginx()
    folder = tmp_path_factory.mktemp("proxy")
    publish_tiny(folder)
    told = {"CPDASH_DATA": str(folder), "CPDASH_ALLOWED_HOSTS": f"{NAME},127.0.0.1"}
    with ExitStack() as running:
        dashboard = running.enter_context(serving(PROJECT / "app.py", told)).url.rpartition(":")[2]
        asked = running.enter_context(_asked())
        made = Proxy(free_port(), free_port(), _certificate(folder))
        ports = {"127.0.0.1:8501": f"127.0.0.1:{dashboard}", "127.0.0.1:4180": f"127.0.0.1:{asked}",
                 "listen 80;": f"listen 127.0.0.1:{made.plain};",
                 "listen 443 ssl;": f"listen 127.0.0.1:{made.secure} ssl;",
                 "/etc/ssl/private/dash.example.org.key": str(folder / "key.pem"),
                 "/etc/ssl/dash.example.org.pem": str(made.certificate)}  # fmt: skip
        running.enter_context(_running(nginx, folder, _printed(ports), made.secure))
        yield made


def _nginx() -> str:
    found = subprocess.run(
        ["sh", PROJECT / ".ci/nginx", "--find"], capture_output=True, text=True, check=False, timeout=30
    )
    if found.returncode:
        pytest.skip(found.stderr.strip())
    return found.stdout.strip()


def _printed(instead: dict[str, str]) -> str:
    """Return the configuration of SECURITY.md with other ports and files: each that it names, once or more."""
    [text] = re.findall(r"```nginx\n(.*?)```", (PROJECT / "SECURITY.md").read_text("utf-8"), re.DOTALL)
    for printed, here in instead.items():
        assert printed in text
        text = text.replace(printed, here)
    return str(text)


def _certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, SHA256())
    )  # fmt: skip
    (folder / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (folder / "certificate.pem").write_bytes(made.public_bytes(Encoding.PEM))
    return folder / "certificate.pem"


@contextmanager
def _asked() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Asked) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@contextmanager
def _running(nginx: str, folder: Path, servers: str, port: int) -> Iterator[None]:
    """Run nginx as a process of this test, with everything that it writes in a folder."""
    kept = "".join(
        f"{name}_temp_path {folder / name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root root;\n" if os.name == "posix" and os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user}daemon off;\npid {folder / 'nginx.pid'};\nerror_log stderr warn;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{kept}{servers}}}\n"
    )
    process = subprocess.Popen([nginx, "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")])
    try:
        _wait_for(port, process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise AssertionError(f"nginx ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("nginx does not answer")


def shaken_hands(proxy: Proxy, origin: str, **more: str) -> int:
    try:
        with _websocket(proxy, origin, **more) as opened:
            return opened.response.status_code if opened.response else 0
    except InvalidStatus as refused:
        return refused.response.status_code


def _websocket(proxy: Proxy, origin: str, **more: str):  # type: ignore[no-untyped-def]
    plain = socket.create_connection(("127.0.0.1", proxy.secure), PATIENCE)
    return connect(
        f"wss://{proxy.host}/_stcore/stream", sock=plain, ssl=proxy.trusted, origin=Origin(origin),
        subprotocols=[Subprotocol("streamlit")], additional_headers=more, server_hostname=NAME, max_size=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    "path", ["/", "/indicator", "/media/x.csv", "/_stcore/health", "/_stcore/stream", "/static/x.js", "/signed-in"]
)
def test_who_is_not_signed_in_gets_nothing(proxy: Proxy, path: str) -> None:
    for more in ({}, {"Cookie": "_oauth2_proxy=forged"}, {"X-Forwarded-User": "admin"}):
        status, _, body = proxy.asked(path, **more)
        assert status == (404 if path == "/signed-in" else 401)
        assert b"treamlit" not in body


def test_who_is_not_signed_in_opens_no_websocket(proxy: Proxy) -> None:
    assert shaken_hands(proxy, f"https://{proxy.host}") == 401


def test_who_is_signed_in_gets_pages_scripts_and_media_with_every_header_once(proxy: Proxy) -> None:
    script = Path(get_static_dir(), "index.html").read_text("utf-8").split('src=".', 1)[1].split('"', 1)[0]
    for path, wanted in (("/", 200), ("/indicator", 200), (script, 200), ("/media/none.csv", 404)):
        status, given, body = proxy.asked(path, **SIGNED_IN)
        assert (path, status) == (path, wanted)
        assert {name: given.get_all(name) for name in headers()} == {name: [text] for name, text in headers().items()}
        assert given.get_all("Strict-Transport-Security") == ["max-age=31536000"]
        assert len(given.get_all("Cache-Control") or []) == 1
        assert body


def test_cookies_never_leave_tls(proxy: Proxy) -> None:
    _, given, _ = proxy.asked("/_stcore/health", **SIGNED_IN)
    cookies = given.get_all("Set-Cookie") or []
    assert cookies and all("secure" in one.lower() for one in cookies)


def test_a_page_works_over_the_websocket(proxy: Proxy) -> None:
    with _websocket(proxy, f"https://{proxy.host}", **SIGNED_IN) as opened:
        asked = BackMsg()
        asked.rerun_script.page_name = "methods"
        opened.send(asked.SerializeToString())
        shown = ""
        while "About these figures" not in shown:
            said = ForwardMsg.FromString(opened.recv(timeout=PATIENCE))
            shown += said.delta.new_element.html.body
    assert "What does this mean and how is it worked out?" in shown


def test_a_page_elsewhere_opens_no_websocket_though_its_reader_is_signed_in(proxy: Proxy) -> None:
    assert shaken_hands(proxy, "https://evil.example", **SIGNED_IN) == 403


def test_another_name_is_refused_by_the_dashboard(proxy: Proxy) -> None:
    assert proxy.asked("/", Host="evil.example", **SIGNED_IN)[0] == 400


def test_a_body_is_refused(proxy: Proxy) -> None:
    assert proxy.asked("/_stcore/upload_file/a/b", "PUT", **SIGNED_IN)[0] == 405
    assert proxy.asked("/", "POST", **{"Content-Length": "20000"}, **SIGNED_IN)[0] == 413


def test_plain_http_is_sent_on_to_tls(proxy: Proxy) -> None:
    connection = HTTPConnection("127.0.0.1", proxy.plain, timeout=PATIENCE)
    connection.request("GET", "/overview?council=E06000004", headers={"Host": NAME})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{NAME}/overview?council=E06000004")

"""The check for known vulnerabilities: what fails it, what passes, and what is said where nothing can be asked."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from threading import Thread
from types import ModuleType
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[2] / ".ci/audit.py"
HASH = "0" * 64
FAULTY, SOUND = {"name": "faulty", "version": "1.0"}, {"name": "sound", "version": "2.0", "vulns": []}
FAULT = {"id": "PYSEC-2026-1", "aliases": ["CVE-2026-1"], "fix_versions": ["1.1"], "description": "bad"}
REASON = "the dashboard does not use the part that has the fault"


@pytest.fixture
def audit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, beside a list of known advisories of its own, with nobody to ask yet."""
    spec = spec_from_file_location("audit", SCRIPT)
    assert spec and spec.loader
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "audit", module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "HERE", tmp_path)
    (tmp_path / "audit.toml").write_text("")
    return module


def answering(audit: ModuleType, monkeypatch: pytest.MonkeyPatch, *packages: Mapping[str, Any]) -> None:
    """Let a process that stands in for pip-audit answer with these packages."""
    said = json.dumps({"dependencies": packages, "fixes": []})
    monkeypatch.setattr(audit, "AUDITOR", [sys.executable, "-c", f"print({said!r})"])


def test_nothing_known_passes(
    audit: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answering(audit, monkeypatch, SOUND)
    assert audit.main(["lock.txt"]) == 0
    assert capsys.readouterr().err == "audit: 1 packages, no vulnerability that .ci/audit.toml does not know.\n"


def test_a_known_vulnerability_fails_and_says_what_mends_it(
    audit: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answering(audit, monkeypatch, SOUND, FAULTY | {"vulns": [FAULT]})
    assert audit.main(["lock.txt"]) == 1
    assert "faulty 1.0 has PYSEC-2026-1, mended in 1.1" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["PYSEC-2026-1", "CVE-2026-1"])
def test_one_that_is_let_pass_with_a_reason_passes_until_its_day(
    audit: ModuleType, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    answering(audit, monkeypatch, FAULTY | {"vulns": [FAULT]})
    for until, code in (("9999-01-01", 0), ("2020-01-01", 1)):
        entry = f'[[known]]\nid = "{name}"\nreason = "{REASON}"\nuntil = {until}\n'
        (audit.HERE / "audit.toml").write_text(entry)
        assert audit.main(["lock.txt"]) == code


@pytest.mark.parametrize(
    "entry",
    [{"id": "X-1"}, {"id": "X-1", "reason": "because", "until": date.max}, {"id": "X-1", "reason": REASON},
     {"reason": REASON, "until": date.max}],
)  # fmt: skip
def test_an_entry_without_an_id_a_reason_or_a_day_is_wrong(audit: ModuleType, entry: Mapping[str, object]) -> None:
    assert audit.faulty([entry], date(2026, 1, 1))
    assert not audit.faulty([{"id": "X-1", "reason": REASON, "until": date.max}], date(2026, 1, 1))


@pytest.mark.parametrize(
    "auditor",
    [
        [sys.executable, "-c", "import sys; sys.exit('no route to host')"],
        [sys.executable, "-c", "print('not JSON')"],
        [sys.executable, "-c", 'print(\'{"dependencies": [{"name": "a", "skip_reason": "not found"}]}\')'],
    ],
    ids=["unreachable", "nonsense", "knows nothing"],
)
def test_where_nobody_can_be_asked_the_check_passes_and_shouts(
    audit: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], auditor: Sequence[str]
) -> None:
    monkeypatch.setattr(audit, "AUDITOR", auditor)
    assert audit.main(["lock.txt"]) == 0
    assert "NO PACKAGE WAS CHECKED" in capsys.readouterr().err


def test_a_service_that_never_answers_is_given_up(
    audit: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(audit, "AUDITOR", [sys.executable, "-c", "import time; time.sleep(60)"])
    monkeypatch.setattr(audit, "PATIENCE", 0.3)
    assert audit.main(["lock.txt"]) == 0
    assert "took too long" in capsys.readouterr().err


def test_packages_that_the_service_does_not_know_are_shouted_about(
    audit: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answering(audit, monkeypatch, SOUND, {"name": "own", "skip_reason": "not found"})
    assert audit.main(["lock.txt"]) == 0
    assert "ONLY 1 OF 2 PACKAGES WERE CHECKED" in capsys.readouterr().err


def test_make_check_asks_and_the_list_of_the_project_names_no_address() -> None:
    assert ".ci/audit.py" in (SCRIPT.parents[1] / "Makefile").read_text()
    assert "://" not in (SCRIPT.parent / "audit.toml").read_text() + SCRIPT.read_text()


class _Osv(BaseHTTPRequestHandler):
    """Answers as OSV does: one package has a vulnerability in every version below 99."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["package"]
        ranges = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99"}]}]
        fault = {"id": "PYSEC-2026-1", "aliases": ["CVE-2026-1"], "published": "2026-01-01T00:00:00Z", "summary": "bad",
                 "affected": [{"package": asked, "ranges": ranges}]}  # fmt: skip
        body = json.dumps({"vulns": [fault]} if asked["name"] == "faulty" else {}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def osv() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Osv) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
        server.shutdown()
        thread.join()


def test_pip_audit_itself_finds_a_vulnerability_that_a_service_knows(
    audit: ModuleType, osv: str, tmp_path: Path
) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text(f"faulty==1.0 --hash=sha256:{HASH}\nsound==2.0 --hash=sha256:{HASH}\n")
    found = audit.asked(lock, ["--vulnerability-service", "osv", "--osv-url", osv], 60)
    assert (found.packages, found.checked, len(found.faults)) == (2, 2, 1)
    [(line, names)] = found.faults
    assert line.startswith("faulty 1.0 has ") and names == {"PYSEC-2026-1", "CVE-2026-1"}


def test_pip_audit_itself_says_that_a_service_is_not_there(audit: ModuleType, tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text(f"sound==2.0 --hash=sha256:{HASH}\n")
    nobody = "http://127.0.0.1:9/v1/query"
    assert audit.asked(lock, ["--vulnerability-service", "osv", "--osv-url", nobody], 60) == "cannot be reached"

"""Asks whether any locked package has a known vulnerability: of the Python Package Index, else of OSV.

    python .ci/audit.py [REQUIREMENTS]

exits with 1 for a vulnerability that audit.toml does not know and for an entry there without a reason or past its day,
and with 0 otherwise.

A machine that reaches no such service passes, and is told so in capitals: nothing was checked there. No address is
written down here; OSV_URL names another OSV service, as a host without a way out may have.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
PATIENCE = 18
"""Seconds for all services together."""

AUDITOR = [sys.executable, "-m", "pip_audit"]


@dataclass(frozen=True)
class Found:
    """What a service said: `checked` of `packages` packages, and each vulnerability with its names."""

    packages: int
    checked: int
    faults: tuple[tuple[str, frozenset[str]], ...]


def main(arguments: Sequence[str]) -> int:
    """Audit the packages of a requirements file and return the exit code."""
    file = Path(arguments[0]) if arguments else HERE.parent / "requirements-dev.lock.txt"
    known = tomllib.loads((HERE / "audit.toml").read_text("utf-8")).get("known", [])
    wrong = faulty(known, date.today())
    found, why = audited(file)
    fresh = [text for text, names in found.faults if not names & {one.get("id") for one in known}] if found else []
    for line in [*wrong, *fresh]:
        say(f"audit: {line}")
    if found is None or found.checked == 0:
        say(shouted(f"NO PACKAGE WAS CHECKED for known vulnerabilities: {why}."))
    elif found.checked < found.packages:
        say(shouted(f"ONLY {found.checked} OF {found.packages} PACKAGES WERE CHECKED: the others are not known there."))
    elif not fresh:
        say(f"audit: {found.packages} packages, no vulnerability that .ci/audit.toml does not know.")
    return 1 if wrong or fresh else 0


def audited(file: Path) -> tuple[Found | None, str]:
    """Return what the first service said that checked anything, else None and why none did."""
    end, why = time.monotonic() + PATIENCE, []
    osv = ["--vulnerability-service", "osv", *(["--osv-url", os.environ["OSV_URL"]] if "OSV_URL" in os.environ else [])]
    for name, service in (("the Python Package Index", ["--vulnerability-service", "pypi"]), ("OSV", osv)):
        answer = asked(file, service, end - time.monotonic())
        if isinstance(answer, Found) and answer.checked:
            return answer, ""
        why.append(f"{name} {answer if isinstance(answer, str) else 'knows none of them'}")
    return None, "; ".join(why)


def asked(file: Path, service: Sequence[str], seconds: float) -> Found | str:
    """Return what a service said of the packages of a file, or why it said nothing."""
    command = [*AUDITOR, "--requirement", str(file), "--disable-pip", "--format", "json", "--progress-spinner", "off",
               "--timeout", "5", *service]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=max(seconds, 0.1), check=False)
    except subprocess.TimeoutExpired:
        return "took too long"
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return "cannot be reached"
    checked = [one for one in packages if "skip_reason" not in one]
    return Found(len(packages), len(checked), tuple(fault for one in checked for fault in faults_of(one)))


def faults_of(package: Mapping[str, object]) -> list[tuple[str, frozenset[str]]]:
    """Return each vulnerability of a package as a line and with all the names it has."""
    some = package["vulns"]
    assert isinstance(some, list)
    name = f"{package['name']} {package['version']}"
    return [
        (
            f"{name} has {one['id']}, mended in {', '.join(one['fix_versions']) or 'no version yet'}",
            frozenset([one["id"], *one["aliases"]]),
        )
        for one in some
    ]


def faulty(known: Sequence[Mapping[str, object]], today: date) -> list[str]:
    """Return what is wrong with the list of known advisories."""
    lines = []
    for one in known:
        until = one.get("until")
        if not one.get("id") or len(str(one.get("reason", ""))) < 20 or not isinstance(until, date):
            lines.append(f"in audit.toml, {one.get('id')} wants an id, a reason and a day until which it holds")
        elif until < today:
            lines.append(f"audit.toml has let {one['id']} pass until {until}: look at it anew")
    return lines


def shouted(text: str) -> str:
    """Return a text that nobody passes over among the lines of a check."""
    rule = "!" * 100
    return f"{rule}\n!! audit: {text}\n{rule}"


def say(line: str) -> None:
    """Write a line where the other checks write theirs."""
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

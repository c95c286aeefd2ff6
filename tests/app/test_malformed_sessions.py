"""Malformed addresses in real sessions of a running server, on a host open to everyone: with the public file only.

Sessions come many at once; some are used for a hundred addresses one after another, others for one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from cpdash.store.snapshots import current_id
from tests.malformed_for_tests import Address
from tests.malformed_sessions_for_tests import Answered, Usual, asked, open_host, paths, run_malformed
from tests.sessions_for_tests import Run, session

SEED = 1989
SESSIONS, EACH, FRESH = 18, 100, 200
HIDES = ("Traceback", 'File "/')


@pytest.fixture(scope="module")
def host(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    data = tmp_path_factory.mktemp("host") / "data"
    with open_host(demo_data, data) as url:
        yield url, data


def test_malformed_addresses_in_sessions_show_the_usual_view_with_a_notice_of_each(host: tuple[str, Path]) -> None:
    url, data = host
    answered = run_malformed(url, data, SEED, (SESSIONS, EACH), FRESH)
    assert answered.wrong == []
    assert answered.runs == 2000
    assert answered.notices > 2000
    print(
        f"\n{answered.runs:,} runs, one in {median(answered.seconds):.2f} s (median of several at once), "
        f"{answered.notices:,} notices; wrong parts by kind: {dict(answered.kinds.most_common())}"
    )
    log = (data / "server.log").read_text("utf-8", errors="replace")
    assert [one for one in HIDES if one in log] == []


def test_judging_notices_another_view_a_missing_notice_and_a_fault(host: tuple[str, Path]) -> None:
    fault = ForwardMsg()
    fault.delta.new_element.exception.message = "division by zero"
    with session(host[0]) as one:
        usual, right = Usual.of(one.run("overview")), one.run("overview", "council=E06000005")
    told = Answered()
    told.add(Address("overview", "council=x", {"council": "x"}, ()), right, usual, frozenset())
    assert any("shows what is not usual" in wrong for wrong in told.wrong)
    assert any("0 notices of 1 wrong values" in wrong for wrong in told.wrong)
    assert "division by zero" in Run((fault.SerializeToString(),)).faults[0]


def test_malformed_paths_are_answered_without_a_fault_and_without_a_figure(host: tuple[str, Path]) -> None:
    url, data = host
    snapshot = str(current_id(data / "snapshots")).encode()
    answers = [(path, *asked(url, path)) for path in islice(paths(SEED), 300)]
    assert [path for path, status, _ in answers if status >= 500] == []
    assert [path for path, _, body in answers if b"Traceback" in body or snapshot in body] == []
    assert set(Counter(status for _, status, _ in answers)) <= {200, 301, 302, 307, 400, 403, 404}

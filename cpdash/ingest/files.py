"""Files and folders in, extracts out; or every fault of every file at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from cpdash.catalogue import Catalogue, SourceMap
from cpdash.errors import InputRefused
from cpdash.extract import Extract, Finding
from cpdash.ingest import board_papers
from cpdash.ingest.delimited import NO_FINAL_BREAK
from cpdash.ingest.dfe import read_dfe
from cpdash.ingest.geography import read_geography
from cpdash.ingest.lait import read_lait
from cpdash.ingest.neighbours import read_neighbours_long, read_neighbours_wide
from cpdash.ingest.notes import read_notes
from cpdash.ingest.ofsted import read_homes, read_judgements
from cpdash.ingest.own import read_observations
from cpdash.ingest.population import read_population
from cpdash.ingest.postcodes import read_postcodes
from cpdash.ingest.raw import Places, RawTable
from cpdash.ingest.recognise import Unrecognised, recognise, wanted_columns
from cpdash.ingest.scorecard import read_scorecard
from cpdash.ingest.tabular import SUFFIXES, read_table
from cpdash.ingest.without_figures import read_without_figures

MOST_FAULTS = 200
Reader = Callable[[RawTable, SourceMap, Catalogue, Places, date], Extract]

READERS: Mapping[str, Reader] = {
    "lait": read_lait,
    "dfe": read_dfe,
    "csc": read_dfe,
    "adoption": read_dfe,
    "population": read_population,
    "neighbours_long": read_neighbours_long,
    "neighbours_wide": read_neighbours_wide,
    "geography": read_geography,
    "judgements": read_judgements,
    "homes": read_homes,
    "dictionary": read_without_figures,
    "regions": read_without_figures,
    "scorecard": read_scorecard,
    "observations": read_observations,
    "board_scorecard": board_papers.read_board_scorecard,
    "board_profile": board_papers.read_board_profile,
    "board_figures": board_papers.read_board_figures,
    "home_judgements": board_papers.read_home_judgements,
    "actions": board_papers.read_actions,
    "calendar": board_papers.read_calendar,
    "postcodes": read_postcodes,
    "notes": read_notes,
}


def read_files(
    paths: Sequence[Path],
    *,
    kind: str | None,
    catalogue: Catalogue,
    places: Places,
    today: date,
    progress: Callable[[str], None],
) -> list[Extract]:
    """Return an extract for each file, in order; folders are searched. One file is held in memory at a time.

    A file of no known kind that lies in a folder is left with a warning, which the first extract carries. Raises
    InputRefused with every fault of every file when any has one, or when a folder holds nothing that can be loaded;
    raises UnknownName for a kind that does not exist.
    """
    reading = _Reading(kind, catalogue, places, today, progress)
    for path in paths:
        if path.is_dir():
            reading.folder(path)
        else:
            reading.file(path)
    if reading.faults:
        raise InputRefused(_capped(reading.faults))
    if not reading.extracts:
        raise InputRefused(["There is no file to load: name a file or a folder."])
    first = reading.extracts[0]
    return [replace(first, findings=(*reading.left, *first.findings)), *reading.extracts[1:]]


@dataclass
class _Reading:
    """One call: what it was asked, and what it has gathered so far."""

    kind: str | None
    catalogue: Catalogue
    places: Places
    today: date
    progress: Callable[[str], None]
    extracts: list[Extract] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    left: list[Finding] = field(default_factory=list)

    def folder(self, folder: Path) -> None:
        before = len(self.extracts) + len(self.faults)
        for path in _data_files(folder):
            self.file(path, in_folder=True)
        if len(self.extracts) + len(self.faults) == before:
            self.faults.append(f"{folder.name}: holds no file that can be loaded.")

    def file(self, path: Path, *, in_folder: bool = False) -> None:
        try:
            self._recognised(read_table(path, self._narrow), in_folder=in_folder)
        except InputRefused as refused:
            self.faults.extend(refused.faults)

    def _narrow(self, header: Sequence[str]) -> frozenset[str] | None:
        """Return the columns to read of a wide file whose layout says that only its own are wanted."""
        choice = {name: one for name, one in self.catalogue.sources.items() if one.narrow}
        return wanted_columns(header, choice)

    def _recognised(self, raw: RawTable, *, in_folder: bool) -> None:
        broken = _errors(raw.findings)
        try:
            source = recognise(raw, self.catalogue.sources, self.kind)
        except Unrecognised as unknown:
            # A damaged file may be of a known kind, so its faults are told even when it only lies in a folder.
            if broken or not in_folder:
                raise InputRefused([*broken, *unknown.faults]) from None
            self.left.append(Finding("warning", raw.file, "unknown kind", f"left: {unknown.reason}"))
            return
        self.progress(f"{source.kind}  {raw.file}")
        one = READERS[source.reader](_graver(raw, source), source, self.catalogue, self.places, self.today)
        if faults := _errors(one.findings):
            self.faults.extend(faults)
        else:
            self.extracts.append(one)


def _data_files(folder: Path) -> Iterator[Path]:
    """Return the files of a folder that could hold a table, sorted; hidden ones and notes are passed over."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and path.suffix.lower() in SUFFIXES:
            yield path


def _errors(findings: Iterable[Finding]) -> list[str]:
    return [str(found) for found in findings if found.severity == "error"]


def _graver(raw: RawTable, source: SourceMap) -> RawTable:
    """Turn the missing last line break of a national file into an error: publishers' files end with one."""
    if source.scope != "national":
        return raw
    message = "has no line break after its last row: the download seems incomplete"
    found = [
        replace(one, severity="error", message=message) if one.rule == NO_FINAL_BREAK else one for one in raw.findings
    ]
    return replace(raw, findings=found)


def _capped(faults: Sequence[str]) -> list[str]:
    rest = len(faults) - MOST_FAULTS
    return [*faults[:MOST_FAULTS], *([f"and {rest:,} more"] if rest > 0 else [])]

"""The command line: parsing and printing only. Results go to stdout, everything else to stderr.

Exit codes: 0 done; 1 a check failed; 2 a name or option that does not exist; 3 files refused; 4 another load is at
work; 5 nothing published yet; 6 the disk refused; 7 the catalogue has faults.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from inspect import cleandoc
from pathlib import Path
from typing import Any, NoReturn

import click
from pydantic import ValidationError

from cpdash import __version__, explained, loading, printing
from cpdash.board import Board
from cpdash.board.viewer import Role, Viewer
from cpdash.board.views import KINDS, Kind
from cpdash.catalogue import Catalogue, finding, load_catalogue
from cpdash.errors import CpdashError, StorageFailed, UnknownName
from cpdash.ingest.template import write_scorecard_template
from cpdash.periods import FORMS, Month
from cpdash.settings import Settings
from cpdash.store import snapshots as store

EXIT_CODES = (
    "\b\nExit codes: 0 done; 1 a check failed; 2 unknown name or option; 3 files refused;\n"
    "4 another load is at work; 5 nothing published yet; 6 the disk refused; 7 the catalogue has faults."
)


def main() -> NoReturn:
    """Run the command line; an error that a user can act on is one message and its exit code, never a traceback."""
    try:
        cli.main(standalone_mode=False)
    except CpdashError as error:
        _print(f"cpdash: {error}", err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except ValidationError as error:
        for fault in error.errors():
            of = f"setting CPDASH_{str(fault['loc'][0]).upper()}: " if fault["loc"] else ""
            _print(f"cpdash: {of}{fault['msg']}", err=True)
        sys.exit(2)
    except OSError as error:
        _print(f"cpdash: {Path(str(error.filename or '')).name or 'a file'}: {error.strerror}", err=True)
        sys.exit(StorageFailed.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    sys.exit(0)


def example(line: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add an example and the exit codes to a command's help."""

    def add(command: Callable[..., None]) -> Callable[..., None]:
        command.__doc__ = f"{cleandoc(command.__doc__ or '')}\n\n\b\nExample:\n  {line}\n\n{EXIT_CODES}"
        return command

    return add


class _Month(click.ParamType[Month]):
    name = "month"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Month:
        try:
            return value if isinstance(value, Month) else Month.parse(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class _Day(click.ParamType[date]):
    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail("expected a day as YYYY-MM-DD, such as 2025-03-31", param, ctx)


MONTH, DAY = _Month(), _Day()
RETURN = "ssda903"
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
AS_ROLE = click.option(
    "--as", "role", type=click.Choice(["public", "service"]), default="public", show_default=True,
    help="public: released figures only. service: full detail, not to be shared.",
)  # fmt: skip
AREA = click.option("--area", required=True, help="Council: GSS code, DfE number or name.")


def _board(role: Role = "public") -> Board:
    return Board.opened(Settings().snapshots, load_catalogue(), viewer=Viewer(role))


def _print(text: object, *, err: bool = False) -> None:
    click.echo(printing.harmless(str(text)), err=err)


def _say(line: str) -> None:
    _print(line, err=True)


@click.group(epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="cpdash")
def cli() -> None:
    """The corporate parenting dashboard: load files, publish, and read the figures."""


@cli.command("import")
@click.argument("names", nargs=-1, required=True, metavar="[KIND] FILE...")
@click.option("--area", help="ssda903: the council (GSS code, DfE number or name). Default: named by the folders.")
@click.option("--year-from", type=DAY, help="ssda903: first day that the return covers, a 1 April.")
@click.option("--year-to", type=DAY, help="ssda903: last day that the return covers. Default: read from its dates.")
@click.option("--dry-run", is_flag=True, help="Report the findings and change nothing.")
@click.option("--publish", "then_publish", is_flag=True, help="Publish when everything was loaded.")
@AS_JSON
@example("cpdash import ~/Downloads/lait --publish\n  cpdash import ssda903 returns/Middlesbrough/2024-25 --dry-run")
def import_(names: tuple[str, ...], area: str | None, year_from: date | None, year_to: date | None, dry_run: bool,
            then_publish: bool, as_json: bool) -> None:  # fmt: skip
    """Load files, or all that a folder holds. KIND is recognised from the header when it is not named.

    KIND ssda903 loads statutory returns: each folder holds the CSV files, the XML file or the workbook of one return,
    or folders that do, named for the council and year, such as returns/E06000002/2024-25. Child-level rows stay in
    the private work database.
    """
    settings, catalogue = Settings(), load_catalogue()
    kind, paths = _kind_and_paths(names, catalogue)
    if kind == RETURN or (kind is None and _are_returns(paths)):
        report = loading.import_returns(settings, catalogue, paths, area=area, year_from=year_from, year_to=year_to,
                                        dry_run=dry_run, progress=_say)  # fmt: skip
    elif area or year_from or year_to:
        raise click.UsageError("--area, --year-from and --year-to are for returns: cpdash import ssda903 FOLDER...")
    else:
        report = loading.import_files(settings, catalogue, paths, kind=kind, dry_run=dry_run, progress=_say)
    _print(printing.report_json(report) if as_json else printing.report_text(report, catalogue, settings.default_area))
    if then_publish and not dry_run:
        _say(f"Published {loading.publish(settings, catalogue, _say)}")
    elif not dry_run:
        _say("Loaded. Run 'cpdash publish' to show it.")


def _are_returns(paths: list[Path]) -> bool:
    found = [loading.holds_return(path) for path in paths]
    if any(found) and not all(found):
        raise click.UsageError("Only some of these are SSDA903 returns: load those with 'cpdash import ssda903'")
    return all(found)


def _kind_and_paths(names: tuple[str, ...], catalogue: Catalogue) -> tuple[str | None, list[Path]]:
    if not all(name.strip() for name in names):
        raise click.UsageError("A file's name is empty.")
    kinds = {RETURN, *(source.kind for source in catalogue.sources.values())}
    if names[0] in kinds and not Path(names[0]).exists():
        if len(names) == 1:
            raise click.UsageError(f"Which files of kind '{names[0]}'? Name at least one file or folder.")
        return names[0], [Path(name) for name in names[1:]]
    if len(names) > 1 and not Path(names[0]).exists() and "." not in names[0] and "/" not in names[0]:
        raise UnknownName("kind of file", names[0], kinds)
    return None, [Path(name) for name in names]


@cli.command()
@example("cpdash publish")
def publish() -> None:
    """Build a snapshot of all that is loaded and make it the current one."""
    _print(loading.publish(Settings(), load_catalogue(), _say))


@cli.command()
@click.option("--if-none", is_flag=True, help="Do nothing when something is published already.")
@click.option("--to", type=MONTH, help="Last month of the council's figures, YYYY-MM. Default: last month.")
@click.option("--seed", type=int, default=loading.SEED, show_default=True, help="Another seed makes another council.")
@click.option("--without-council", is_flag=True, help="Only the published figures that come with the program.")
@example("cpdash demo --to 2026-10")
def demo(if_none: bool, to: Month | None, seed: int, without_council: bool) -> None:
    """Build the demonstration council, load it beside the published figures, and publish.

    Its files - SSDA903 returns, monthly scorecard, population, homes, actions - are written to incoming/demo of the
    data folder and go through the ordinary import. Every child in them is made up.
    """
    settings, catalogue = Settings(), load_catalogue()
    if if_none and loading.anything_published(settings):
        return
    if without_council:
        _print(loading.load_shipped(settings, catalogue, _say))
    else:
        last = to or Month.of(date.today()).plus(-1)
        _print(loading.load_demo(settings, catalogue, to=last, seed=seed, progress=_say))


@cli.command()
@AS_JSON
@example("cpdash snapshots")
def snapshots(as_json: bool) -> None:
    """List the published snapshots, newest first; the current one is marked."""
    found = store.published(Settings().snapshots)
    _print(printing.snapshots_json(found) if as_json else printing.snapshots_text(found))


@cli.command()
@click.argument("snapshot")
@example("cpdash rollback 20261122T171500Z-1a2b3c4d")
def rollback(snapshot: str) -> None:
    """Make another snapshot the current one. Nothing is deleted."""
    _print(store.roll_back(Settings().snapshots, snapshot))


@cli.command()
@click.argument("indicator")
@AREA
@click.option("--form", help=f"Window: {', '.join(FORMS)}. Default: the indicator's own.")
@click.option("--from", "first", type=MONTH, help="First month, YYYY-MM.")
@click.option("--to", "last", type=MONTH, help="Last month, YYYY-MM.")
@click.option("--by", "dimension", default="", help="Break down by a dimension, such as age.")
@click.option("--where", multiple=True, help="Only one category of a dimension: DIMENSION=VALUE. May be repeated.")
@AS_ROLE
@AS_JSON
@example("cpdash show AR2 --area Stockton-on-Tees --from 2016-03 --json")
def show(indicator: str, area: str, form: str | None, first: Month | None, last: Month | None, dimension: str,
         where: tuple[str, ...], role: Role, as_json: bool) -> None:  # fmt: skip
    """One indicator of a council through time, with targets and benchmarks."""
    only = [_dimension_and_category(one) for one in where]
    board = _board(role)
    if dimension or only:
        view = board.breakdown(indicator, area, dimension, form=form, where=only, first=first, last=last)
    else:
        view = board.series(indicator, area, form=form, first=first, last=last)
    _print(printing.series_json(view) if as_json else printing.series_text(view))


def _dimension_and_category(text: str) -> tuple[str, str]:
    dimension, _, category = text.partition("=")
    if not dimension or not category:
        raise click.UsageError("--where takes DIMENSION=VALUE, such as --where age='10 to 15 years'")
    return dimension, category


@cli.command()
@click.argument("indicator")
@AREA
@click.option(
    "--year",
    type=click.IntRange(1990, 2100),
    help="Published year: the calendar year in which it ends. Default: the newest.",
)
@click.option("--group", type=click.Choice(KINDS), default="region", show_default=True, help="Ranked among whom.")
@click.option("--model", type=int, help="Statistical neighbour model: 2025 or 2021. Default: the newest.")
@AS_JSON
@example("cpdash compare AR2 --area E06000004 --year 2025 --json")
def compare(indicator: str, area: str, year: int | None, group: Kind, model: int | None, as_json: bool) -> None:
    """One indicator of a council against others in a published year: value, benchmarks, rank, movement."""
    view = _board().comparison(indicator, area, year, group=group, model=model)
    _print(printing.comparison_json(view) if as_json else printing.comparison_text(view))


@cli.command()
@click.argument("indicator")
@AREA
@click.option(
    "--month", type=MONTH, help="As at a month, YYYY-MM. Default: the newest that the council has a figure for."
)
@click.option("--form", help="Window of the figures, such as '12 months'. Default: the indicator's own.")
@AS_ROLE
@AS_JSON
@example(
    "cpdash explain CP8 --area 'Demo Borough (synthetic)'\n  cpdash explain AR2 --area E06000004 --month 2025-03 --json"
)
def explain(indicator: str, area: str, month: Month | None, form: str | None, role: Role, as_json: bool) -> None:
    """What one indicator says: is it better, is the change real, is it good enough, how do others do?"""
    answer = _board(role).answer(indicator, area, month, form=form)
    _print(explained.answer_json(answer) if as_json else explained.answer_text(answer))


@cli.command()
@click.argument("action", type=click.Choice(["list", "check"]), default="list")
@AS_JSON
@example("cpdash catalogue check")
def catalogue(action: str, as_json: bool) -> None:
    """List the indicators, or check every file of the catalogue and name all its faults at once."""
    found = load_catalogue()
    if action == "check":
        _print(f"{len(found.indicators)} indicators and {len(found.sources)} file layouts: no faults.")
    else:
        _print(printing.catalogue_json(found) if as_json else printing.catalogue_text(found))


@cli.command()
@click.argument("words", nargs=-1, required=True)
@AS_JSON
@example("cpdash find far from home\n  cpdash find NEET --json")
def find(words: tuple[str, ...], as_json: bool) -> None:
    """Find indicators by the words that people use: everyday words, abbreviations, titles, codes; best first."""
    text = " ".join(words)
    found = finding.find(load_catalogue(), text)
    if not found:
        _say(f"No indicator is called '{text}'. 'cpdash catalogue' lists them all.")
    if found or as_json:
        _print(printing.found_json(found) if as_json else printing.found_text(found))


@cli.command()
@click.argument("kind", type=click.Choice(["scorecard"]))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@example("cpdash template scorecard scorecard.xlsx")
def template(kind: str, file: Path) -> None:
    """Write an empty, documented input file to fill in."""
    if file.exists():
        raise click.UsageError(f"{file.name} exists already: choose another name, so that nothing filled in is lost.")
    write_scorecard_template(file, load_catalogue(), date.today())
    _print(f"{file}: fill in the sheet '{kind.title()}', then run 'cpdash import {kind} {file}'")


@cli.command()
@click.option("--address", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8501, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--role",
    type=click.Choice(["service", "steward"]),
    help="Show full detail to whoever opens the dashboard, on this machine only; without sign-in.",
)
@click.option("--open/--no-open", "browser", default=False, help="Open the dashboard in the browser.")
@example("cpdash serve --port 8502")
def serve(address: str, port: int, role: str | None, browser: bool) -> None:
    """Run the dashboard, by default on this machine only."""
    from cpdash.web.server import serve as start  # noqa: PLC0415  Streamlit takes a second to import: only here

    start(address, port, browser=browser, role=role)


@cli.command()
@AS_JSON
@example("cpdash settings")
def settings(as_json: bool) -> None:
    """Print every setting, its value and where it came from."""
    _print(printing.settings_text(Settings(), as_json))


@cli.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--source", "sources", multiple=True, help="Only this source; may be repeated. Default: all national.")
@example("cpdash extract published-figures")
def extract(folder: Path, sources: tuple[str, ...]) -> None:
    """Write the national figures of the current snapshot as tables that 'cpdash import' reads back."""
    board = _board()
    folder.mkdir(parents=True, exist_ok=True)
    for path in board.extract(folder, sources):
        _print(path)


if __name__ == "__main__":
    main()

"""A page that a head of service and a board work with: its question, what answers it, and what can be looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from cpdash import narrative, tables, words
from cpdash.board.answer import Answer
from cpdash.board.details import CLOSED
from cpdash.board.views import Place, Point
from cpdash.catalogue.pages import BoardPage, PageView
from cpdash.errors import NotInPublic
from cpdash.periods import Month
from cpdash.web import components, explore, html, indicator_parts, pictures, tiles
from cpdash.web.cut import Part
from cpdash.web.filters import Filters
from cpdash.web.html import Ways

Drawn = Callable[[], Iterable[Point]]
"""Draws a view whose filters are placed already, and returns the figures that it shows."""

Prepare = Callable[[Filters, PageView, Place, Month | None], Drawn]
"""Draws the filters of a view."""


def draw(ask: Filters, page: BoardPage) -> None:
    """Draw a page: the question with the measures that answer it, then the view that is chosen, with its filters."""
    with ask.bar():
        council = ask.council()
        month = ask.month(council)
    answers = list(_answers(ask, page, council, month))
    components.show(html.question(page.question), tiles.few(answers, ask.to))
    view = ask.view(page)
    with ask.row():
        drawn = VIEWS[view.shows](ask, view, council, month)
    shown = [*_points(answers), *drawn()]
    components.show(components.footer(ask.views.footer(), council, month, shown))


def _answers(ask: Filters, page: BoardPage, council: Place, month: Month | None) -> Iterator[Answer]:
    for name in page.key:
        form = next(iter(ask.views.forms(name, council.code)), ask.views.catalogue.indicators[name].local.form)
        yield ask.views.answer(name, council.code, Part(form, last=month))


def _points(answers: list[Answer]) -> list[Point]:
    return [one.card.latest for one in answers if one.card.latest]


def _measures(ask: Filters, view: PageView, council: Place, month: Month | None) -> Drawn:
    indicator = ask.measure([ask.views.catalogue.indicators[one] for one in view.measures])
    look = explore.look(ask, council, indicator, month)

    def drawn() -> tuple[Point, ...]:
        explore.trend(ask, look, beneath=_noted(ask, look))
        explore.behind(ask, look)
        explore.breakdown(ask, look)
        more = [("More about this measure", ask.to(indicator)), ("Compare with others", ask.to(indicator, "compare"))]
        components.show(html.links(more, "More about this measure"))
        return ask.views.series(indicator.id, council.code, look.part).points

    return drawn


def _noted(ask: Filters, look: explore.Look) -> str:
    """Return what people have noted of the figures, which the chart marks by a number."""
    if look.where:
        return ""
    series = ask.views.series(look.indicator.id, look.council.code, look.part)
    return indicator_parts.notes(ask.views.answer(look.indicator.id, look.council.code, look.part), series.points)


def _mix(ask: Filters, view: PageView, council: Place, month: Month | None) -> Drawn:
    indicator = ask.measure([ask.views.catalogue.indicators[one] for one in view.measures])
    form = view.form or ask.form(indicator, council)
    has = ask.views.breakdowns(indicator.id, council.code, form)
    labels = {one: words.dimension_words(one).capitalize() for one in view.dimensions if one in has}
    chosen = ask.one_of("by", "Divided by", labels, next(iter(labels))) if labels else ""

    def drawn() -> tuple[Point, ...]:
        if not chosen:
            why = indicator.public.closed or f"Divided like this it is {CLOSED}." if ask.is_public else None
            components.show(_nothing(indicator.short, why))
            return ()
        picture = ask.views.mix(indicator.id, council.code, chosen, form, month)
        opened = ask.views.openings(indicator.id, council.code, form).categories(chosen)
        ways = {one: (words.mark(one), explore.slice_address(ask, indicator, chosen, one)) for one in opened}
        components.chart(picture, ask.views.footer(), key="mix", ways=ways, meanwhile=ask.draw)
        return picture.points

    return drawn


def _together(ask: Filters, view: PageView, council: Place, month: Month | None) -> Drawn:
    catalogue = ask.views.catalogue
    longest = catalogue.indicators[view.measures[0]]
    form = view.form or longest.local.form
    first, last = ask.period(ask.views.series(longest.id, council.code, Part(form)), month)

    def drawn() -> tuple[Point, ...]:
        parts = tuple(Part(view.form or catalogue.indicators[one].local.form, first, last, ()) for one in view.measures)
        picture = ask.views.several(view.measures, council.code, parts)
        components.chart(picture, ask.views.footer(), key="together", meanwhile=ask.draw)
        about = [(catalogue.indicators[one].short, ask.to(catalogue.indicators[one])) for one in view.measures]
        components.show(html.links(about, "Each measure by itself"))
        return picture.points

    return drawn


def _profile(ask: Filters, view: PageView, council: Place, month: Month | None) -> Drawn:
    indicator = ask.views.catalogue.indicators[view.measures[0]]

    def drawn() -> list[Point]:
        has = ask.views.breakdowns(indicator.id, council.code, indicator.local.form)
        dimensions = [one for one in view.dimensions if one in has]
        if not dimensions:
            components.show(_nothing(f"{indicator.short} by age, placement or need"))
        components.show(html.heading(f"{indicator.title}, five years side by side"))
        shown: list[Point] = []
        for one in dimensions:
            picture = ask.views.mix(indicator.id, council.code, one, indicator.local.form, month)
            components.show(html.heading(words.dimension_words(one).capitalize(), 3))
            components.table(picture, ask.views.footer(), f"profile_{one}", pictured=False)
            shown += picture.points
        return shown

    return drawn


def _moves(ask: Filters, view: PageView, council: Place, month: Month | None) -> Drawn:
    indicator = ask.views.catalogue.indicators[view.measures[0]]
    form = ask.form(indicator, council)

    def drawn() -> tuple[Point, ...]:
        if month is None:
            components.show(_nothing(indicator.short))
            return ()
        try:
            picture = ask.views.moves(council.code, form, month)
        except NotInPublic as error:
            components.show(_nothing(error.what, error.why))
            return ()
        if picture.table.empty:
            components.show(html.heading(picture.headline))
            return ()
        opened = ask.views.openings(indicator.id, council.code, form).categories("placement")
        ways = {one: (words.mark(one), explore.slice_address(ask, indicator, "placement", one)) for one in opened}
        components.chart(picture, ask.views.footer(), key="moves", ways=ways, meanwhile=ask.draw)
        return picture.points

    return drawn


def _list(tell: Callable[[Filters, Place, Month | None], Iterator[tuple[pictures.Picture, Ways]]]) -> Prepare:
    def prepared(ask: Filters, view: PageView, council: Place, month: Month | None) -> Drawn:
        def drawn() -> tuple[Point, ...]:
            for at, (picture, ways) in enumerate(tell(ask, council, month)):
                components.show(html.heading(picture.headline))
                if picture.table.empty:
                    components.show(_nothing(view.name))
                else:
                    components.table(picture, ask.views.footer(), f"{view.id}_{at}", "", ways, pictured=False)
            return ()

        return drawn

    return prepared


def _actions(ask: Filters, council: Place, month: Month | None) -> Iterator[tuple[pictures.Picture, Ways]]:
    found = ask.views.registers(council.code)
    headline = narrative.actions_headline(found, month)
    ways = {one.text: ("", ask.to(one.indicator)) for one in found.actions if one.indicator}
    yield pictures.of_list(found, "actions", headline, tables.actions_table(found.actions, month)), ways


def _inspections(ask: Filters, council: Place, _: Month | None) -> Iterator[tuple[pictures.Picture, Ways]]:
    found = ask.views.registers(council.code)
    headline = narrative.inspections_headline(found)
    yield pictures.of_list(found, "judgements", headline, tables.judgements_table(found.judgements)), {}
    own = tables.home_judgements_table(found.home_judgements)
    yield pictures.of_list(found, "own-homes", "Our homes, as the board was told", own), {}
    homes = tables.homes_table(found.homes)
    yield pictures.of_list(found, "homes", narrative.homes_headline(found), homes), {}


def _meetings(ask: Filters, council: Place, month: Month | None) -> Iterator[tuple[pictures.Picture, Ways]]:
    found = ask.views.registers(council.code)
    yield (
        pictures.of_list(
            found, "meetings", narrative.meetings_headline(found, month), tables.meetings_table(found.meetings)
        ),
        {},
    )


def _nothing(what: str, why: str | None = None) -> str:
    """Return what stands where there is nothing to show: why, and what to load."""
    if why:
        return html.paragraph(f"{what}: not shown in public. {why}")
    return html.paragraph(
        f"Nothing is loaded yet for: {what}. Whoever loads files for the council can add it; the Data page says what "
        "is there, the Methods page what each figure is worked out from."
    )


VIEWS: Mapping[str, Prepare] = {
    "measures": _measures, "mix": _mix, "together": _together, "profile": _profile, "moves": _moves,
    "actions": _list(_actions), "inspections": _list(_inspections), "meetings": _list(_meetings),
}  # fmt: skip

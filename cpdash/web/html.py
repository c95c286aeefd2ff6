"""Parts of pages as HTML, everything in them escaped. One text for several parts is one element for the browser."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from numbers import Real

_STEPS = {"Previous": "previous", "Next": "next"}
"""How the words of a link begin that leads to the measure before or after."""


def heading(text: str, level: int = 2) -> str:
    """Return a heading within the page."""
    return f"<h{level} class='part'>{escape(text)}</h{level}>"


def finding(headline: str, subtitle: str) -> str:
    """Return a chart's headline and what it measures."""
    return f"<div class='finding'><h2>{escape(headline)}</h2><p>{escape(subtitle)}</p></div>"


def question(text: str) -> str:
    """Return a page's heading: the question that it answers."""
    return f"<h1>{escape(text)}</h1>"


def paragraph(text: str) -> str:
    """Return a paragraph."""
    return f"<p>{escape(text)}</p>"


def command(*lines: str) -> str:
    """Return commands for the terminal."""
    return "<pre class='commands'>" + escape("\n".join(lines)) + "</pre>"


def definitions(pairs: Iterable[tuple[str, str]]) -> str:
    """Return terms and what is said of each; those of which nothing is said are left out."""
    inside = "".join(f"<dt>{escape(term)}</dt><dd>{escape(words)}</dd>" for term, words in pairs if words)
    return f"<dl class='definitions'>{inside}</dl>"


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Return short facts to stand side by side, each under what it is."""
    inside = "".join(f"<div><dt>{escape(term)}</dt><dd>{escape(words)}</dd></div>" for term, words in pairs)
    return f"<dl class='facts'>{inside}</dl>"


def links(pairs: Iterable[tuple[str, str]], label: str) -> str:
    """Return links to other views, followed inside the session."""
    inside = "".join(link(text, address, _STEPS.get(text.partition(":")[0], "")) for text, address in pairs)
    return f"<nav class='links' aria-label='{escape(label)}'>{inside}</nav>"


def link(words: str, address: str, step: str = "") -> str:
    """Return a link to another view; `step` says which way it goes where a key follows it: next or previous."""
    way = f" data-step='{step}'" if step else ""
    return f"<a data-view{way} href='{escape(address)}'>{escape(words)}</a>"


def files(picture: Mapping[str, str]) -> str:
    """Return the buttons that make a file of the chart before them and copy the view's address: picture.js does both.

    The picture is `file`, its name, with `headline`, `subtitle`, `foot` and `alt`; without any there is the address.
    They are JSON without angle brackets: the page's sanitiser leaves out an attribute that looks like markup.
    """
    said = json.dumps(picture).replace("<", r"\u003c").replace(">", r"\u003e")
    data = f" data-drawn='{escape(said)}'" if picture else ""
    made = [f"<button type='button' data-picture='{kind}'>Picture ({kind.upper()})</button>" for kind in ("png", "svg")]
    link = "<button type='button' data-copy-link>Copy link to this view</button>"
    return f"<p class='files'{data}>{''.join(made) if picture else ''}{link}<span role='status'></span></p>"


def table_html(columns: Sequence[str], lines: Iterable[Sequence[object]], caption: str) -> str:
    """Return a real table whose first column names the rows. Where it is wider than the page it scrolls by itself."""
    return _table(columns, (_cells(line) for line in lines), caption)


Ways = Mapping[str, tuple[str, str]]
"""What the first cell of a row says -> how a mark on the chart names it, and the address of what is behind it."""


def marked_table(columns: Sequence[str], lines: Iterable[Sequence[object]], caption: str, ways: Ways) -> str:
    """Return a table whose rows lead to what is behind them: what a mark on the chart is for the mouse.

    A click on a mark of the chart follows the link of the same name (links.js).
    """
    return _table(columns, (_way(line, ways) for line in lines), caption)


def _way(line: Sequence[object], ways: Ways) -> str:
    first, *others = (_text(cell) for cell in line)
    mark, address = ways.get(first, ("", ""))
    named = f" data-mark='{escape(mark)}'" if mark else ""
    head = f"<a data-view{named} href='{escape(address)}'>{escape(first)}</a>" if address else escape(first)
    return f"<th scope='row'>{head}</th>" + "".join(f"<td>{escape(cell)}</td>" for cell in others)


def linked_table(columns: Sequence[str], lines: Iterable[Sequence[str]], caption: str) -> str:
    """Return a table whose rows end with the address that their first column links to."""
    return _table(columns, (_linked(line[:-1], line[-1]) for line in lines), caption)


def _table(columns: Sequence[str], lines: Iterable[str], caption: str) -> str:
    head = "".join(f"<th scope='col'>{escape(name.strip())}</th>" for name in columns)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return (
        f"<div class='table' tabindex='0' role='region' aria-label='Table: {escape(caption)}'><table>"
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cells(line: Sequence[object]) -> str:
    texts = [_text(cell) for cell in line]
    # A row without a rank is named by what stands after it: an empty header names nothing.
    names = next((at for at, text in enumerate(texts) if text), 0)
    return "".join(
        f"<th scope='row'>{escape(text)}</th>" if at == names else f"<td>{escape(text)}</td>"
        for at, text in enumerate(texts)
    )


def _linked(line: Sequence[str], address: str) -> str:
    return f"<th scope='row'>{link(line[0], address)}</th>" + "".join(f"<td>{escape(cell)}</td>" for cell in line[1:])


def _text(cell: object) -> str:
    """Return a cell as text: nothing for nothing, and numbers with commas and without a needless ".0"."""
    if isinstance(cell, Real):
        number = float(cell)
        return f"{number:,.0f}" if number.is_integer() else f"{number:,}"
    return "" if cell is None else str(cell)

"""How a fault of the catalogue is worded: the key, what is wrong, and the nearest that is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import BaseModel, ValidationError

from cpdash.errors import nearest


def lines(error: ValidationError, model: type[BaseModel]) -> Iterator[str]:
    """Return one line for each fault that a model found, with the nearest known key where one is unknown."""
    for fault in error.errors():
        where = ".".join(str(part) for part in fault["loc"]) or "(whole file)"
        message = fault["msg"].removeprefix("Value error, ")
        if fault["type"] == "extra_forbidden":
            near = nearest(str(fault["loc"][-1]), _keys(model))
            message = "unknown key" + (f"; nearest known: {', '.join(near)}" if near else "")
        yield f"{where}: {message}"


def unknown(what: str, given: str, known: Iterable[str]) -> str:
    """Return that a name is not known, with the nearest that is."""
    near = nearest(given, known)
    return f"no {what} '{given}'" + (f"; nearest known: {', '.join(near)}" if near else "")


def _keys(model: type[BaseModel]) -> set[str]:
    """Return every key that a model and the models inside it know."""
    names = {info.alias or name for name, info in model.model_fields.items()}
    for info in model.model_fields.values():
        for part in (info.annotation, *getattr(info.annotation, "__args__", ())):
            if isinstance(part, type) and issubclass(part, BaseModel):
                names |= _keys(part)
    return names

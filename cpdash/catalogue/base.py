"""The base of every catalogue model."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A model that cannot change and refuses an unknown key."""

    model_config = ConfigDict(frozen=True, extra="forbid")

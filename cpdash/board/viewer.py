"""Who is looking, and so which of a snapshot's two files answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cpdash.store.snapshots import Scope

Role = Literal["public", "service", "steward"]
"""public sees released values; service sees full detail; steward loads and publishes besides."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks for figures. With `safe_to_share` a viewer of any role is shown what the public is shown."""

    role: Role = "public"
    safe_to_share: bool = False

    @property
    def scope(self) -> Scope:
        """Which file of a snapshot answers this viewer."""
        return "public" if self.role == "public" or self.safe_to_share else "service"


PUBLIC = Viewer()

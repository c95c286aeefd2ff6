"""Every setting, read once at the edge from the environment or a .env file, all with the prefix CPDASH_."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parent.parent
"""The checkout: reference tables and published figures that come with the program lie in its data folder."""


class Settings(BaseSettings):
    """What may be set from outside. `cpdash settings` prints each value and where it came from."""

    model_config = SettingsConfigDict(env_prefix="CPDASH_", env_file=".env", extra="ignore", frozen=True)

    data: Path = Field(PROJECT / "data", description="Folder that holds incoming/, private/ and snapshots/.")
    default_area: str = Field(
        "E06000004", pattern=r"^E\d{8}$", description="Council (GSS code) that the dashboard opens on."
    )

    unreadable_share: float = Field(
        0.05,
        ge=0,
        le=1,
        description="Largest share of a return file's rows that may be unreadable; above it, nothing loads.",
    )

    allowed_hosts: str = Field(
        "127.0.0.1,localhost,[::1]",
        min_length=1,
        description="Names that the dashboard is reached by, with commas and without ports; others are refused.",
    )

    @field_validator("data")
    @classmethod
    def _is_a_folder(cls, folder: Path) -> Path:
        if not folder.name or (folder.exists() and not folder.is_dir()):
            raise ValueError("must name a folder")
        return folder

    @property
    def hosts(self) -> tuple[str, ...]:
        """Names that the dashboard is reached by."""
        return tuple(name for part in self.allowed_hosts.split(",") if (name := part.strip()))

    @property
    def private(self) -> Path:
        """Folder of the work database, which only the loading side opens."""
        return self.data / "private"

    @property
    def snapshots(self) -> Path:
        """Folder of the published snapshots and the CURRENT pointer."""
        return self.data / "snapshots"


def shipped(*parts: str) -> Path:
    """Return the path of a table that comes with the program, whatever CPDASH_DATA says."""
    return PROJECT.joinpath("data", *parts)

"""Every setting, read once at the edge from the environment or a .env file, all with the prefix CPDASH_."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parent.parent
"""The checkout: reference tables and published figures that come with the program lie in its data folder."""


GivenRole = Literal["public", "service", "steward"]
"""What the provider can make of someone."""

SIGN_IN = ("signin_metadata", "signin_client", "signin_secret", "signin_redirect", "signin_cookie_secret")
"""What people can sign in with: all of these, or none."""


class Settings(BaseSettings):
    """What may be set from outside. `cpdash settings` prints each value and where it came from."""

    model_config = SettingsConfigDict(
        env_prefix="CPDASH_", env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True
    )

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
    small_numbers: int = Field(
        5, ge=1, le=100, description="Counts from 1 to this are withheld from the public, with what would tell them."
    )
    public_rounding: int | None = Field(
        None, ge=2, le=100, description="Counts of the public are rounded to the nearest of this. Default: not at all."
    )
    public_decimals: int | None = Field(
        None, ge=0, le=2, description="Decimals at most of public figures. Default: each indicator's own."
    )
    public_councils: str = Field(
        "all",
        pattern=r"^\s*(all|none|[A-Z]\d{8}(\s*,\s*[A-Z]\d{8})*)\s*$",
        description="Councils (GSS codes, with commas) of whose own figures any can be public; or all, or none.",
    )
    role: Literal["service", "steward"] | None = Field(
        None, description="Role of whoever opens the dashboard on one's own machine; never together with sign-in."
    )
    signin_metadata: str | None = Field(
        None, description="Address of the sign-in provider's OpenID configuration; with it, everyone signs in."
    )
    signin_client: str | None = Field(None, description="Client id that the provider gave the dashboard.")
    signin_secret: SecretStr | None = Field(None, description="Client secret that the provider gave the dashboard.")
    signin_redirect: str | None = Field(
        None, description="Address of the dashboard followed by /oauth2callback, as the provider knows it."
    )
    signin_cookie_secret: SecretStr | None = Field(
        None, min_length=32, description="Random text, 32 characters or more, that signs the cookie of a sign-in."
    )
    signin_claim: str = Field(
        "roles", min_length=1, description="Claim of the provider's token that holds roles or groups."
    )
    signin_public: str = Field("public", description="Values of the claim, with commas, that may see released figures.")
    signin_service: str = Field("service", description="Values of the claim, with commas, that may see full detail.")
    signin_steward: str = Field("steward", description="Values of the claim, with commas, that load and publish too.")
    signin_minutes: float = Field(
        15, gt=0, le=15, description="Minutes, 15 at most, after which the provider is asked again who someone is."
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
    def let_out(self) -> frozenset[str] | None:
        """Codes of the councils of whose own figures any can be public; None means all."""
        said = frozenset(name.strip() for name in self.public_councils.split(","))
        return None if said == {"all"} else said - {"none"}

    @field_validator("signin_metadata", "signin_redirect")
    @classmethod
    def _is_safe_to_send_secrets_to(cls, address: str | None) -> str | None:
        if address is not None and not _private(address):
            raise ValueError("must begin with https:// (or be an address of this machine)")
        return address

    @field_validator("signin_redirect")
    @classmethod
    def _is_the_callback(cls, address: str | None) -> str | None:
        if address is not None and not address.endswith("/oauth2callback"):
            raise ValueError("must end with /oauth2callback")
        return address

    @model_validator(mode="after")
    def _sign_in_is_whole(self) -> Self:
        missing = [name for name in SIGN_IN if not getattr(self, name)]
        if 0 < len(missing) < len(SIGN_IN):
            names = ", ".join(f"CPDASH_{name.upper()}" for name in missing)
            raise ValueError(f"sign-in needs all its settings, and these are not set: {names}")
        if self.role and not missing:
            raise ValueError("CPDASH_ROLE is for one's own machine: unset it where people sign in")
        return self

    @model_validator(mode="after")
    def _a_value_means_one_role(self) -> Self:
        given = list(self.roles.values())
        if len(frozenset().union(*given)) < sum(map(len, given)):
            raise ValueError("the same value of the claim is set for two roles")
        return self

    @property
    def signs_in(self) -> bool:
        """Whether these settings say how people sign in."""
        return self.signin_metadata is not None

    @property
    def roles(self) -> dict[GivenRole, frozenset[str]]:
        """Values of the claim that give each role, the role that may do most first."""
        said: dict[GivenRole, str] = {
            "steward": self.signin_steward,
            "service": self.signin_service,
            "public": self.signin_public,
        }
        return {role: frozenset(filter(None, map(str.strip, text.split(",")))) for role, text in said.items()}

    @property
    def private(self) -> Path:
        """Folder of the work database, which only the loading side opens."""
        return self.data / "private"

    @property
    def snapshots(self) -> Path:
        """Folder of the published snapshots and the CURRENT pointer."""
        return self.data / "snapshots"


def _private(address: str) -> bool:
    """Return whether nobody on the way can read what is sent to an address."""
    where = urlsplit(address)
    return where.scheme == "https" or (where.scheme == "http" and loopback(where.hostname))


def loopback(host: str | None) -> bool:
    """Return whether a host's name or number is this machine's own, which no other can reach."""
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False


def shipped(*parts: str) -> Path:
    """Return the path of a table that comes with the program, whatever CPDASH_DATA says."""
    return PROJECT.joinpath("data", *parts)

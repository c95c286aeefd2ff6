"""Who someone is by what the sign-in provider says of them, and for how long that is believed."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

from cpdash.settings import SIGN_IN, GivenRole, Settings

RENEWAL = "renew"
"""What Streamlit calls the provider when it is asked again without showing anything."""

SKEW = 60
"""Seconds by which the provider's clock may be ahead of this machine's."""

_OURS = dict(
    zip(SIGN_IN, ("server_metadata_url", "client_id", "client_secret", "redirect_uri", "cookie_secret"), strict=True)
)


def configured(settings: Settings, file: Mapping[str, Any]) -> Settings:
    """Return settings that say how people sign in, where they or the [auth] of .streamlit/secrets.toml (`file`) do.

    The settings win as a whole. Raises ValidationError for an [auth] that lacks something or is not safe.
    """
    if settings.signs_in or not file:
        return settings
    kept = settings.model_dump(include=settings.model_fields_set)
    return Settings(**kept | {ours: str(file.get(theirs, "")) for ours, theirs in _OURS.items()})


def section(settings: Settings) -> dict[str, Any]:
    """Return the [auth] that Streamlit signs people in with: the provider, and the same one asked without a prompt."""
    if not (settings.signs_in and settings.signin_secret and settings.signin_cookie_secret):
        return {}
    client = {
        "client_id": settings.signin_client,
        "client_secret": settings.signin_secret.get_secret_value(),
        "server_metadata_url": settings.signin_metadata,
    }
    return {
        "redirect_uri": settings.signin_redirect,
        "cookie_secret": settings.signin_cookie_secret.get_secret_value(),
        **client,
        RENEWAL: {**client, "client_kwargs": {"scope": "openid email profile", "prompt": "none"}},
    }


def role_of(claims: Mapping[str, Any], settings: Settings) -> GivenRole | None:
    """Return the role that a person's claims give: of several the one that may do most, None for none."""
    said = claims.get(settings.signin_claim)
    given = [said] if isinstance(said, str) else said if isinstance(said, list) else []
    held = {one for one in given if isinstance(one, str)}
    return next((role for role, values in settings.roles.items() if values & held), None)


def holds_until(claims: Mapping[str, Any], now: float, minutes: float) -> float:
    """Return until when claims are believed, in seconds since 1970: their own end or so many minutes after their issue.

    It is past for claims that do not say when they were issued and end, or were issued in the future.
    """
    issued, ends = _seconds(claims.get("iat")), _seconds(claims.get("exp"))
    if issued is None or ends is None or issued > now + SKEW:
        return 0.0
    return min(ends, min(issued, now) + minutes * 60)


def name_of(claims: Mapping[str, Any]) -> str:
    """Return what to call a person: their user name, mail address or name at the provider."""
    said = (claims.get(name) for name in ("preferred_username", "email", "name"))
    return next((one for one in said if isinstance(one, str) and one), "")


def _seconds(said: object) -> float | None:
    return float(said) if isinstance(said, int | float) and not isinstance(said, bool) and isfinite(said) else None

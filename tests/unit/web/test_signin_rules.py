"""Who the provider's claims make of someone, for how long, and which view they come back to."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from cpdash.settings import Settings
from cpdash.web import signin
from cpdash.web.signin_view import FILTERS, PAGES, known_view

SIGN_IN = {
    "signin_metadata": "https://login.example.org/v2.0/.well-known/openid-configuration",
    "signin_client": "dashboard",
    "signin_secret": "hush-client",
    "signin_redirect": "https://dashboard.example.org/oauth2callback",
    "signin_cookie_secret": "hush-cookie-hush-cookie-hush-cookie",
}
FILE = {
    "server_metadata_url": SIGN_IN["signin_metadata"],
    "client_id": "dashboard",
    "client_secret": "hush-client",
    "redirect_uri": SIGN_IN["signin_redirect"],
    "cookie_secret": SIGN_IN["signin_cookie_secret"],
}

ANY = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text() | st.sampled_from(["public", "service", "steward "]),
    lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside),
    max_leaves=5,
)


def settings(**given: Any) -> Settings:
    return Settings(**SIGN_IN | given)


@pytest.mark.parametrize(
    ("said", "role"),
    [
        (["public"], "public"),
        ("service", "service"),
        (["public", "steward", "service"], "steward"),
        (["cricket", "public"], "public"),
        (["Service"], None),
        (["services"], None),
        ("public service", None),
        ([["steward"]], None),
        ({"steward": True}, None),
        ("", None),
        (None, None),
    ],
)
def test_role_is_the_highest_that_is_given_by_its_whole_name(said: object, role: str | None) -> None:
    assert signin.role_of({"roles": said}, settings()) == role


@given(ANY)
def test_no_claim_but_a_known_value_gives_a_role(said: Any) -> None:
    given_alone = [said] if isinstance(said, str) else said if isinstance(said, list) else []
    known = any(one in ("public", "service", "steward") for one in given_alone)
    assert (signin.role_of({"roles": said}, settings()) is not None) == known
    assert signin.role_of({"groups": said}, settings()) is None


def test_groups_may_stand_for_roles_and_an_empty_setting_for_none() -> None:
    told = settings(signin_claim="groups", signin_service="0a1b, 2c3d", signin_steward="")
    assert signin.role_of({"groups": ["2c3d"]}, told) == "service"
    assert signin.role_of({"groups": ["", "steward"]}, told) is None


@given(ANY, ANY, st.floats(0, 4e9), st.floats(0.01, 15))
def test_claims_are_never_believed_past_their_end_or_their_limit(
    iat: Any, exp: Any, now: float, minutes: float
) -> None:
    until = signin.holds_until({"iat": iat, "exp": exp}, now, minutes)
    assert until <= now + minutes * 60
    if until > 0:
        assert until <= exp
        assert until <= iat + minutes * 60
        assert iat <= now + signin.SKEW


@pytest.mark.parametrize(
    "claims", [{}, {"iat": 1000}, {"exp": 9e9}, {"iat": "1000", "exp": 9e9}, {"iat": True, "exp": 9e9}]
)
def test_claims_that_do_not_say_when_are_not_believed(claims: dict[str, Any]) -> None:
    assert signin.holds_until(claims, 1000.0, 15) == 0


def test_claims_are_believed_for_the_minutes_that_are_set() -> None:
    assert signin.holds_until({"iat": 1000, "exp": 5000}, 1010.0, 15) == 1000 + 900
    assert signin.holds_until({"iat": 1000, "exp": 1200}, 1010.0, 15) == 1200


@given(st.text())
def test_whatever_is_asked_for_leads_to_one_of_our_pages(asked: str) -> None:
    for text in (asked, "//" + asked, "https:" + asked, f"overview?council={asked}", f"\\{asked}"):
        parts = urlsplit(known_view(text))
        assert parts.path in PAGES
        assert not (parts.scheme or parts.netloc or parts.fragment)


def test_a_view_comes_back_with_its_filters_and_nothing_else() -> None:
    asked = "indicator?council=E06000004&evil=1&against=region%2Cengland&month=2026-03"
    assert known_view(asked) == "indicator?council=E06000004&against=region%2Cengland&month=2026-03"
    assert known_view("/data") == "data"
    assert known_view(f"data?council={'x' * 500}") == "data"
    assert "council" in FILTERS


def test_sign_in_is_all_of_its_settings_or_none() -> None:
    for name in SIGN_IN:
        some = {one: value for one, value in SIGN_IN.items() if one != name}
        with pytest.raises(ValidationError, match=f"CPDASH_{name.upper()}"):
            Settings(**some)  # type: ignore[arg-type]
    assert settings().signs_in
    assert not Settings().signs_in


@pytest.mark.parametrize(
    "wrong",
    [
        {"signin_metadata": "http://login.example.org/.well-known/openid-configuration"},
        {"signin_redirect": "http://dashboard.example.org/oauth2callback"},
        {"signin_redirect": "https://dashboard.example.org/"},
        {"signin_cookie_secret": "short"},
        {"signin_minutes": 16},
        {"signin_minutes": 0},
        {"signin_service": "all", "signin_steward": "some,all"},
        {"role": "service"},
        {"role": "public"},
    ],
)
def test_settings_that_are_not_safe_are_refused_and_no_secret_is_told(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        settings(**wrong)
    assert "hush" not in str(refused.value)


def test_secrets_are_in_no_text_of_the_settings() -> None:
    told = settings()
    assert "hush" not in f"{told!r} {told} {told.model_dump_json()}"


def test_streamlit_is_told_the_provider_twice_and_asks_one_without_a_prompt() -> None:
    section = signin.section(settings())
    assert section["client_secret"] == section[signin.RENEWAL]["client_secret"] == "hush-client"
    assert section[signin.RENEWAL]["client_kwargs"]["prompt"] == "none"
    assert signin.section(Settings()) == {}


def test_sign_in_may_stand_in_the_file_and_is_held_to_the_same_rules() -> None:
    assert signin.section(signin.configured(Settings(), FILE)) == signin.section(settings())
    with pytest.raises(ValidationError, match="SIGNIN_CLIENT"):
        signin.configured(Settings(), {**FILE, "client_id": ""})
    with pytest.raises(ValidationError, match="CPDASH_ROLE"):
        signin.configured(Settings(role="service"), FILE)
    assert not signin.configured(Settings(), {}).signs_in

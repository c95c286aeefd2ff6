"""The layouts and code sets of the return hang together."""

from __future__ import annotations

from pathlib import Path

import pytest

from cpdash.catalogue import returns
from cpdash.catalogue.returns import load_return_layouts
from cpdash.errors import CatalogueFaulty
from cpdash.extract import RETURN_SCHEMAS

LAYOUTS = load_return_layouts()


def test_every_table_of_the_store_has_a_layout_with_its_columns() -> None:
    assert {*LAYOUTS.tables} == {*RETURN_SCHEMAS} - {"mark"}
    for name, layout in LAYOUTS.tables.items():
        kept = set(RETURN_SCHEMAS[name].names) - {"ret", "file", "row"}
        assert kept <= {column.lower() for column in layout.types}


def test_every_name_is_a_plain_word_that_may_stand_in_a_query() -> None:
    for layout in LAYOUTS.layouts.values():
        assert all(name.isascii() and name.replace("_", "").isalnum() for name in (layout.id, *layout.types))


def test_no_kind_has_all_the_columns_of_another() -> None:
    for one in LAYOUTS.layouts.values():
        others = [other for other in LAYOUTS.layouts.values() if other.id != one.id]
        assert not [other.id for other in others if set(other.columns) <= set(one.columns)]


def test_codes_have_their_years() -> None:
    codes = {(name, code): (first, last) for name, code, first, last in LAYOUTS.code_rows()}
    assert codes["place", "K3"] == (2025, 9999)
    assert codes["sex", "1"] == (0, 2024)
    assert LAYOUTS.codes["rec"]["E2"].group == "Died"


def test_every_fault_of_the_files_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tables.toml").write_text('[one]\ntitle = "x"\ncolumns = {A = "id", B = "date", C = "code"}\n', "utf-8")
    (tmp_path / "codes.toml").write_text('[sex]\n1 = {lable = "Male"}\n', "utf-8")
    monkeypatch.setattr(returns, "TABLES", tmp_path / "tables.toml")
    monkeypatch.setattr(returns, "CODES", tmp_path / "codes.toml")
    with pytest.raises(CatalogueFaulty) as faulty:
        load_return_layouts.__wrapped__()
    assert any("tables.toml: one" in fault and "columns.B" in fault for fault in faulty.value.faults)
    assert any("codes.toml: sex.1" in fault for fault in faulty.value.faults)


def test_a_file_that_is_no_toml_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tables.toml").write_text("[one", "utf-8")
    monkeypatch.setattr(returns, "TABLES", tmp_path / "tables.toml")
    with pytest.raises(CatalogueFaulty, match=r"tables\.toml: not valid TOML"):
        load_return_layouts.__wrapped__()

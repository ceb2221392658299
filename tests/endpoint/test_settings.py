"""Settings: one table, read from the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from endpoint.settings import Settings, SettingsError, table


def test_every_setting_has_a_variable_a_default_and_help() -> None:
    for name, variable, default, help in table():
        assert variable == f"MITHAQ_{name.upper()}"
        assert default == "" or (isinstance(default, int | float) and default > 0)
        assert help


def test_the_environment_changes_settings() -> None:
    settings = Settings.read({"MITHAQ_TIME_LIMIT": "2.5", "MITHAQ_WORKERS": "4", "OTHER": "x"})
    assert (settings.time_limit, settings.workers, settings.threads) == (2.5, 4, Settings().threads)


@pytest.mark.parametrize("value", ["0", "-1", "soon", "2.5", "", "inf", "nan"])
def test_a_wrong_value_is_named(value: str) -> None:
    with pytest.raises(SettingsError, match=f"MITHAQ_WORKERS={value}"):
        Settings.read({"MITHAQ_WORKERS": value})
    if value != "2.5":
        with pytest.raises(SettingsError, match="MITHAQ_TIME_LIMIT"):
            Settings.read({"MITHAQ_TIME_LIMIT": value})


def test_too_little_memory_for_the_engine_is_refused() -> None:
    with pytest.raises(SettingsError, match="from 256"):
        Settings.read({"MITHAQ_MEMORY_LIMIT": "128"})


def test_the_token_is_given_or_stands_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("  from-file \nmore\n")
    assert Settings.read({}).secret() is None
    assert Settings.read({"MITHAQ_TOKEN": " given "}).secret() == "given"
    assert Settings.read({"MITHAQ_TOKEN_FILE": str(file)}).secret() == "from-file"
    assert Settings.read({"MITHAQ_TOKEN": "given", "MITHAQ_TOKEN_FILE": str(file)}).secret() == "given"


@pytest.mark.parametrize("content", [None, "", "\n\n"])
def test_a_token_file_without_a_token_is_refused(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "token"
    if content is not None:
        file.write_text(content)
    with pytest.raises(SettingsError, match="MITHAQ_TOKEN_FILE"):
        Settings.read({"MITHAQ_TOKEN_FILE": str(file)}).secret()


def test_a_log_of_another_kind_is_refused() -> None:
    assert Settings.read({"MITHAQ_LOG": "requests"}).log == "requests"
    with pytest.raises(SettingsError, match="MITHAQ_LOG=all"):
        Settings.read({"MITHAQ_LOG": "all"})

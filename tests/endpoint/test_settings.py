"""Settings: one table, read from the environment."""

from __future__ import annotations

import pytest

from endpoint.settings import Settings, SettingsError, table


def test_every_setting_has_a_variable_a_default_and_help() -> None:
    for name, variable, default, help in table():
        assert variable == f"MITHAQ_{name.upper()}"
        assert default > 0
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

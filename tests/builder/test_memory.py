"""Cycles are not looked for where that is said, and afterwards as before."""

from __future__ import annotations

import gc

import pytest

from builder.memory import swept, uncollected


def test_collection_goes_on_where_the_outermost_ends() -> None:
    assert gc.isenabled()
    with uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_collection_goes_on_after_an_error() -> None:
    with pytest.raises(RuntimeError), uncollected():
        raise RuntimeError
    assert gc.isenabled()


def test_only_what_is_made_meanwhile_is_swept() -> None:
    before: list[object] = []
    with swept() as sweep:
        assert gc.get_freeze_count() > 0
        cycle: list[object] = []
        cycle.append(cycle)
        del cycle
        assert sweep() == 1
        assert not any(found is before for found in gc.get_objects())
    assert gc.get_freeze_count() == 0

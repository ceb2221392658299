"""Cycles are not looked for where that is said, and afterwards as before; what is held is not freed at the end."""

from __future__ import annotations

import gc
import subprocess
import sys

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


PROCESS = """
import atexit, sys
from builder.memory import held, last
class Thing:
    def __del__(self): print("freed")
def command():
    thing = Thing()
    {hold}
    print("done")
    {end}
atexit.register(print, "at exit")
last(command)
"""


@pytest.mark.parametrize(
    ("hold", "end", "code", "freed"),
    [
        pytest.param("held(thing)", "sys.exit(3)", 3, False, id="at once"),
        pytest.param("held(thing)", "sys.exit('wrong')", 1, None, id="a message"),
        pytest.param("held(thing)", "raise ValueError", 1, None, id="an error"),
        pytest.param("pass", "sys.exit(3)", 3, True, id="nothing held"),
    ],
)
def test_a_process_ends_as_it_says_whether_something_is_held_or_not(
    hold: str, end: str, code: int, freed: bool | None
) -> None:
    text = PROCESS.format(hold=hold, end=end)
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=False)
    told = done.stdout.split()
    assert done.returncode == code
    assert told.count("done") == told.count("exit") == 1
    assert freed is None or ("freed" in told) == freed

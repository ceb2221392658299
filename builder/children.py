"""What the processes are given that this one starts, to run modules of this package."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

_ROOT: Final = str(Path(__file__).resolve().parents[1])


def environment() -> dict[str, str]:
    """The environment of a process that finds the package where this process found it."""
    paths = [_ROOT, *filter(None, [os.environ.get("PYTHONPATH")])]
    # A fixed hash seed: should a rule ever depend on the order of a set, two builds still agree.
    own = {"PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8", "PYTHONHASHSEED": "0"}
    return {**os.environ, **own}

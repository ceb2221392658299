"""The workspace in which the commands of the documentation run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import shown


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> shown.Workspace:
    """A folder like a fresh checkout, with the graph of the seeds."""
    return shown.Workspace(tmp_path_factory.mktemp("workspace"))

"""Finds the W3C suites beside the checkout (``../shared/w3c``); without them every test here is skipped."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

"""Lines as quads all at once, and threads that let others go first."""

from __future__ import annotations

import os
import sys
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from builder import nquads
from builder.giving_way import give_way

_TEXTS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=8)
_IRIS = st.integers(0, 9).map(lambda number: NamedNode(f"urn:{number}"))
_TERMS = _IRIS | _TEXTS.map(Literal) | _TEXTS.map(lambda text: Literal(text, language="ar"))


@given(st.sets(st.builds(Quad, _IRIS, _IRIS, _TERMS, _IRIS), max_size=9), st.integers(1, 4))
def test_lines_give_the_quads_that_the_parser_gives(quads: set[Quad], most: int) -> None:
    lines = [f"{quad} .\n".encode() for quad in quads]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nquads, "_QUADS", most)
        assert set(nquads.quads(lines)) == set(parse(b"".join(lines), format=RdfFormat.N_QUADS)) == quads


def test_lines_without_a_graph_are_of_the_default_graph() -> None:
    assert list(nquads.quads([b'<urn:s> <urn:p> "o" .\n'])) == [
        Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal("o"))
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread has no priority of its own")
def test_a_thread_gives_way_alone() -> None:
    found: list[int] = []

    def work() -> None:
        give_way()
        found.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    before = os.getpriority(os.PRIO_PROCESS, 0)
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found[0] >= before
    assert found[0] > 0
    assert os.getpriority(os.PRIO_PROCESS, 0) == before

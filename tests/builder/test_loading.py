"""The store of a snapshot is made in a thread: whole, with each triple once for queries, or not at all."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Store

from builder import nquads, store
from builder.errors import GraphError
from builder.store import loading
from builder.store.loading import Loading

ONE = b'<urn:a> <urn:p> "1" <urn:g> .\n'
SAME_ELSEWHERE = b'<urn:a> <urn:p> "1" <urn:h> .\n'
IN_HAND = b"<urn:b> <urn:p> <urn:a> <urn:facts> .\n"
BLANK = b"_:c14n0 <urn:p> _:c14n1 <urn:g> .\n"


def files(folder: Path, *contents: bytes) -> list[Path]:
    made = []
    for number, content in enumerate(contents):
        made.append(folder / f"{number}.nq")
        made[-1].write_bytes(content)
    return made


def test_what_is_in_files_and_in_hand_is_loaded_with_each_triple_once_for_queries(tmp_path: Path) -> None:
    begun = Loading(tmp_path / "store", files(tmp_path, ONE, SAME_ELSEWHERE))
    begun.finish([IN_HAND, BLANK])
    found = Store.read_only(str(tmp_path / "store"))
    assert sorted(f"{quad} .\n".encode() for quad in found if quad.graph_name != DefaultGraph()) == sorted(
        [ONE, SAME_ELSEWHERE, IN_HAND, BLANK]
    )
    merged = sorted(str(quad.triple) for quad in found.quads_for_pattern(None, None, None, DefaultGraph()))
    assert merged == sorted(['<urn:a> <urn:p> "1"', "<urn:b> <urn:p> <urn:a>", "_:c14n0 <urn:p> _:c14n1"])


@pytest.mark.parametrize("many", [3, 100], ids=["put-in-order", "left"])
def test_the_tables_of_many_batches_are_put_in_order_and_hold_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(nquads, "_CHUNK", 1)
    monkeypatch.setattr(loading, "_MANY", many)
    lines = [f'<urn:a> <urn:p> "{number}" <urn:g> .\n'.encode() for number in range(6)]
    Loading(tmp_path / "store", files(tmp_path, *lines)).finish([IN_HAND])
    found = {f"{quad} .\n".encode() for quad in Store.read_only(str(tmp_path / "store"))}
    every = [*lines, IN_HAND]
    assert found == {*every, *nquads.triples(b"".join(every)).splitlines(keepends=True)}


def test_a_file_that_cannot_be_read_is_told_when_the_store_is_finished(tmp_path: Path) -> None:
    begun = Loading(tmp_path / "store", [tmp_path / "missing.nq"])
    with pytest.raises(GraphError, match=r"missing\.nq"):
        begun.finish([])


def test_a_draft_that_comes_to_nothing_leaves_all_as_it_was(tmp_path: Path) -> None:
    written = store.Written(tuple(files(tmp_path, ONE)), {}, ())

    def begin() -> None:
        with store.draft(tmp_path / "graph") as begun:
            begun.begin([written])
            raise ValueError("a stage failed")

    with pytest.raises(ValueError, match="a stage failed"):
        begin()
    assert [path.name for path in (tmp_path / "graph").iterdir()] == [".lock"]
    assert not [thread for thread in threading.enumerate() if thread.name == "loading"]

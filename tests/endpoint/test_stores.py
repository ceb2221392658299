"""A worker answers from the snapshot asked for last, and frees the copy of an earlier one when nothing waits for it."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, Store

from builder.store import write
from endpoint.frames import Frames, send
from endpoint.stores import Stores
from endpoint.worker import idle

FACTS = NamedNode("https://w3id.org/mithaq/id/graph/facts")


@pytest.fixture
def snapshots(tmp_path: Path) -> list[tuple[str, str]]:
    """Two snapshots, of one quad each: the folder of the store, and the file of its quads."""
    made = []
    for number in (1, 2):
        quad = Quad(NamedNode(f"urn:{number}"), NamedNode("urn:p"), Literal("x"), FACTS)
        folder = write(tmp_path / str(number), [quad], {})
        made.append((str(folder / "store"), str(folder / "graph.nq")))
    return made


def knows(store: Store, number: int) -> bool:
    answer = store.query(f"ASK {{ <urn:{number}> ?p ?o }}")
    assert isinstance(answer, QueryBoolean)
    return bool(answer)


def test_the_first_answers_of_a_new_snapshot_do_not_wait_for_the_old_copy_to_be_freed(
    snapshots: list[tuple[str, str]],
) -> None:
    (first, first_quads), (second, _) = snapshots
    stores = Stores()
    assert knows(stores.get(first, first_quads), 1)
    assert not stores.outdated
    found = stores.get(second, None)
    assert knows(found, 2)
    assert not knows(found, 1)
    assert stores.outdated
    stores.free()
    assert not stores.outdated
    assert knows(stores.get(second, None), 2)


def test_two_snapshots_are_never_copied_at_once(snapshots: list[tuple[str, str]]) -> None:
    (first, first_quads), (second, second_quads) = snapshots
    stores = Stores()
    stores.get(first, first_quads)
    assert knows(stores.get(second, second_quads), 2)
    assert not stores.outdated
    assert knows(stores.get(first, first_quads), 1)
    assert not stores.outdated


def test_idle_is_who_has_no_frame_in_hand_and_gets_none() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        frames = Frames(ours)
        assert idle(ours, frames, 0.01)
        send(theirs, b"O", b"{}")
        send(theirs, b"Q", b"{}")
        assert not idle(ours, frames, 10)
        assert frames.next()[0] == b"O"  # and the second has come with it
        assert not idle(ours, frames, 0.01)
        assert frames.next()[0] == b"Q"
        assert idle(ours, frames, 0.01)

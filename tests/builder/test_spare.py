"""The copy of a store that is put in order before it is needed."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, Store

from builder import store
from builder.identifiers import Minter
from builder.store import Spare
from builder.store.graph import CURRENT
from builder.vocabulary import DATA

FACTS = NamedNode(Minter(DATA).graph("facts"))


def quad(number: int) -> Quad:
    return Quad(NamedNode(f"urn:s{number}"), FACTS, FACTS, FACTS)


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    store.write(tmp_path, [quad(1), quad(2)], {})
    return tmp_path


def current(graph: Path) -> Path:
    return (graph / CURRENT).resolve()


def test_a_spare_is_moved_once_and_holds_what_the_current_store_holds(graph: Path) -> None:
    spare = Spare(graph)
    assert spare.take(current(graph), graph / "taken")
    assert not (graph / ".spare").exists()
    assert set(Store(str(graph / "taken"))) == set(Store.read_only(str(current(graph) / "store")))
    assert not spare.take(current(graph), graph / "again")


def test_a_spare_of_another_snapshot_is_not_taken(graph: Path) -> None:
    spare = Spare(graph)
    store.write(graph, [quad(3)], {})
    assert not spare.take(current(graph), graph / "taken")
    assert not (graph / "taken").exists()


def test_a_spare_that_somebody_removed_is_not_taken(graph: Path) -> None:
    spare, other = Spare(graph), Spare(graph)
    other.remove()
    assert not spare.take(current(graph), graph / "taken")


@pytest.mark.parametrize("there", ["nothing", "no store", "a broken store"])
def test_without_a_sound_store_there_is_no_spare(graph: Path, there: str) -> None:
    folder = graph if there != "nothing" else graph / "other"
    if there == "no store":
        (current(graph) / "store").rename(graph / "away")
    elif there == "a broken store":
        (current(graph) / "store" / "CURRENT").write_text("nonsense")
    spare = Spare(folder)
    assert not (folder / ".spare").exists()
    assert not spare.take((folder / CURRENT).resolve(), graph / "taken")


class Told(Spare):
    """A spare that says whether it was taken."""

    taken = False

    def take(self, snapshot: Path, place: Path) -> bool:
        self.taken = super().take(snapshot, place)
        return self.taken


def test_a_build_with_a_spare_gives_what_one_without_gives(graph: Path, tmp_path: Path) -> None:
    def built(folder: Path, spare: Spare | None) -> store.Graph:
        with store.draft(folder, spare) as draft:
            draft.texts({}, {})
            draft.begin([])
            return draft.write([quad(2), quad(3)])

    store.write(tmp_path / "other", [quad(1), quad(2)], {})
    spare = Told(graph)
    found, expected = built(graph, spare), built(tmp_path / "other", None)
    assert spare.taken
    assert set(found.store) == set(expected.store)
    assert {quad(number).subject for number in (2, 3)} == {
        one.subject for one in found.store.quads_for_pattern(None, None, None, FACTS)
    }
    assert (found.path / "graph.nq").read_bytes() == (expected.path / "graph.nq").read_bytes()


def test_what_a_killed_process_left_goes_with_the_next_build(graph: Path) -> None:
    (graph / ".spare").mkdir()
    (graph / ".spare" / "LOCK").touch()
    store.write(graph, [quad(3)], {})
    assert not (graph / ".spare").exists()


def test_at_its_end_nothing_of_it_is_left(graph: Path) -> None:
    spare = Spare(graph)
    assert (graph / ".spare").is_dir()
    spare.remove()
    assert not (graph / ".spare").exists()

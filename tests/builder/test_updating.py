"""A store made from the one before it holds the same as one made from nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from builder.store import write
from builder.store.loading import Loading
from builder.store.updating import Difference, apply, difference, update
from builder.vocabulary import DATA

BLANK = b"_:c14n0 <urn:p> <urn:a> <urn:facts> .\n"


def lines(numbers: set[int]) -> list[bytes]:
    """A line a number; every third triple stands in two graphs or more."""
    made = (f'<urn:s{n // 3}> <urn:p> "«{n // 3}» <x"@ar <urn:g{n % 3}> .\n' for n in numbers)
    return sorted(line.encode() for line in made)


def graph(folder: Path, content: list[bytes], *, store: bool = True) -> Path:
    folder.mkdir()
    (folder / "graph.nq").write_bytes(b"".join(content))
    if store:
        Loading(folder / "store", []).finish(content)
    return folder


def held(folder: Path) -> set[str]:
    return set(map(str, Store.read_only(str(folder / "store"))))


@pytest.mark.parametrize("many", [1, 10_000], ids=["many at once", "few at once"])
def test_random_changes_one_after_the_other_give_the_store_of_a_load_from_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr("builder.store.updating._MANY", many)
    chance = random.Random(7)
    numbers = set(range(3000))
    before = graph(tmp_path / "0", lines(numbers))
    for step in range(1, 5):
        numbers ^= set(chance.sample(range(3300), 150))
        after = graph(tmp_path / str(step), lines(numbers), store=False)
        changed = difference(before / "graph.nq", after / "graph.nq")
        assert changed is not None
        assert update(before / "store", after / "store", changed)
        assert held(after) == held(graph(tmp_path / f"fresh{step}", lines(numbers)))
        before = after
    assert held(tmp_path / "0") == held(graph(tmp_path / "again", lines(set(range(3000)))))  # it is as it was


def test_a_snapshot_of_few_changes_shares_tables_with_the_one_before(tmp_path: Path) -> None:
    def quads(numbers: range) -> list[Quad]:
        facts = NamedNode(f"{DATA}graph/facts")
        return [Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal(str(n)), facts) for n in numbers]

    write(tmp_path / "one", quads(range(500)), {})
    changed, fresh = (write(tmp_path / name, quads(range(3, 505)), {}) for name in ("one", "other"))
    assert changed.name == fresh.name
    assert held(changed) == held(fresh)
    assert any(table.stat().st_nlink > 1 for table in (changed / "store").glob("*.sst"))
    assert not any(table.stat().st_nlink > 1 for table in (fresh / "store").glob("*.sst"))


@pytest.mark.parametrize(
    "after", [set(range(100)), set(range(50)), set(range(150))], ids=["the same", "half of it", "half as much again"]
)
def test_a_store_is_loaded_anew_where_nothing_changed_or_much(tmp_path: Path, after: set[int]) -> None:
    old, new = graph(tmp_path / "old", lines(set(range(100)))), graph(tmp_path / "new", lines(after), store=False)
    assert difference(old / "graph.nq", new / "graph.nq") is None


def test_a_store_is_loaded_anew_where_a_blank_node_came(tmp_path: Path) -> None:
    old = graph(tmp_path / "old", lines(set(range(100))))
    new = graph(tmp_path / "new", sorted([*lines(set(range(100))), BLANK]), store=False)
    assert difference(old / "graph.nq", new / "graph.nq") is None


def test_a_damaged_store_is_not_built_upon(tmp_path: Path) -> None:
    old = graph(tmp_path / "old", lines(set(range(300))))
    new = graph(tmp_path / "new", lines(set(range(301))), store=False)
    changed = difference(old / "graph.nq", new / "graph.nq")
    assert changed is not None
    for table in (old / "store").glob("*.sst"):
        table.unlink()
    assert not update(old / "store", new / "store", changed)
    assert not (new / "store").exists()


@pytest.mark.parametrize("kept", [range(299), range(1, 301)], ids=["without what goes", "with what comes"])
def test_a_store_that_holds_something_else_than_it_should_is_not_built_upon(tmp_path: Path, kept: range) -> None:
    old = graph(tmp_path / "old", lines(set(kept)))
    (old / "graph.nq").write_bytes(b"".join(lines(set(range(300)))))
    new = graph(tmp_path / "new", lines(set(range(1, 299)) | {300}), store=False)
    changed = difference(old / "graph.nq", new / "graph.nq")
    assert changed is not None
    assert not update(old / "store", new / "store", changed)
    assert not (new / "store").exists()


def test_differences_are_found_wherever_they_are(tmp_path: Path) -> None:
    chance = random.Random(11)
    for step in range(40):
        numbers = set(chance.sample(range(9000), chance.choice([2000, 6000])))
        changes = chance.sample(range(9000), chance.choice([1, 2, 30]))
        edge = (min(numbers), max(numbers)) if step % 2 else ()
        one, other = set(lines(numbers)), set(lines(numbers ^ {*changes, *edge}))
        old, new = tmp_path / "old.nq", tmp_path / "new.nq"
        old.write_bytes(b"".join(sorted(one)))
        new.write_bytes(b"".join(sorted(other)))
        changed = difference(old, new)
        assert changed is not None
        assert changed.gone == tuple(sorted(one - other))
        assert changed.come == tuple(sorted(other - one))


def test_differences_are_found_beyond_a_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.store.updating._WINDOW", 3000)
    numbers = set(range(5000))
    one, other = lines(numbers), lines(numbers - {0, 2500, 4999} | {6000})
    (tmp_path / "old.nq").write_bytes(b"".join(one))
    (tmp_path / "new.nq").write_bytes(b"".join(other))
    changed = difference(tmp_path / "old.nq", tmp_path / "new.nq")
    assert changed is not None
    assert (changed.gone, changed.come) == (tuple(lines({0, 2500, 4999})), tuple(lines({6000})))


def test_a_store_is_loaded_anew_where_a_line_cannot_be_asked_for(tmp_path: Path) -> None:
    odd = b"<urn:a b> <urn:p> <urn:o> <urn:g0> .\n"
    old = graph(tmp_path / "old", lines(set(range(100))))
    store = Store(str(old / "store"))
    assert not apply(store, Difference((odd,), ()))
    assert apply(store, Difference(tuple(lines({0})), tuple(lines({100}))))

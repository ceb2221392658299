"""A snapshot that is made from what changed since the one before is the one that is made from nothing."""

from __future__ import annotations

import os
import random
import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from builder import store
from builder.identifiers import Minter
from builder.store.files import Sum
from builder.store.made import altered, of_files, of_others, remember
from builder.store.search_index import Altered, Entry
from builder.store.splicing import spliced
from builder.store.updating import Difference, both
from builder.store.written import Written
from builder.vocabulary import DATA

GRAPH = Minter(DATA).article_graph("a")
FACTS = NamedNode(Minter(DATA).graph("facts"))


def line(number: int) -> bytes:
    """Lines of many lengths, which numbers do not put in order."""
    return f'<urn:s{number % 97}> <urn:p> "{number}{"x" * (number % 5000)}" <{GRAPH}> .\n'.encode()


def file(path: Path, numbers: set[int]) -> Path:
    path.write_bytes(b"".join(sorted(map(line, numbers))))
    return path


def test_splicing_gives_what_sorting_all_lines_gives(tmp_path: Path) -> None:
    chance = random.Random(3)
    for step in range(30):
        numbers = set(chance.sample(range(4000), chance.choice([1, 30, 700])))
        changes = set(chance.sample(range(4000), chance.choice([0, 1, 40])))
        gone, come = numbers & changes, changes - numbers
        old = file(tmp_path / "old.nq", numbers)
        whole = file(tmp_path / "whole.nq", numbers ^ changes)
        changed = Difference(tuple(sorted(map(line, gone))), tuple(sorted(map(line, come))))
        digest = sha256(old.read_bytes()).hexdigest()
        assert spliced(old, digest, changed, tmp_path / "new.nq", len(numbers)) == Sum(
            len(numbers ^ changes), sha256(whole.read_bytes()).hexdigest()
        ), step
        assert (tmp_path / "new.nq").read_bytes() == whole.read_bytes()


def test_a_file_that_is_not_what_it_was_is_not_spliced(tmp_path: Path) -> None:
    old = file(tmp_path / "old.nq", set(range(50)))
    digest = sha256(old.read_bytes()).hexdigest()
    assert spliced(old, digest, Difference((line(60),), ()), tmp_path / "new.nq", 50) is None
    assert spliced(old, "0" * 64, Difference((), (line(60),)), tmp_path / "new.nq", 50) is None


@pytest.fixture
def known(tmp_path: Path) -> tuple[Path, list[Path]]:
    """A folder whose snapshot "one" is of ten files, and of a line more."""
    files = [file(tmp_path / f"{n}.nq", set(range(100 * n, 100 * n + 100))) for n in range(1, 21)]
    remember(tmp_path, tmp_path / "one", files, [b"rest\n"])
    return tmp_path, files


def test_what_changed_is_told_by_the_files_that_did(known: tuple[Path, list[Path]]) -> None:
    folder, files = known
    assert of_files(folder, "one", files) == of_others(folder, [b"rest\n"]) == Difference((), ())
    changed = file(folder / "other.nq", set(range(101, 202)))
    found = of_files(folder, "one", [changed, *files[1:]])
    assert found == Difference((line(100),), tuple(sorted([line(200), line(201)])))
    assert of_others(folder, [b"more\n"]) == Difference((b"rest\n",), (b"more\n",))
    assert both(found, Difference((), (b"more\n",))).come == tuple(sorted([b"more\n", line(200), line(201)]))


@pytest.mark.parametrize("damage", ["another snapshot", "touched", "gone", "much", "blank", "unreadable"])
def test_what_changed_is_not_told_where_it_may_be_wrong(known: tuple[Path, list[Path]], damage: str) -> None:
    folder, files = known
    rest = [b"rest\n"]
    snapshot, now = "one", files[1:]
    if damage == "another snapshot":
        snapshot = "two"
    elif damage == "touched":
        os.utime(files[0], ns=(1, 1))
    elif damage == "gone":
        files[0].unlink()
    elif damage == "much":
        now = [file(folder / "other.nq", set(range(4000, 5000))), *files[1:3]]
    elif damage == "blank":
        rest = [b"_:c14n0 <urn:p> <urn:a> <urn:facts> .\n"]
    else:
        (folder / "made" / "of.json").write_text("[", "utf-8")
    assert of_files(folder, snapshot, now) is None or of_others(folder, rest) is None


def test_the_texts_that_differ_are_told_by_the_parts_that_did(tmp_path: Path) -> None:
    def part(name: str, *texts: str) -> Written:
        path = tmp_path / name
        path.write_text(" ".join(texts), "utf-8")
        quoted = Entry(f"urn:{texts[0]}", "mention", f"words of {name}", None, f"urn:{name}", 4)
        return Written((path,), {}, (quoted, *(Entry(f"urn:{text}", "name", text) for text in texts)))

    def names(texts: frozenset[Entry]) -> set[str]:
        return {entry.text for entry in texts}

    snapshot = tmp_path / "snapshot"
    snapshot.mkdir()
    (snapshot / "search.sqlite").write_bytes(b"index")
    one, two, three = part("one", "a", "b"), part("two", "b", "c"), part("three", "d")
    before, rest = [one, two, three], [Entry("urn:r", "name", "r"), Entry("urn:d", "name", "d")]
    for _ in range(2):  # the second time from what was noted before
        remember(tmp_path, snapshot, [part.paths[0] for part in before], [], before, rest)
        assert altered(tmp_path, snapshot, before, rest) == Altered(frozenset(), frozenset())
    found = altered(tmp_path, snapshot, [one, part("four", "d", "e")], rest[:1])
    assert found is not None
    assert (names(found.gone), names(found.come)) == ({"c", "words of two", "words of three"}, {"e", "words of four"})
    assert altered(tmp_path, tmp_path / "other", before, rest) is None
    (snapshot / "search.sqlite").write_bytes(b"another")
    assert altered(tmp_path, snapshot, before, rest) is None


def test_a_snapshot_stands_where_there_is_no_room_to_note_what_it_was_made_from(tmp_path: Path) -> None:
    (tmp_path / "made").write_bytes(b"in the way")
    snapshot = store.write(tmp_path, [Quad(FACTS, FACTS, FACTS, FACTS)], {})
    assert store.open_graph(tmp_path).path == snapshot
    assert of_files(tmp_path, snapshot.name, []) is None


def test_a_snapshot_made_from_what_changed_is_that_made_from_nothing(tmp_path: Path) -> None:
    def facts(numbers: range) -> list[Quad]:
        return [Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal(str(n)), FACTS) for n in numbers]

    def written(folder: Path, *numbers: range) -> list[store.Written]:
        folder.mkdir(exist_ok=True)
        found = []
        for own in numbers:
            path = folder / f"{own.start}-{own.stop}.nq"
            found.append(store.Written((path if path.exists() else file(path, set(own)),), {"documents": len(own)}, ()))
        return found

    few = [range(n, n + 50) for n in range(0, 1000, 50)]
    graph, fresh = tmp_path / "graph", tmp_path / "fresh"
    store.write(graph, facts(range(40)), {}, written=written(tmp_path / "files", *few))
    now = written(tmp_path / "files", *few[1:], range(1000, 1010))
    changed = store.write(graph, facts(range(3, 45)), {}, written=now)
    assert any(table.stat().st_nlink > 1 for table in (changed / "store").glob("*.sst"))
    other = store.write(fresh, facts(range(3, 45)), {}, written=now)
    assert (changed / "graph.nq").read_bytes() == (other / "graph.nq").read_bytes()
    assert (changed / "manifest.json").read_bytes() == (other / "manifest.json").read_bytes()
    one, two = (set(map(str, Store.read_only(str(path / "store")))) for path in (changed, other))
    assert one == two
    shutil.rmtree(graph / "made")  # nothing depends on it
    again = store.write(graph, facts(range(3, 46)), {}, written=now)
    assert store.write(fresh, facts(range(3, 46)), {}, written=now).name == again.name

"""A snapshot that is made from what changed since the one before is the one that is made from nothing."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from builder import store
from builder.identifiers import Minter
from builder.store import filling, splicing
from builder.store.files import Sum
from builder.store.layers import count_layers
from builder.store.made import Basis, altered, as_written, basis, layers, note, of_files, of_others, remember
from builder.store.search_index import Altered, Entry
from builder.store.splicer import Splicer
from builder.store.splicing import Splicing
from builder.store.texts import Archive, write_texts
from builder.store.updating import Difference, both
from builder.store.written import Written
from builder.vocabulary import DATA

GRAPH = Minter(DATA).article_graph("a")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
QUOTE = b"<urn:a> <http://www.w3.org/ns/oa#hasSelector> <urn:b> <urn:g> .\n"
FACTS = NamedNode(Minter(DATA).graph("facts"))


def line(number: int) -> bytes:
    """Lines of many lengths, which numbers do not put in order."""
    return f'<urn:s{number % 97}> <urn:p> "{number}{"x" * (number % 5000)}" <{GRAPH}> .\n'.encode()


def file(path: Path, numbers: set[int]) -> Path:
    path.write_bytes(b"".join(sorted(map(line, numbers))))
    return path


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Splicing in steps of some thousand bytes, for short files."""
    monkeypatch.setattr(splicing, "_BLOCK", 1 << 12)
    monkeypatch.setattr(splicing, "_MOST", 1 << 14)


def differ(old: set[int], new: set[int]) -> Difference:
    return Difference(tuple(sorted(map(line, old - new))), tuple(sorted(map(line, new - old))))


@pytest.mark.usefixtures("small_steps")
@pytest.mark.parametrize("begun", ["not", "whole", "stopped", "in part"])
def test_splicing_gives_what_sorting_all_lines_gives(tmp_path: Path, begun: str) -> None:
    chance = random.Random(3)
    for step in range(60):
        numbers = set(chance.sample(range(4000), chance.choice([1, 30, 700])))
        changes = chance.sample(range(4000), chance.choice([0, 1, 80]))
        then = numbers ^ set(changes)
        at = chance.randrange(len(changes) + 1)
        some, others = (differ(numbers & set(part), set(part) - numbers) for part in (changes[:at], changes[at:]))
        moved = tuple(map(line, sorted(numbers & then)[:2]))  # those that stood in files do no more, or the other way
        some, others = both(some, Difference(moved[:1], moved[1:])), both(others, Difference(moved[1:], moved[:1]))
        old = file(tmp_path / "old.nq", numbers)
        whole = file(tmp_path / "whole.nq", then)
        lines = Splicing(old, tmp_path / "new.nq", len(numbers))
        if begun == "stopped":
            lines.stop()
        if begun != "not":
            lines.begin(some, line(chance.randrange(4000)) if begun == "in part" else b"")
        found = lines.finish(others if begun != "not" else both(some, others))
        assert found == Sum(len(then), sha256(whole.read_bytes()).hexdigest()), step
        assert (tmp_path / "new.nq").read_bytes() == whole.read_bytes()


@pytest.mark.usefixtures("small_steps")
def test_what_was_written_before_the_first_other_line_stays(tmp_path: Path) -> None:
    numbers = set(range(400))
    old, new = file(tmp_path / "old.nq", numbers), tmp_path / "new.nq"
    *_, last = old.read_bytes().splitlines(keepends=True)
    lines = Splicing(old, new, len(numbers))
    lines.begin(Difference((), ()))
    with new.open("r+b") as file_:
        file_.write(b"?")  # were it written again, this would be gone
    assert lines.finish(Difference((last,), ())) is not None
    assert new.read_bytes() == b"?" + old.read_bytes()[1 : -len(last)]


def test_a_file_without_a_line_that_should_go_is_not_spliced(tmp_path: Path) -> None:
    old = file(tmp_path / "old.nq", set(range(50)))
    for begun in (False, True):
        lines = Splicing(old, tmp_path / "new.nq", 50)
        if begun:
            lines.begin(Difference((line(60),), ()))
        assert lines.finish(Difference((), ()) if begun else Difference((line(60),), ())) is None
    assert Splicing(file(old, set()), tmp_path / "new.nq", 0).finish(Difference((), (line(60),))) is None


@pytest.fixture
def splicer(tmp_path: Path) -> Iterator[Splicer]:
    """A process that splices a file of 400 lines."""
    (tmp_path / "building").mkdir()
    made = Splicer(file(tmp_path / "old.nq", set(range(400))), tmp_path / "building" / "new.nq", 400)
    yield made
    made.end()
    assert made._process.returncode is not None


def test_a_process_of_its_own_splices_the_same(
    splicer: Splicer, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    then = set(range(100, 500))
    whole = file(tmp_path / "whole.nq", then).read_bytes()
    splicer.begin(differ(set(range(400)), set(range(100, 400))), line(300))
    assert splicer.finish(differ(set(), set(range(400, 500)))) == Sum(400, sha256(whole).hexdigest())
    assert (tmp_path / "building" / "new.nq").read_bytes() == whole
    assert splicer._process.wait(60) == 0
    assert capfd.readouterr() == ("", "")


def test_a_process_that_was_killed_has_spliced_nothing(splicer: Splicer) -> None:
    splicer._process.kill()
    splicer._process.wait()
    splicer.begin(Difference((), ()))
    assert splicer.finish(Difference((), (line(500),))) is None


def test_what_the_disk_refuses_is_told_by_the_process_that_asked(splicer: Splicer, tmp_path: Path) -> None:
    (tmp_path / "building" / "new.nq").mkdir()
    splicer.begin(Difference((), ()))
    with pytest.raises(IsADirectoryError):
        splicer.finish(Difference((), ()))


def test_a_process_that_outlives_its_build_writes_into_no_later_one(splicer: Splicer, tmp_path: Path) -> None:
    building = tmp_path / "building"
    building.rename(tmp_path / "gone")
    shutil.rmtree(tmp_path / "gone")
    building.mkdir()
    splicer.begin(Difference((), ()))
    with pytest.raises(FileNotFoundError):
        splicer.finish(Difference((), ()))
    assert not list(building.iterdir())


def test_a_process_ends_with_the_one_that_began_it(splicer: Splicer) -> None:
    splicer._line.close()
    assert splicer._process.wait(60) == 0


@pytest.fixture
def known(tmp_path: Path) -> tuple[Path, list[Path]]:
    """A folder whose snapshot "one" is of ten files, and of a line more."""
    files = [file(tmp_path / f"{n}.nq", set(range(100 * n, 100 * n + 100))) for n in range(1, 21)]
    noted(basis(tmp_path).of(files), tmp_path / "one", b"rest\n")
    return tmp_path, files


def noted(known: Basis, snapshot: Path, rest: bytes, parts: Iterable[Written] = ()) -> None:
    note(known, rest, {}, parts)
    remember(known, snapshot)


def test_what_changed_is_told_by_the_files_that_did(known: tuple[Path, list[Path]]) -> None:
    folder, files = known
    known_of = basis(folder).of(files)
    assert of_files(known_of, "one") == of_others(known_of, {b"rest\n"}) == Difference((), ())
    changed = file(folder / "other.nq", set(range(101, 202)))
    found = of_files(basis(folder).of([changed, *files[1:]]), "one")
    assert found == Difference((line(100),), tuple(sorted([line(200), line(201)])))
    assert of_others(known_of, {b"more\n"}) == Difference((b"rest\n",), (b"more\n",))
    assert both(found, Difference((), (b"more\n",))).come == tuple(sorted([b"more\n", line(200), line(201)]))


@pytest.mark.parametrize("damage", ["another snapshot", "touched", "gone", "much", "blank", "unreadable"])
def test_what_changed_is_not_told_where_it_may_be_wrong(known: tuple[Path, list[Path]], damage: str) -> None:
    folder, files = known
    rest = {b"rest\n"}
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
        rest = {b"_:c14n0 <urn:p> <urn:a> <urn:facts> .\n"}
    else:
        (folder / "made" / "of.json").write_text("[", "utf-8")
    found = basis(folder).of(now)
    assert of_files(found, snapshot) is None or of_others(found, rest) is None


def test_the_texts_that_differ_are_told_by_the_parts_that_did(tmp_path: Path) -> None:
    def part(name: str, *texts: str) -> Written:
        path = tmp_path / name
        path.write_text(" ".join(texts), "utf-8")
        quoted = Entry(f"urn:{texts[0]}", "mention", f"words of {name}", None, f"urn:{name}", 4)
        return Written((path,), {}, (quoted, *(Entry(f"urn:{text}", "name", text) for text in texts)))

    def label(text: str) -> bytes:
        return f'<urn:{text}> <http://www.w3.org/2000/01/rdf-schema#label> "{text}" <{FACTS.value}> .\n'.encode()

    def names(texts: frozenset[Entry]) -> set[str]:
        return {entry.text for entry in texts}

    snapshot = tmp_path / "snapshot"
    snapshot.mkdir()
    for name in ("graph.nq", "manifest.json", "articles.zip", "search.sqlite"):
        (snapshot / name).write_bytes(name.encode())
    one, two, three = part("one", "a", "b"), part("two", "b", "c"), part("three", "d")
    before, rest = [one, two, three], [label("r"), label("d"), label("f")]

    def known(parts: Iterable[Written]) -> Basis:
        return basis(tmp_path).of([part.paths[0] for part in parts])

    for _ in range(2):  # the second time from what was noted before
        noted(known(before), snapshot, b"".join(rest), before)
        assert as_written(known(before), snapshot)
        assert altered(known(before), rest, Difference((), ()), before) == Altered(frozenset(), frozenset())
    now = [one, part("four", "d", "e", "f")]
    found = altered(known(now), [rest[0], rest[2]], Difference((rest[1],), ()), now)
    assert found is not None
    assert (names(found.gone), names(found.come)) == ({"c", "words of two", "words of three"}, {"e", "words of four"})
    assert altered(known(now), [], Difference((QUOTE,), ()), now) is None
    assert not as_written(known(before), tmp_path / "other")
    (snapshot / "search.sqlite").write_bytes(b"another")
    assert not as_written(known(before), snapshot)


def test_a_snapshot_stands_where_there_is_no_room_to_note_what_it_was_made_from(tmp_path: Path) -> None:
    (tmp_path / "made").write_bytes(b"in the way")
    snapshot = store.write(tmp_path, [Quad(FACTS, FACTS, FACTS, FACTS)], {})
    assert store.open_graph(tmp_path).path == snapshot
    assert of_files(basis(tmp_path), snapshot.name) is None


def test_layers_counted_from_what_changed_are_those_of_all_lines(tmp_path: Path) -> None:
    def lines(*numbers: int) -> set[bytes]:
        graphs = [Minter(DATA).graph(name) for name in ("facts", "report", "inferred")]
        return {f'<urn:s> <urn:p> "{n}" <{graphs[n % 3]}> .\n'.encode() for n in numbers}

    before, now = lines(*range(10)), lines(*range(4, 17))
    note(basis(tmp_path), b"".join(before), {DATA: count_layers(before, DATA)}, [])
    remember(basis(tmp_path), tmp_path / "one")
    known = basis(tmp_path)
    for some in (now, now | {line(1)}):  # the second has an article's graph, where classes tell the layer
        assert layers(known, DATA, some, of_others(known, some)) == count_layers(some, DATA)
    assert layers(known, f"{DATA}other/", set(), of_others(known, set())) == {}


@given(st.dictionaries(st.text(max_size=3), st.text(max_size=5)), st.dictionaries(st.text(max_size=3), st.text()))
@settings(max_examples=60)
def test_texts_copied_from_an_older_archive_are_those_written_anew(own: dict[str, str], more: dict[str, str]) -> None:
    with TemporaryDirectory() as folder:
        old, copied, anew = (Path(folder) / name for name in ("old", "copied", "anew"))
        archive = Archive(old, write_texts(old, own))
        now = {**dict(list(own.items())[1:]), **more}
        sums = {name: sha256(text.encode("utf-8")).hexdigest() for name, text in list(now.items())[::2]}
        assert write_texts(copied, now, archive, sums) == write_texts(anew, now)
        assert copied.read_bytes() == anew.read_bytes()


@pytest.mark.parametrize(("damaged", "large"), [("", False), ("", True), ("graph.nq", True), ("articles.zip", True)])
def test_a_snapshot_made_from_what_changed_is_that_made_from_nothing(
    damaged: str, large: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spliced: list[Sum | None] = []

    def finish(lines: Splicer, others: Difference, way: Callable[..., Sum | None] = Splicer.finish) -> Sum | None:
        spliced.append(way(lines, others))
        return spliced[-1]

    monkeypatch.setattr(Splicer, "finish", finish)
    if large:
        monkeypatch.setattr(filling, "_LARGE", 0)

    def facts(numbers: range) -> list[Quad]:
        every = [Quad(NamedNode(f"urn:s{n % 7}"), LABEL, Literal(str(n % 20)), FACTS) for n in numbers]
        return [*every, *(Quad(NamedNode(f"urn:b{n % 7}"), LABEL, Literal("b"), FACTS) for n in numbers if n > 40)]

    def texts(numbers: range) -> dict[str, str]:
        return {f"{n:03}": f"نص {n}" for n in numbers}

    def written(folder: Path, *numbers: range) -> list[store.Written]:
        folder.mkdir(exist_ok=True)
        found = []
        for own in numbers:
            path = folder / f"{own.start}-{own.stop}.nq"
            names = [Entry(f"urn:s{n % 7}", "name", str(n % 20)) for n in own]
            names.append(Entry("urn:s1", "mention", "words", None, f"urn:{own.start}", 3))
            if not path.exists():
                file(path, set(own))
            found.append(store.Written((path,), {"documents": len(own)}, names))
        return found

    few = [range(n, n + 50) for n in range(0, 1000, 50)]
    graph, fresh = tmp_path / "graph", tmp_path / "fresh"
    store.write(graph, facts(range(40)), texts(range(9)), written=written(tmp_path / "files", *few))
    now = written(tmp_path / "files", *few[1:], range(1000, 1010))
    changed = store.write(graph, facts(range(3, 45)), texts(range(2, 12)), written=now)
    assert any(table.stat().st_nlink > 1 for table in (changed / "store").glob("*.sst"))
    assert_same(changed, store.write(fresh, facts(range(3, 45)), texts(range(2, 12)), written=now))
    if damaged:  # whatever is, the rest is made from what is in hand
        path = changed / damaged
        path.write_bytes(path.read_bytes()[:-300] + b"x" * 300)
    else:
        shutil.rmtree(graph / "made")  # nothing depends on it
    again = store.write(graph, facts(range(3, 46)), texts(range(2, 13)), written=now)
    shutil.rmtree(fresh)
    assert_same(again, store.write(fresh, facts(range(3, 46)), texts(range(2, 13)), written=now))
    assert len(spliced) == large + (large and damaged == "articles.zip")
    assert None not in spliced


def assert_same(one: Path, other: Path) -> None:
    for name in ("graph.nq", "manifest.json", "articles.zip"):
        assert (one / name).read_bytes() == (other / name).read_bytes(), name
    quads, rows = ([told(path) for path in (one, other)] for told in (_quads, _rows))
    assert quads[0] == quads[1]
    assert rows[0] == rows[1] != []


def _quads(snapshot: Path) -> set[str]:
    return set(map(str, Store.read_only(str(snapshot / "store"))))


def _rows(snapshot: Path) -> list[tuple[object, ...]]:
    """All of the index but the numbers of its rows."""
    with closing(sqlite3.connect(snapshot / "search.sqlite")) as database:
        return sorted(database.execute("SELECT iri, kind, text, language, article, start, plain FROM entry"), key=repr)

"""Articles' graphs are made in parts: the same bytes however many processes make them, and not made twice."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from builder import pipeline
from builder.model import Reading
from builder.pipeline import Limits, claiming, parts
from builder.pipeline.claiming import Named

ALONE = Limits(workers=0)


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each article is a part, so that a few articles are many parts."""
    monkeypatch.setattr(claiming, "_PART", 1)
    monkeypatch.setattr(claiming, "_FEW", 1)


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """An article that speaks of nothing that the seeds do."""
    path = tmp_path / "other.txt"
    path.write_text("افتتح المعرض أبوابه أمام الزوار صباح أمس. وشارك فيه مئات من الناشرين.\n", "utf-8")
    return path


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the parts that are made, each as soon as it is."""
    names: list[str] = []
    make = claiming.Maker.make

    def noted(self: claiming.Maker, name: str, group: Sequence[Named], kept: Mapping[str, str]) -> None:
        names.append(name)
        make(self, name, group, kept)

    monkeypatch.setattr(claiming.Maker, "make", noted)
    return names


def _bytes(graph: Path) -> bytes:
    return (graph / "current" / "graph.nq").read_bytes()


def test_several_processes_make_the_same_graph(seeds: Path, tmp_path: Path) -> None:
    pipeline.build([seeds], tmp_path / "one", limits=ALONE)
    pipeline.build([seeds], tmp_path / "two", limits=Limits(workers=2))
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")


def test_parts_are_kept_and_made_again_where_they_are_broken(seeds: Path, tmp_path: Path, names: list[str]) -> None:
    pipeline.build([seeds], tmp_path, limits=ALONE)
    first, made = _bytes(tmp_path), list(names)
    assert len(made) == len(list(seeds.glob("*.txt")))

    names.clear()
    pipeline.build([seeds], tmp_path, limits=ALONE)
    assert names == []

    (tmp_path / "claims" / f"{made[0]}.far.nq").write_bytes(b"")
    (tmp_path / "claims" / f"{made[1]}.json").write_text("{}")
    (tmp_path / "claims" / f"{made[2]}.asked.nt").write_bytes(b"no line of this kind\n")
    cut = tmp_path / "claims" / f"{made[3]}.json"
    cut.write_bytes(cut.read_bytes()[:-3])
    (tmp_path / "claims" / "left.near.nq").write_bytes(b"")
    pipeline.build([seeds], tmp_path, limits=ALONE)
    assert sorted(names) == sorted(made[:4])
    assert _bytes(tmp_path) == first
    assert not (tmp_path / "claims" / "left.near.nq").exists()


def test_another_article_makes_again_only_what_it_changes(
    seeds: Path, other: Path, tmp_path: Path, names: list[str]
) -> None:
    pipeline.build([seeds], tmp_path / "graph", limits=ALONE)
    names.clear()
    pipeline.build([seeds, other], tmp_path / "graph", limits=ALONE)
    assert len(names) == 1
    pipeline.build([seeds, other], tmp_path / "fresh", limits=ALONE)
    assert _bytes(tmp_path / "graph") == _bytes(tmp_path / "fresh")


@pytest.mark.parametrize("damage", [b"", b"{}", None], ids=["empty", "of another kind", "missing"])
def test_without_a_catalogue_each_part_is_opened(
    damage: bytes | None, seeds: Path, tmp_path: Path, names: list[str]
) -> None:
    pipeline.build([seeds], tmp_path, limits=ALONE)
    first = _bytes(tmp_path)
    listed = tmp_path / "claims" / "catalogue"
    before = listed.read_bytes()
    listed.unlink() if damage is None else listed.write_bytes(damage)
    names.clear()
    pipeline.build([seeds], tmp_path, limits=ALONE)
    assert names == []
    assert _bytes(tmp_path) == first
    assert listed.read_bytes() == before


def test_a_part_that_is_not_as_the_catalogue_says_is_opened(seeds: Path, tmp_path: Path, names: list[str]) -> None:
    pipeline.build([seeds], tmp_path, limits=ALONE)
    first, folder, made = _bytes(tmp_path), tmp_path / "claims", names[0]
    part = folder / f"{made}.json"
    part.write_bytes(part.read_bytes().replace(made.encode(), made[::-1].encode(), 1) + b" ")
    names.clear()
    pipeline.build([seeds], tmp_path, limits=ALONE)
    assert names == [made]
    assert _bytes(tmp_path) == first


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The articles of which a piece is made."""
    found: list[str] = []
    piece = claiming.Maker._piece

    def noted(self: claiming.Maker, name: str, reading: Reading) -> parts.Piece:
        found.append(reading.article.identifier)
        return piece(self, name, reading)

    monkeypatch.setattr(claiming.Maker, "_piece", noted)
    return found


def _parts(graph: Path) -> set[str]:
    return {path.stem for path in (graph / "claims").glob("*.json")}


@pytest.fixture
def silent(other: Path, tmp_path: Path) -> list[Path]:
    """Articles that speak of nobody whom others could speak of."""
    found = [tmp_path / f"{number}.txt" for number in range(5)]
    for number, path in enumerate(found):
        path.write_text(f"{other.read_text('utf-8')}\n{number}\n", "utf-8")
    return found


def test_an_article_that_speaks_of_somebody_is_a_part_itself(
    seeds: Path, silent: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claiming, "_PART", 1 << 20)
    pipeline.build([seeds, *silent], tmp_path / "graph", limits=ALONE)
    assert len(_parts(tmp_path / "graph")) == len(list(seeds.glob("*.txt"))) + 1


def test_a_part_stays_as_it_is_beside_that_of_another_article(
    silent: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh: list[str]
) -> None:
    monkeypatch.setattr(claiming, "_PART", 1 << 20)
    pipeline.build(silent[1:], tmp_path / "graph", limits=ALONE)
    fresh.clear()
    (old,) = _parts(tmp_path / "graph")
    pipeline.build(silent, tmp_path / "graph", limits=ALONE)
    assert fresh == [silent[0].stem]
    assert len(_parts(tmp_path / "graph")) == 2
    assert old in _parts(tmp_path / "graph")
    pipeline.build(silent, tmp_path / "fresh", limits=ALONE)
    assert _bytes(tmp_path / "graph") == _bytes(tmp_path / "fresh")


def test_of_a_part_that_lost_an_article_the_others_are_taken(
    silent: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh: list[str]
) -> None:
    monkeypatch.setattr(claiming, "_PART", 1 << 20)
    pipeline.build(silent, tmp_path / "graph", limits=ALONE)
    fresh.clear()
    pipeline.build(silent[1:], tmp_path / "graph", limits=ALONE)
    assert fresh == []
    pipeline.build(silent[1:], tmp_path / "fresh", limits=ALONE)
    assert _bytes(tmp_path / "graph") == _bytes(tmp_path / "fresh")
    assert _parts(tmp_path / "graph") == _parts(tmp_path / "fresh")
    for path in (tmp_path / "graph" / "claims").glob("*.n[qt]"):
        assert path.read_bytes() == (tmp_path / "fresh" / "claims" / path.name).read_bytes()


def test_small_parts_are_joined_once_there_are_many(
    silent: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh: list[str]
) -> None:
    monkeypatch.setattr(claiming, "_PART", 4)
    monkeypatch.setattr(claiming, "_MOST_SMALL", 3)
    sizes = []
    for most in range(1, 1 + len(silent)):
        pipeline.build(silent[:most], tmp_path / "graph", limits=ALONE)
        sizes.append(len(_parts(tmp_path / "graph")))
    assert sizes == [1, 2, 3, 4, 2]
    assert fresh == [path.stem for path in silent]


def test_a_part_that_was_touched_or_copied_is_known_by_its_bytes(seeds: Path, tmp_path: Path, names: list[str]) -> None:
    pipeline.build([seeds], tmp_path, limits=ALONE)
    first, made = _bytes(tmp_path), list(names)
    for path in (tmp_path / "claims").iterdir():
        os.utime(path, ns=(1, 1))
    whole = tmp_path / "claims" / f"{made[0]}.far.nq"
    whole.write_bytes(bytes(reversed(whole.read_bytes())))
    names.clear()
    pipeline.build([seeds], tmp_path, limits=ALONE)
    assert names == made[:1]
    assert _bytes(tmp_path) == first

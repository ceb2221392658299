"""A file that nobody touched is not opened again, and one that somebody did is."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from builder import store
from builder.identifiers import Minter
from builder.kept.shards import key
from builder.model import Article
from builder.pipeline import inputs, reading
from builder.pipeline.inputs import Inputs
from builder.read import files
from builder.read.outcome import Source
from builder.vocabulary import DATA

FACT = Quad(NamedNode("urn:a"), NamedNode("urn:b"), Literal("c"), NamedNode(Minter(DATA).graph("facts")))
TEXTS = {
    "one": "وقعت مصر واليمن اتفاقية.\n",
    "two": "\ufeffانسحبت تونس من المعاهدة.\n",
    "three": "صادق البرلمان عليها.",
}

Read = Callable[[], list[Article]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "articles"
    found.mkdir()
    for name, text in TEXTS.items():
        (found / f"{name}.txt").write_text(text, "utf-8")
    (tmp_path / "graph" / "shards").mkdir(parents=True)
    return found


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are opened, by the stems of their names."""
    found: list[str] = []
    read = files._text

    def noted(source: Source, limit: int) -> Article:
        found.append(source.stem)
        return read(source, limit)

    monkeypatch.setattr(files, "_text", noted)
    monkeypatch.setattr(inputs, "_YOUNG", (-1, -1))
    return found


@pytest.fixture
def read(folder: Path, opened: list[str]) -> Read:
    """Reads the articles as a build does, and writes a snapshot of their texts."""

    def built() -> list[Article]:
        opened.clear()
        graph = folder.with_name("graph")
        remembered = Inputs(graph)
        found, _ = reading.articles([folder], lambda *_: None, remembered)
        store.write(graph, [FACT], {article.identifier: article.text for article in found})
        remembered.keep()
        return found

    return built


def test_what_nobody_touched_is_not_opened(read: Read, opened: list[str]) -> None:
    first = read()
    assert sorted(opened) == sorted(TEXTS)
    assert read() == first
    assert opened == []


def test_the_keys_of_readings_are_remembered_too(folder: Path, read: Read) -> None:
    first = read()
    for _ in range(2):  # when the files are read, and when they are not
        remembered = Inputs(folder.with_name("graph"))
        reading.articles([folder], lambda *_: None, remembered)
        assert remembered.keys == {article: key(article) for article in first}
        read()


def test_what_was_touched_is_opened(folder: Path, read: Read, opened: list[str]) -> None:
    first = read()
    path = folder / "one.txt"
    before = path.stat()
    path.write_text(TEXTS["one"].replace("مصر", "قطر"), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    (folder / "three.txt").replace(folder / "four.txt")
    found = {article.identifier: article.text for article in read()}
    assert sorted(opened) == ["four", "one"]
    assert "قطر" in found["one"]
    assert found["four"] == TEXTS["three"]
    assert {"three", "one", "two"} == {article.identifier for article in first}
    read()
    assert opened == []


def test_what_was_just_written_is_opened_again(read: Read, opened: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "_YOUNG", (10**12, 10**12))
    read()
    read()
    assert sorted(opened) == sorted(TEXTS)


@pytest.mark.parametrize(
    ("written", "changed", "young"),
    [
        pytest.param(5.0, 5.0, False, id="long ago, in whole seconds"),
        pytest.param(1.0, 1.0, True, id="a second ago, in whole seconds"),
        pytest.param(5.0, 1.0, True, id="a second ago, its first time set back"),
        pytest.param(1.000_000_7, 1.000_000_7, False, id="a second ago, by a clock that counts finely"),
        pytest.param(1.0, 1.000_000_7, False, id="a second ago, its first time set to a whole one"),
        pytest.param(0.050_000_7, 0.050_000_7, True, id="in the same step of a clock, perhaps"),
        pytest.param(-1.000_000_7, 5.000_000_7, True, id="a time that is yet to come"),
    ],
)
def test_a_file_is_young_while_its_times_might_stay_the_same(
    written: float, changed: float, young: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1_000 * 10**9
    monkeypatch.setattr(inputs.time, "time_ns", lambda: now)
    times = [now - round(ago * 10**9) for ago in (written, changed)]
    assert inputs._young((times[0], times[1], 1, 1, 1)) is young


@pytest.mark.parametrize("name", ["shards/inputs.json", "current/articles.zip"])
def test_what_is_damaged_is_not_trusted(name: str, folder: Path, read: Read, opened: list[str]) -> None:
    first = read()
    path = folder.with_name("graph") / name
    path.write_bytes(path.read_bytes()[:-900][::-1])
    assert read() == first
    assert sorted(opened) == sorted(TEXTS)


def test_other_rules_open_all(folder: Path, read: Read, opened: list[str]) -> None:
    first = read()
    path = folder.with_name("graph") / "shards" / "inputs.json"
    path.write_text(json.dumps(["another", json.loads(path.read_text())[1]]))
    assert read() == first
    assert sorted(opened) == sorted(TEXTS)


def test_news_are_told_of_a_file_that_is_new_or_changed_and_of_no_other(folder: Path, read: Read) -> None:
    def told() -> bool:
        news: list[bool] = []
        reading.articles([folder], lambda *_: None, Inputs(folder.with_name("graph"), lambda: news.append(True)))
        return bool(news)

    assert not told()  # nothing is known yet: whether there is anything to read will be seen soon enough
    (folder / "empty.txt").write_text("", "utf-8")  # it is refused in each build
    read()
    assert not told()
    (folder / "four.txt").write_text(TEXTS["one"], "utf-8")
    assert told()
    read()
    (folder / "four.txt").write_text(TEXTS["three"], "utf-8")
    assert told()

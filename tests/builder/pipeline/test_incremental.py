"""Whatever comes, goes and changes from build to build: the graph is that of a build from nothing, byte for byte."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Store

from builder import pipeline
from builder.errors import GraphError
from builder.kept.shards import locked
from builder.pipeline import Limits, Resident, claiming, inputs, orders
from builder.pipeline.build import rebuild

DEEDS = (
    "وقع الرئيس عادل منصوري ونظيره سامي الخولي معاهدة الصداقة بين تونس والأردن في 3 مايو 2009.",
    "قال الوزير عادل منصوري إن معاهدة الصداقة بين تونس والأردن دخلت حيز التنفيذ.",
    "انسحبت تونس من معاهدة الصداقة بين تونس والأردن، حسبما أعلن سامي الخولي.",
    "نفى الأردن أن تكون تونس قد انسحبت من معاهدة الصداقة بين تونس والأردن.",
    "حلت معاهدة الصداقة بين تونس والأردن محل اتفاقية التعاون الموقعة عام 1998.",
    "صادق البرلمان في الأردن على اتفاقية التعاون التي وقعتها تونس والأردن عام 1998.",
)


def _change(folder: Path, chance: random.Random) -> None:
    """Writes, changes and removes a few articles; one stays."""
    for number in chance.sample(range(8), 4):
        path = folder / f"a{number}.txt"
        if path.exists() and chance.random() < 0.4:
            path.unlink()
        else:
            path.write_text("\n\n".join(chance.sample(DEEDS, chance.randint(1, 3))) + "\n", "utf-8")
    (folder / "stays.txt").write_text(f"{DEEDS[0]}\n", "utf-8")


def _in_the_way(graph: Path, articles: Path) -> None:
    """Another process builds less in the folder of the graph."""
    pipeline.build([articles / "stays.txt"], graph, limits=Limits(workers=0))


def _refused(graph: Path, articles: Path) -> None:
    """A build is not finished."""
    with locked(graph / "claims"), Resident(graph) as other, pytest.raises(GraphError, match="at work"):
        rebuild(other, [articles])


def _whole(graph: Path) -> tuple[dict[str, bytes], set[str]]:
    current = graph / "current"
    files = {name: (current / name).read_bytes() for name in ("graph.nq", "manifest.json", "articles.zip")}
    return files, set(map(str, Store.read_only(str(current / "store"))))


@pytest.mark.parametrize("between", [None, _in_the_way, _refused])
def test_a_process_that_builds_again_makes_what_another_makes(
    between: Callable[[Path, Path], None] | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "_YOUNG", (-1, -1))
    monkeypatch.setattr(claiming, "_PART", 3)
    monkeypatch.setattr(orders, "_LEAST", 1)
    chance, articles, graph = random.Random(2), tmp_path / "articles", tmp_path / "graph"
    articles.mkdir()
    with Resident(graph, limits=Limits(workers=1)) as resident:
        for step in range(4):
            _change(articles, chance)
            assert resident.knows == (step > 0)
            summary = rebuild(resident, [articles])
            resident.rest()
            if between and step == 1:
                between(graph, articles)
                continue
            pipeline.build([articles], tmp_path / f"fresh{step}", limits=Limits(workers=0))
            assert _whole(graph) == _whole(tmp_path / f"fresh{step}")
    assert summary.fresh < summary.counts["articles"]


def test_a_build_that_fails_leaves_nothing_in_memory(tmp_path: Path) -> None:
    articles, graph = tmp_path / "articles", tmp_path / "graph"
    articles.mkdir()
    _change(articles, random.Random(3))
    with Resident(graph, limits=Limits(workers=1)) as resident:
        rebuild(resident, [articles])
        (articles / "new.txt").write_text(DEEDS[2], "utf-8")
        with locked(graph / "claims"), pytest.raises(GraphError, match="at work"):
            rebuild(resident, [articles])
        assert not resident.knows
        rebuild(resident, [articles])
    pipeline.build([articles], tmp_path / "fresh", limits=Limits(workers=0))
    assert _whole(graph) == _whole(tmp_path / "fresh")


def test_what_is_built_on_is_what_is_built_from_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "_YOUNG", (-1, -1))
    monkeypatch.setattr(claiming, "_PART", 3)
    chance, articles = random.Random(1), tmp_path / "articles"
    articles.mkdir()
    for step in range(3):
        _change(articles, chance)
        pipeline.build([articles], tmp_path / "graph", limits=Limits(workers=1))
        pipeline.build([articles], tmp_path / f"fresh{step}", limits=Limits(workers=0))
        assert _whole(tmp_path / "graph") == _whole(tmp_path / f"fresh{step}")

"""Parts of claims that workers make are those that the build makes itself, and a worker that fails is told of."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder import pipeline
from builder.errors import GraphError
from builder.pipeline import Limits, Resident, claiming, orders
from builder.pipeline.build import rebuild
from builder.pipeline.orders import Ordering
from builder.pipeline.workers import Worker

ALONE = Limits(workers=0)
NOBODY = "افتتح المعرض أبوابه أمام الزوار صباح أمس. وشارك فيه مئات من الناشرين."


@pytest.fixture(autouse=True)
def few_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers are given even a single part, a few at a time."""
    monkeypatch.setattr(orders, "_LEAST", 1)
    monkeypatch.setattr(claiming, "_PART", 1)
    monkeypatch.setattr(orders, "_TOGETHER", 2)


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the parts that workers are to make."""
    names: list[str] = []
    order = Ordering._order

    def noted(self: Ordering, places: range) -> bytes:
        names.extend(self._work.groups[place][0] for place in places)
        return order(self, places)

    monkeypatch.setattr(Ordering, "_order", noted)
    return names


@pytest.fixture
def resident(tmp_path: Path) -> Iterator[Resident]:
    """A process that builds, whose workers know what to load."""
    with Resident(tmp_path / "graph", limits=Limits(workers=2)) as resident:
        resident.rest()
        yield resident


def _files(graph: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (graph / "claims").glob("*.n[qt]")}


def test_workers_make_the_same_parts(seeds: Path, resident: Resident, tmp_path: Path, given: list[str]) -> None:
    rebuild(resident, [seeds])
    assert len(given) == len(set(given)) == len(list(seeds.glob("*.txt")))
    pipeline.build([seeds], tmp_path / "alone", limits=ALONE)
    assert _files(resident.directory) == _files(tmp_path / "alone")
    whole = [(graph / "current" / "graph.nq").read_bytes() for graph in (resident.directory, tmp_path / "alone")]
    assert whole[0] == whole[1]


def test_who_waits_for_one_worker_makes_parts_too(
    seeds: Path, tmp_path: Path, given: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orders, "_TOGETHER", 1)
    monkeypatch.setattr(orders, "_AHEAD", 1)
    pipeline.build([seeds], tmp_path / "graph", limits=Limits(workers=2))
    assert 0 < len(given) < len(list(seeds.glob("*.txt")))
    pipeline.build([seeds], tmp_path / "alone", limits=ALONE)
    assert _files(tmp_path / "graph") == _files(tmp_path / "alone")


def test_workers_stay_where_few_articles_or_none_are_new(
    seeds: Path, resident: Resident, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orders, "_LEAST", 3)
    articles = tmp_path / "articles"
    shutil.copytree(seeds, articles)
    rebuild(resident, [articles])
    resident.rest()
    known = {worker.process.pid for worker in resident.early._workers}
    (articles / "one.txt").write_text(f"{NOBODY}\n", "utf-8")
    for _ in range(2):
        rebuild(resident, [articles])
        assert {worker.process.pid for worker in resident.early._workers} == known


def test_workers_take_what_older_parts_have_as_far_as_it_is_whole(
    resident: Resident, tmp_path: Path, given: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claiming, "_PART", 4)
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(4):
        (articles / f"{number}.txt").write_text(f"{NOBODY} {number}\n", "utf-8")
    rebuild(resident, [articles])
    for step, spoil in enumerate((False, True)):
        resident.rest()
        (articles / "0.txt").write_text(f"{NOBODY}\n" * (step + 2), "utf-8")
        if spoil:
            part = resident.directory / "claims" / f"{given[-1]}.far.nq"
            part.write_bytes(part.read_bytes()[:-10])
        rebuild(resident, [articles])
        assert len(given) == len(set(given)) == step + 2
        pipeline.build([articles], tmp_path / f"alone{step}", limits=ALONE)
        assert _files(resident.directory) == _files(tmp_path / f"alone{step}")


def test_a_worker_that_ends_is_told_of_and_replaced(
    seeds: Path, resident: Resident, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        tell = Worker.tell

        def killed(self: Worker, message: bytes) -> bool:
            if orders.__name__.encode() in message:
                self.process.kill()
            return tell(self, message)

        patch.setattr(Worker, "tell", killed)
        with pytest.raises(GraphError, match=r"was ended \(SIGKILL\); build again"):
            rebuild(resident, [seeds])
    rebuild(resident, [seeds])
    pipeline.build([seeds], tmp_path / "alone", limits=ALONE)
    assert _files(resident.directory) == _files(tmp_path / "alone")


def test_what_the_disk_refuses_is_told_with_its_place(
    seeds: Path, resident: Resident, tmp_path: Path, given: list[str]
) -> None:
    pipeline.build([seeds], tmp_path / "alone", limits=ALONE)
    for path in (tmp_path / "alone" / "claims").glob("*.near.nq"):
        (resident.directory / "claims" / path.name).mkdir(parents=True)
    with pytest.raises(GraphError, match=r"claims/.*\.near\.nq: Is a directory; make room"):
        rebuild(resident, [seeds])
    assert given
    shutil.rmtree(resident.directory / "claims")
    rebuild(resident, [seeds])
    assert _files(resident.directory) == _files(tmp_path / "alone")

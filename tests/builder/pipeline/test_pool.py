"""One article can neither stop a build nor take the machine; a build that was stopped goes on where it was.

Nothing here is pretended: the workers are processes, they really crash, hang and ask for memory.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from builder import pipeline, store
from builder.errors import GraphError, MithaqError
from builder.pipeline import Limits, reading

BAD = (sys.executable, str(Path(__file__).with_name("bad_worker.py")))
TEXT = "وقّعت روسيا وكوريا الشمالية معاهدة الشراكة الاستراتيجية الشاملة في بيونغ يانغ في 19 يونيو 2024."


def folder(tmp_path: Path, *words: str) -> Path:
    """A folder with a good article a word, and one that says the word."""
    articles = tmp_path / "articles"
    articles.mkdir()
    for position, word in enumerate(words):
        (articles / f"good{position}.txt").write_text(f"{TEXT}\n\n{position}", "utf-8")
        (articles / f"odd{position}.txt").write_text(f"{TEXT}\n\n{word}", "utf-8")
    return articles


def content(directory: Path) -> dict[str, bytes]:
    """All files of a graph's current snapshot that are promised to be the same."""
    at = directory / "current"
    return {name: (at / name).read_bytes() for name in ("graph.nq", "manifest.json", "articles.zip")}


def test_bad_articles_are_left_out_and_the_others_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.pipeline.reading.fingerprint", lambda: "f" * 32)
    articles = folder(tmp_path, "CRASH", "HANG", "BLOAT", "EXIT", "FAULT")
    limits = Limits(workers=2, seconds=20, megabytes=2048, command=BAD)
    told: list[tuple[str, str]] = []
    summary = pipeline.build([articles], tmp_path / "graph", limits=limits, progress=lambda *m: told.append(m))
    reasons = {item.source: item.reason for item in summary.rejected}
    assert sorted(reasons) == [f"odd{n}.txt" for n in range(5)]
    assert "SIGSEGV" in reasons["odd0.txt"]
    assert "longer than 20 s" in reasons["odd1.txt"]
    assert "more than 2048 MB" in reasons["odd2.txt"]
    assert "exit code 3" in reasons["odd3.txt"]
    assert "ZeroDivisionError: no rule foresaw this" in reasons["odd4.txt"]
    graph = store.open_graph(tmp_path / "graph")
    assert graph.articles == tuple(f"good{n}" for n in range(5))
    assert {entry["source"] for entry in graph.manifest["rejected"]} == set(reasons)
    assert {message for stage, message in told if stage == "left out"} == set(reasons.values())

    kept = pipeline.build([articles], tmp_path / "graph", limits=limits)
    assert (kept.rejected, kept.fresh) == (summary.rejected, 0)

    for path in articles.glob("odd*"):
        path.unlink()
    pipeline.build([articles], tmp_path / "other", limits=Limits(workers=1))
    assert content(tmp_path / "other")["graph.nq"] == content(tmp_path / "graph")["graph.nq"]


def test_a_worker_that_is_killed_costs_no_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MITHAQ_TEST_MARK", str(tmp_path / "mark"))
    articles = folder(tmp_path, "ONCE", "PRINT")
    summary = pipeline.build([articles], tmp_path / "graph", limits=Limits(workers=1, command=BAD))
    assert (tmp_path / "mark").exists()
    assert not summary.rejected
    pipeline.build([articles], tmp_path / "other", limits=Limits(workers=0))
    assert content(tmp_path / "other") == content(tmp_path / "graph")


def test_a_build_that_is_killed_goes_on_and_ends_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.pipeline.reading.SHARD", 2)
    monkeypatch.setattr("builder.pipeline.reading.fingerprint", lambda: "f" * 32)
    articles = folder(tmp_path, *"abcd")
    script = (
        "import sys; from pathlib import Path; from builder import pipeline; from builder.pipeline import reading\n"
        "reading.SHARD = 2; reading.fingerprint = lambda: 'f' * 32\n"
        f"pipeline.build([Path({str(articles)!r})], Path({str(tmp_path / 'graph')!r}))"
    )
    stopped = subprocess.Popen([sys.executable, "-c", script])
    shards = tmp_path / "graph" / "shards"
    limit = time.monotonic() + 60
    while not list(shards.glob("*.jsonl")) and time.monotonic() < limit:
        time.sleep(0.02)
    stopped.send_signal(signal.SIGKILL)
    stopped.wait()
    assert not (tmp_path / "graph" / "current").exists()
    summary = pipeline.build([articles], tmp_path / "graph")
    assert summary.fresh < 8
    pipeline.build([articles], tmp_path / "undisturbed")
    assert content(tmp_path / "graph") == content(tmp_path / "undisturbed")


def test_what_workers_have_read_before_anybody_looks_is_taken(tmp_path: Path) -> None:
    found, _ = reading.articles([folder(tmp_path, "one", "two")], lambda *_: None)

    def wait(fresh: int) -> Iterator[None]:
        limit = time.monotonic() + 60
        while fresh and not list((tmp_path / "graph" / "shards").glob("*.jsonl")) and time.monotonic() < limit:
            yield time.sleep(0.01)

    for fresh in (len(found), 0):
        with reading.readings(found, tmp_path / "graph", Limits(workers=1), lambda *_: None, wait) as done:
            assert sorted(done.articles, key=lambda article: article.identifier) == done.articles
            assert len(done.articles) == len(found)
            assert done.fresh == fresh


def test_the_same_bytes_from_any_number_of_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = folder(tmp_path, *"abc")
    whole = {}
    for workers, shard in ((0, 64), (1, 4), (3, 1)):
        monkeypatch.setattr("builder.pipeline.reading.SHARD", shard)
        at = tmp_path / f"graph{workers}"
        pipeline.build(sorted(articles.iterdir(), reverse=workers == 1), at, limits=Limits(workers=workers))
        whole[workers] = content(at)
    assert whole[0] == whole[1] == whole[3]


def test_a_full_disk_is_told_and_what_is_read_is_kept(tmp_path: Path) -> None:
    articles = folder(tmp_path, "a")
    limited = f"import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64)); {START}"
    command = (sys.executable, "-c", limited)
    with pytest.raises(GraphError, match="make room"):
        pipeline.build([articles], tmp_path / "graph", limits=Limits(workers=1, command=command))
    assert [path.name for path in (tmp_path / "graph" / "shards").iterdir()] == [".lock"]
    assert not pipeline.build([articles], tmp_path / "graph").rejected


START = "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); from builder.kept import worker; worker.main(0)"


def test_workers_that_cannot_start_are_told(tmp_path: Path) -> None:
    command = (sys.executable, "-c", "raise SystemExit('no such module')")
    with pytest.raises(MithaqError, match="cannot start: no such module"):
        pipeline.build([folder(tmp_path, "a")], tmp_path / "graph", limits=Limits(workers=1, command=command))


def test_no_worker_outlives_its_build(tmp_path: Path) -> None:
    before = set(psutil.Process().children())
    limits = Limits(workers=2, seconds=6, command=BAD)
    pipeline.build([folder(tmp_path, "HANG")], tmp_path / "graph", limits=limits)
    assert set(psutil.Process().children()) <= before

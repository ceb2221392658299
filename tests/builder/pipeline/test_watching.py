"""A process that watches a folder builds what comes, what changes and what goes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder import store
from builder.errors import InputError, MithaqError
from builder.pipeline import Limits, Resident, Summary
from builder.pipeline.progress import silent
from builder.pipeline.watching import watching
from builder.reason import DEFAULT_REASONER

TEXT = "وقعت مصر واليمن اتفاقية تجارة في القاهرة يوم الأحد 5 مايو 2024.\n"
COMMAND = "from endpoint.command import run; run()"


@pytest.fixture
def stop() -> Iterator[threading.Event]:
    """What ends the watching, after two minutes in any case."""
    event = threading.Event()
    late = threading.Timer(120, event.set)
    late.start()
    yield event
    late.cancel()


def test_each_change_is_built_and_what_cannot_be_is_told(tmp_path: Path, stop: threading.Event) -> None:
    articles, graph, judged = tmp_path / "articles", tmp_path / "articles" / "graph", tmp_path / "decisions.ttl"
    (articles / "deep").mkdir(parents=True)
    (articles / "one.txt").write_text(TEXT, "utf-8")
    judged.write_text("", "utf-8")
    told: list[object] = []

    def happens(what: object) -> None:
        told.append(what)
        match len(told):
            case 1:
                (articles / "deep" / "two.txt").write_text(TEXT * 2, "utf-8")
                (articles / ".hidden").write_text("", "utf-8")
            case 2:
                judged.write_text("no Turtle", "utf-8")
            case 3:
                judged.write_text("# nothing\n", "utf-8")
            case 4:
                for path in articles.rglob("*.txt"):
                    path.unlink()
            case 5:
                (articles / "one.txt").write_text(TEXT, "utf-8")
            case _:
                stop.set()

    with Resident(graph, limits=Limits(workers=0)) as resident:
        watching(resident, [articles], silent, DEFAULT_REASONER, judged, happens, happens, stop)
    assert [item.counts["articles"] if isinstance(item, Summary) else type(item) for item in told] == [
        1,
        2,
        InputError,
        2,
        InputError,
        1,
    ]
    assert store.open_graph(graph).articles == ("one",)


def test_what_does_not_exist_is_not_watched(tmp_path: Path) -> None:
    def never(what: Summary | MithaqError) -> None:
        raise AssertionError(what)

    with Resident(tmp_path / "graph") as resident, pytest.raises(InputError, match="no such file"):
        watching(resident, [tmp_path / "missing"], silent, DEFAULT_REASONER, None, never, never)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_command_goes_on_until_it_is_interrupted(number: signal.Signals, tmp_path: Path) -> None:
    article, graph = tmp_path / "one.txt", tmp_path / "graph"
    article.write_text(TEXT, "utf-8")
    command = [sys.executable, "-c", COMMAND, "build", str(article), "-o", str(graph), "--watch", "--workers", "1"]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        late = threading.Timer(120, process.kill)
        late.start()
        assert process.stderr is not None
        for round_ in range(2):
            assert any("watching" in line for line in process.stderr)
            assert store.open_graph(graph).article_text("one") == TEXT * (round_ + 1)
            article.write_text(TEXT * (round_ + 2), "utf-8")
        assert any("watching" in line for line in process.stderr)
        process.send_signal(number)
        said = process.stderr.read()
        late.cancel()
    assert process.returncode == 0, said
    assert "no more" in said

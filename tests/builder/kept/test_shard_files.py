"""Shard files: whole or not there, known by what made them, and never trusted blindly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from builder.errors import GraphError
from builder.kept import shards
from builder.kept.shards import Failure, Shards, key, readings
from builder.model import Article, Layout, Reading
from builder.resolve.outlines import outline

LIMITS = (60, 4096)
ARTICLE = Article("a", "نص", "0" * 64, "a.txt")
READING = Reading(ARTICLE, Layout((), ()))
NAME = key(ARTICLE)


def written(tmp_path: Path, outcome: Reading | Failure = READING, mark: str = "f" * 32) -> tuple[Shards, Path]:
    """A folder with one shard."""
    kept = Shards(tmp_path, mark)
    kept.folder.mkdir(exist_ok=True)
    path = kept.path([NAME])
    shards.write(path, mark, {NAME: outcome})
    return kept, path


def test_what_is_written_comes_back(tmp_path: Path) -> None:
    kept, path = written(tmp_path)
    assert dict(kept.kept({NAME, "other"}, LIMITS)) == {NAME: outline(READING)}
    assert readings(kept.places([NAME])) == [READING]
    assert [item.name for item in kept.folder.iterdir()] == [path.name]


def test_readings_are_found_among_failures_and_in_any_order(tmp_path: Path) -> None:
    kept = Shards(tmp_path, "f" * 32)
    kept.folder.mkdir()
    found = {name: replace(READING, article=replace(ARTICLE, identifier=name)) for name in "acd"}
    shards.write(kept.path(["x"]), "f" * 32, {**found, "b": Failure("no words")})
    told = dict(kept.kept(set("abcd"), LIMITS))
    assert told == {**{name: outline(reading) for name, reading in found.items()}, "b": Failure("no words")}
    assert readings(kept.places("dac")) == [found["d"], found["a"], found["c"]]
    kept.path(["x"]).unlink()
    with pytest.raises(GraphError, match="build again"):
        readings(kept.places("a"))


def test_other_rules_see_nothing(tmp_path: Path) -> None:
    written(tmp_path)
    assert not dict(Shards(tmp_path, "e" * 32).kept({NAME}, LIMITS))


def test_every_field_of_an_article_is_part_of_its_key() -> None:
    changed = [
        replace(ARTICLE, identifier="b"),
        replace(ARTICLE, text="نصّ"),
        replace(ARTICLE, title="t"),
        replace(ARTICLE, publisher="p"),
        replace(ARTICLE, url="u"),
        replace(ARTICLE, source="b.txt"),
    ]
    assert len({NAME, *map(key, changed)}) == len(changed) + 1


@pytest.mark.parametrize("cut", [0, 1, 40, 200, -1])
def test_a_torn_file_is_as_if_it_were_not_there(cut: int, tmp_path: Path) -> None:
    kept, path = written(tmp_path)
    path.write_bytes(path.read_bytes()[:cut])
    assert not dict(kept.kept({NAME}, LIMITS))


def test_a_changed_file_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    kept, path = written(tmp_path)
    path.write_text(path.read_text("utf-8").replace("a.txt", "b.txt"), "utf-8")
    assert not dict(kept.kept({NAME}, LIMITS))


@pytest.mark.parametrize(("field", "value"), [("format", 0), ("keys", ["other"]), ("sha256", "0" * 64)])
def test_a_file_of_another_format_or_damaged_at_its_head_is_passed_over(
    field: str, value: object, tmp_path: Path
) -> None:
    kept, path = written(tmp_path)
    head, _, body = path.read_text("utf-8").partition("\n")
    path.write_text(json.dumps({**json.loads(head), field: value}) + "\n" + body, "utf-8")
    assert not dict(kept.kept({NAME}, LIMITS))
    shards.write(path, "f" * 32, {NAME: READING})
    assert dict(kept.kept({NAME}, LIMITS)) == {NAME: outline(READING)}


def test_a_failure_for_lack_of_time_or_memory_is_tried_again_with_more(tmp_path: Path) -> None:
    failure = Failure("took too long", LIMITS)
    kept, _ = written(tmp_path, failure)
    assert dict(kept.kept({NAME}, LIMITS)) == {NAME: failure}
    assert not dict(kept.kept({NAME}, (120, 4096)))
    fault = Failure("a rule's fault")
    kept, _ = written(tmp_path, fault)
    assert dict(kept.kept({NAME}, (120, 4096))) == {NAME: fault}


def test_what_is_written_meanwhile_is_looked_at_too(tmp_path: Path) -> None:
    kept, path = written(tmp_path, Failure("took too long", (1, 1)))
    broken = kept.path(["b"])
    broken.write_text("{}")
    assert not dict(kept.kept({NAME, "b"}, LIMITS))
    for at, name in ((path, NAME), (broken, "b")):
        shards.write(at, "f" * 32, {name: READING})
    assert kept.listed() == {NAME, "b"}
    assert dict(kept.kept({NAME, "b"}, LIMITS)) == dict.fromkeys((NAME, "b"), outline(READING))
    assert not dict(kept.kept({NAME}, LIMITS))


def test_pruning_keeps_what_was_used(tmp_path: Path) -> None:
    kept, path = written(tmp_path)
    _, old = written(tmp_path, mark="e" * 32)
    left = kept.folder / ".x.1.part"
    left.write_text("half")
    list(kept.kept({NAME}, LIMITS))
    kept.prune({NAME})
    assert path.exists()
    assert not old.exists()
    assert not left.exists()
    kept.prune({"another"})
    assert not path.exists()
    shards.write(path, "f" * 32, {NAME: READING})  # the article is there again
    assert dict(kept.kept({NAME}, LIMITS)) == {NAME: outline(READING)}


def test_two_builds_in_one_folder_are_refused(tmp_path: Path) -> None:
    first, second = Shards(tmp_path, "f").locked(), Shards(tmp_path, "f").locked()
    with first, pytest.raises(GraphError, match="another build"), second:
        pass
    with Shards(tmp_path, "f").locked():
        pass


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        shards.write(tmp_path / "nowhere" / "a.jsonl", "f", {NAME: READING})
    assert not list(tmp_path.iterdir())

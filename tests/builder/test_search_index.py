"""An index made from the one before it finds the same, in the same order, as one made from nothing."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from builder.store import search_index
from builder.store.search_index import Altered, Entry, write_index

WORDS = ["روسيا", "بالمعاهدة", "معاهدة", "والشراكة", "الكوريتين", "treaty", "Ünion", "الشَّراكة"]


def entry(number: int) -> Entry:
    """A text of some words; of names, mentions and quotations."""
    chance = random.Random(number)
    text = " ".join(chance.choices(WORDS, k=chance.randint(1, 6)))
    if number % 3 == 0:
        return Entry(f"urn:{number // 2}", "name", text, chance.choice(["ar", "en", None]))
    return Entry(f"urn:{number // 2}", "mention", text, None, f"urn:article:{number % 7}", number)


def rows(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return sorted(database.execute("SELECT iri, kind, text, language, article, start, plain FROM entry"), key=repr)


def found(path: Path, word: str) -> list[tuple[object, ...]]:
    """What has a word, with how close it is."""
    select = """SELECT bm25(word), iri, kind, text, language, article, start
        FROM word JOIN entry ON entry.id = word.rowid
        WHERE word MATCH ? ORDER BY bm25(word), iri, kind, text, language, article, start"""
    with closing(sqlite3.connect(path)) as database:
        return list(database.execute(select, (f'"{word}"',)))


def test_random_changes_one_after_the_other_find_what_an_index_from_nothing_finds(tmp_path: Path) -> None:
    chance = random.Random(5)
    numbers = set(range(600))
    before = tmp_path / "0"
    write_index(before, map(entry, numbers))
    for step in range(1, 5):
        numbers ^= set(chance.sample(range(700), 25))
        after, fresh = tmp_path / str(step), tmp_path / f"fresh{step}"
        write_index(after, map(entry, numbers), before)
        write_index(fresh, map(entry, numbers))
        assert after.read_bytes() != fresh.read_bytes()  # so it was changed, not made
        assert rows(after) == rows(fresh)
        for word in ("روسيا", "معاهده", "شراكه", "treaty", "union"):
            assert found(after, word) == found(fresh, word)
        before = after


def test_an_index_of_other_rules_or_much_else_or_damaged_is_not_built_upon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few, many = [entry(n) for n in range(10)], [entry(n) for n in range(200)]
    write_index(tmp_path / "few", few)
    write_index(tmp_path / "many", many)
    (tmp_path / "damaged").write_bytes((tmp_path / "many").read_bytes()[:5000])
    for number, old in enumerate(("few", "damaged", "missing")):
        write_index(tmp_path / str(number), many, tmp_path / old)
        assert (tmp_path / str(number)).read_bytes() == (tmp_path / "many").read_bytes()
    monkeypatch.setattr(search_index, "_made_by", lambda: 1)
    write_index(tmp_path / "other", many[1:], tmp_path / "many")
    write_index(tmp_path / "fresh", many[1:])
    assert (tmp_path / "other").read_bytes() == (tmp_path / "fresh").read_bytes()


def test_what_differs_can_be_told_and_is_not_believed_where_a_text_that_goes_is_not_there(tmp_path: Path) -> None:
    before, now = [entry(n) for n in range(200)], [entry(n) for n in range(5, 210)]
    write_index(tmp_path / "before", before)
    write_index(tmp_path / "fresh", now)
    told = Altered(frozenset(before) - frozenset(now), frozenset(now) - frozenset(before))
    write_index(tmp_path / "told", [], tmp_path / "before", told)
    assert rows(tmp_path / "told") == rows(tmp_path / "fresh")
    wrong = Altered(told.gone | {entry(900)}, told.come)
    write_index(tmp_path / "doubted", now, tmp_path / "before", wrong)
    assert rows(tmp_path / "doubted") == rows(tmp_path / "fresh")

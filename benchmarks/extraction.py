"""How fast articles are read, up to their claims: ``python benchmarks/extraction.py FOLDER``.

FOLDER holds zip files of JSON lists of articles (``title``, ``content``), as SaudiNewsNet has them. All is done in
one process on one core; seconds are of the processor, so that other work on the machine does not count. The peer,
in the same run and over the same texts: words by ``regex``, and the names of the known entities by ``pyahocorasick``,
which is the least that any reader must do.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import ahocorasick
import regex

from builder.errors import InputError
from builder.extract import extract
from builder.known import known
from builder.memory import swept, uncollected
from builder.model import Article
from builder.pipeline.reading import SHARD

WARM_UP = 50
WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")


@dataclass(slots=True)
class Tally:
    """What reading took, in seconds of the processor, and what came of it."""

    articles: int = 0
    words: int = 0
    seconds: float = 0.0
    refused: int = 0
    failed: int = 0
    statements: int = 0
    claims: int = 0
    slowest: float = 0.0
    slowest_article: str = ""


def articles(folder: Path) -> Iterator[Article]:
    """The articles of every zip file in the folder, in order."""
    for path in sorted(folder.glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in sorted(n for n in archive.namelist() if n.endswith(".json")):
                for number, record in enumerate(json.loads(archive.read(name))):
                    text = f"{record.get('title') or ''}\n\n{record['content']}"
                    digest = hashlib.sha256(text.encode()).hexdigest()
                    yield Article(f"{path.stem}-{number}", text, digest, f"{path.name}#{number}")


def read(folder: Path, deep: bool, most: int | None) -> Tally:
    """Reads the articles, at most ``most`` of them, and tells how it went. Rules are loaded before the clock runs.

    Cycles of things are looked for as the processes of a build do: behind so many articles, within the time counted.
    """
    tally, waiting = Tally(), articles(folder)
    for article in islice(waiting, WARM_UP):
        one(Tally(), article, deep=True)
    with uncollected(), swept() as sweep:
        for number, article in enumerate(islice(waiting, most)):
            start = time.process_time()
            one(tally, article, deep)
            if not number % SHARD:
                sweep()
            count(tally, article, time.process_time() - start)
    return tally


def one(tally: Tally, article: Article, deep: bool) -> None:
    """Reads one article, and adds to the tally what came of it."""
    try:
        found = extract(article, deep=deep)
    except InputError:
        tally.refused += 1
    except Exception as error:  # counted: no article may raise one
        tally.failed += 1
        print(f"{article.source}: {type(error).__name__}: {error}", file=sys.stderr)
    else:
        tally.statements += len(found.statements)
        tally.claims += len(found.claims)


def count(tally: Tally, article: Article, took: float) -> None:
    """Adds one article to the tally."""
    tally.articles += 1
    tally.words += len(WORD.findall(article.text))
    tally.seconds += took
    if took > tally.slowest:
        tally.slowest, tally.slowest_article = took, article.source


def peer(folder: Path, most: int | None) -> float:
    """Words a second of finding words and known names, and nothing else."""
    names = ahocorasick.Automaton()
    for entity in known().entities:
        for name in entity.labels():
            names.add_word(name, entity.iri)
    names.make_automaton()
    words, seconds = 0, 0.0
    for article in islice(articles(folder), WARM_UP, None if most is None else most + WARM_UP):
        start = time.process_time()
        words += len(WORD.findall(article.text))
        sum(1 for _ in names.iter(article.text))
        seconds += time.process_time() - start
    return words / seconds


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description="How fast articles are read.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, help="read at most so many")
    parser.add_argument("--deep", action="store_true", help="read whole also what names no instrument")
    options = parser.parse_args()
    if not any(options.folder.glob("*.zip")):
        print(f"{options.folder}: no zip files of articles here; nothing measured")
        return
    tally = read(options.folder, options.deep, options.articles)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"articles        {tally.articles:12,d}  ({tally.refused} refused, {tally.failed} failed)")
    print(f"words           {tally.words:12,d}")
    print(
        f"words a second  {tally.words / tally.seconds:12,.0f}  (peer: {peer(options.folder, options.articles):,.0f})"
    )
    print(f"found           {tally.statements:12,d}  statements, {tally.claims:,d} claims")
    print(f"peak memory     {memory:12,.0f}  MB")
    print(f"slowest article {tally.slowest:12.2f}  s ({tally.slowest_article})")


if __name__ == "__main__":
    main()

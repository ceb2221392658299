"""A process that works for a build: ``python -m builder.kept.worker MEGABYTES``.

It takes jobs, one JSON line each, from standard input, and answers on standard output: ``ready`` once, then for
each job ``start N`` before each article, and ``done``, or ``stopped REASON`` where it cannot write the shard. A job
names the shard file to write. What kills this process is the parent's to find out; it knows which article was read.

A job that names a module is other work: that of the function ``work`` there, which gives what to answer, if anything.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final, TextIO

import msgspec

from builder.errors import InputError
from builder.extract import extract
from builder.kept import OUT_OF_MEMORY
from builder.kept.shards import Failure, Outcome, write
from builder.known import known
from builder.memory import swept, uncollected
from builder.model import Article

_NAMES: Final = 3
Extract = Callable[[Article], Any]


def main(megabytes: int, read: Extract = extract) -> None:
    """Works until standard input ends."""
    answers = _private_output()
    if megabytes:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        soft = megabytes << 20
        resource.setrlimit(resource.RLIMIT_AS, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
    _prepare()
    _tell(answers, "ready")
    with uncollected(), swept() as sweep:
        for line in sys.stdin:
            job = json.loads(line)
            try:
                _work(job, read, answers)
                sweep()
            except MemoryError:
                os._exit(OUT_OF_MEMORY)  # no more memory for an orderly end either
            except OSError as error:
                place = job.get("shard") or error.filename or job["module"]
                _tell(answers, f"stopped {place}: {error.strerror or error}")


def _prepare() -> None:
    """Loads the rules and words, which is no article's time: the build may still be busy with others."""
    names = ". ".join(entity.label for entity in known().of_kind("State")[:_NAMES])
    with suppress(InputError, MemoryError):
        extract(Article("", names, "", ""), deep=True)


def read_one(article: Article, read: Extract = extract) -> Outcome:
    """The reading of an article, or why there is none; what only the machine can answer for (memory) is raised."""
    try:
        reading: Outcome = read(article)
    except MemoryError:
        raise
    except InputError as error:
        return Failure(str(error))
    except Exception as error:  # an article that no rule foresaw: it alone is left out, and said so
        return Failure(f"{article.identifier}: not read, please report: {type(error).__name__}: {error}")
    return reading


def _work(job: dict[str, Any], read: Extract, answers: TextIO) -> None:
    if "module" in job:
        if answer := import_module(job["module"]).work(job["job"]):
            _tell(answers, answer)
        return
    outcomes: dict[str, Outcome] = {}
    for position, (name, fields) in enumerate(job["articles"]):
        _tell(answers, f"start {position}")
        outcomes[name] = read_one(msgspec.convert(fields, Article), read)
    write(Path(job["shard"]), job["fingerprint"], outcomes)
    _tell(answers, "done")


def _private_output() -> TextIO:
    """Standard output for answers alone: whatever else is printed goes to standard error."""
    private = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return private


def _tell(answers: TextIO, message: str) -> None:
    try:
        print(" ".join(message.splitlines()), file=answers, flush=True)
    except BrokenPipeError:
        os._exit(0)  # the build is gone


if __name__ == "__main__":
    main(int(sys.argv[1]))

"""Answers to queries: one that is kept, where the same was asked of the same state of the graph, else a worker's.

Kept is what was whole and short, and is no query that gives another answer each time, or asks other endpoints. The
state is in the key: a new build, or anything written, is another one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from endpoint.negotiation import ROWS, TRIPLES, Offer
from endpoint.problems import not_acceptable
from endpoint.site import Site
from endpoint.workers import Answer, Body

# Such a query gives another answer each time: no validator may say that it has not changed, and it is not kept.
_FLEETING = re.compile(r"\b(now|rand|uuid|struuid|bnode)\b", re.IGNORECASE)
_LONGEST: Final = 1 << 18
"""Bytes of the longest answer that is kept."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, the formats in which its rows or its triples may be given, its dataset; ``head``: no body."""

    query: str
    rows: Offer | None
    triples: Offer | None
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    head: bool = False

    @property
    def fleeting(self) -> bool:
        """Whether the same query may have another answer although the graph did not change."""
        return bool(_FLEETING.search(self.query))


@dataclass(frozen=True, slots=True)
class Given:
    """An answer: a stream has to be read or closed. ``age``: the seconds for which it was kept, None for a new one."""

    content_type: str
    body: bytes | Stream
    age: int | None = None

    def headers(self, site: Site) -> dict[str, str]:
        """What its headers tell of it (RFC 9211: whether it was kept) and of limits."""
        limits = {
            "Mithaq-Answer-Limit": str(site.settings.answer_size),
            "Mithaq-Row-Limit": str(site.settings.answer_rows or "none"),
        }
        if self.age is None:
            return limits
        return {**limits, "Age": str(self.age), "Cache-Status": "mithaq; hit"}


class Stream:
    """A longer answer as it comes. Closing it before its end kills the query; ``leave`` is called when it is closed."""

    def __init__(self, body: Body, leave: Callable[[], None], keep: Callable[[bytes], None] | None) -> None:
        self._body, self._leave, self._keep = body, leave, keep
        self._pieces: list[bytes] = []
        self._size = 0

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            piece = next(self._body)
        except StopIteration:
            self._leave()
            if self._keep is not None:
                self._keep(b"".join(self._pieces))
                self._keep = None
            raise
        if self._keep is not None:
            self._pieces.append(piece)
            self._size += len(piece)
            if self._size > _LONGEST:
                self._keep, self._pieces = None, []
        return piece

    def close(self) -> None:
        self._body.close()
        self._leave()


def tag_of(site: Site, asked: Asked) -> str:
    """What tells the answer from others at its address: the state of the graph and the formats."""
    rows, triples = (offer.name if offer else "" for offer in (asked.rows, asked.triples))
    return f"{site.view(site.graph()).name}-{rows}-{triples}"


def answered(site: Site, asked: Asked, client: str) -> Given:
    """The answer to a query. Raises what ``Pool.run`` raises, QueryError, or Problem (406, 429)."""
    graph = site.graph()
    key = site.view(graph).name, *(getattr(asked, part) for part in ("query", "rows", "triples", "default", "named"))
    keeps = site.answers.most > 0 and not asked.head and not asked.fleeting
    found = site.answers.find(key) if keeps else None
    if found is not None:
        return Given(found.content_type, found.body, found.age)
    job = replace(
        site.job(graph, asked.query),
        rows=asked.rows.name if asked.rows else None,
        triples=asked.triples.name if asked.triples else None,
        default=asked.default,
        named=asked.named,
        head=asked.head,
        most_rows=site.settings.answer_rows,
    )
    leave = site.clients.enter(client)
    try:
        answer = site.run(job)
        content_type = _content_type(answer, asked)
    except BaseException:
        leave()
        raise
    keep = partial(site.answers.keep, key, asked.query, content_type) if keeps and not job.network else None
    if isinstance(answer.body, Body):
        return Given(content_type, Stream(answer.body, leave, keep))
    leave()
    if keep is not None:
        keep(answer.body)
    return Given(content_type, answer.body)


def _content_type(answer: Answer, asked: Asked) -> str:
    triples = answer.kind == "triples"
    offer = asked.triples if triples else asked.rows
    if offer is None:
        raise not_acceptable(TRIPLES if triples else ROWS)
    return content_type(offer)


def content_type(offer: Offer) -> str:
    """The value of Content-Type for an offer."""
    return f"{offer.media}; charset=utf-8" if offer.media.startswith("text/") else offer.media

"""A query worker: a process of its own that answers one query at a time from a read-only snapshot.

Run as ``python -m endpoint.worker MEMORY`` with a socket as standard input. It may be killed at any moment; nothing
that it holds needs saving. It has no network where the system lets a process give it up (unless it is run for a query
that may ask other endpoints, with the word ``network`` after MEMORY), and bounded memory.
"""

from __future__ import annotations

import ctypes
import io
import resource
import select
import signal
import socket
import sys
from collections.abc import Iterable
from contextlib import suppress
from json import dumps, loads
from typing import Any, Final

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse,
    serialize,
)

from endpoint.frames import ClosedError, Frames, frame, send, send_json
from endpoint.functions import PREFIXES, functions
from endpoint.row_count import RowCount, RowsError, first_triples
from endpoint.rows import page
from endpoint.stores import Stores

_NEW_USER_AND_NETWORK: Final = 0x10000000 | 0x40000000  # CLONE_NEWUSER | CLONE_NEWNET, unshare(2)
_IDLE: Final = 1.0
"""Seconds without a job after which what no job needs any more is freed."""
_FIRST: Final = 1 << 13
_PIECE: Final = 1 << 16

_ROWS: Final = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
TRIPLES: Final = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
}


class _Pieces(io.RawIOBase):
    """Sends what is written to it in frames, the first one early, so that a client sees an answer begin."""

    def __init__(self, line: socket.socket, kind: str, format: str | None, rows: RowCount | None = None) -> None:
        self._line = line
        self._rows = rows
        # What the answer is goes with its first piece: each frame of its own wakes the server once more.
        self._head = frame(b"H", dumps({"kind": kind, "format": format}).encode("ascii"))
        self._held = bytearray()
        self._size = _FIRST

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._held += data
        if len(self._held) >= self._size:
            self.release()
            self._size = _PIECE
        return len(data)

    def release(self) -> None:
        """Send what is held as a piece of a longer answer. Raises RowsError where the answer has too many rows."""
        self._send(b"D")

    def finish(self) -> None:
        """Send the rest, and that it is the end."""
        if self._size == _FIRST:
            self._send(b"W")
        else:
            self.release()
            send(self._line, b"Z")

    def _send(self, letter: bytes) -> None:
        body = bytes(self._held)
        self._held.clear()
        if self._rows is not None:
            self._rows.add(body)
        self._line.sendall(self._head + frame(letter, body))
        self._head = b""


def main(memory: int, network: bool = False) -> None:
    """Answer jobs until the server goes; ``memory`` is in bytes, ``network`` leaves the process its network."""
    line = confine(memory, network)
    frames, stores = Frames(line), Stores()
    while True:
        if stores.outdated and idle(line, frames):
            stores.free()
        try:
            letter, text = frames.next()
        except ClosedError:
            return
        job = loads(text)
        try:
            if letter == b"O":
                _open(line, stores, job)
                continue
            _answer(line, stores.get(job["store"], job["quads"]), job)
        except SyntaxError as error:
            send_json(line, b"E", {"kind": "syntax", "message": str(error)})
        except MemoryError:
            send_json(line, b"E", {"kind": "memory", "message": ""})
        except OSError as error:
            send_json(line, b"E", {"kind": "store", "message": str(error)})
        except RowsError:
            send_json(line, b"E", {"kind": "rows", "message": f"it has more than {job['most_rows']:,} rows"})
        except (ValueError, RuntimeError) as error:
            send_json(line, b"E", {"kind": "failed", "message": str(error)})


def idle(line: socket.socket, frames: Frames, seconds: float = _IDLE) -> bool:
    """Whether no frame is here, and none comes for so long."""
    return not frames.letters() and not select.select([line], [], [], seconds)[0]


def confine(memory: int, network: bool = False) -> socket.socket:
    """Give up what a process for requests of strangers does not need; tells the server that it is ready."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if not network:
        _leave_network()
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    line = socket.socket(fileno=0)
    send(line, b"R")
    return line


def _open(line: socket.socket, stores: Stores, job: dict[str, Any]) -> None:
    """Open a store before a query has to wait for it; one that cannot be opened is told when it is asked."""
    with suppress(OSError, ValueError, MemoryError):
        stores.get(job["store"], job["quads"])
    send(line, b"R")


def _leave_network() -> None:
    """Move to a network namespace without any way out; where the system refuses, the check of the query remains."""
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    if unshare is not None:
        unshare(_NEW_USER_AND_NETWORK)


def _answer_file(line: socket.socket, job: dict[str, Any]) -> None:
    """Give the triples of a file in the format of the job."""
    triples = (quad.triple for quad in parse(path=job["file"], format=RdfFormat.N_TRIPLES, rename_blank_nodes=False))
    pieces = _Pieces(line, "triples", job["triples"])
    if not job["head"]:
        serialize(triples, pieces, TRIPLES[job["triples"]], prefixes=PREFIXES)  # type: ignore[arg-type]
    pieces.finish()


def _answer(line: socket.socket, store: Store, job: dict[str, Any]) -> None:
    if job["file"] is not None:
        _answer_file(line, job)
        return
    answer = store.query(
        job["query"],
        **_dataset(job),
        base_iri=job["base"],
        prefixes=PREFIXES,
        custom_functions=functions(job["query"]),
    )
    triples = isinstance(answer, QueryTriples)
    kind = "triples" if triples else "rows" if isinstance(answer, QuerySolutions) else "boolean"
    format = job["triples" if triples else "rows"]
    counted = kind == "rows" and format in _ROWS and job["most_rows"] > 0
    pieces = _Pieces(line, kind, format, RowCount(format, job["most_rows"]) if counted else None)
    if format is not None and not job["head"]:
        if format == "page":
            pieces.write(dumps(page(answer, job["most"])).encode("utf-8"))
        else:
            _write(answer, format, pieces, job["most_rows"])
    pieces.finish()


def _dataset(job: dict[str, Any]) -> dict[str, Any]:
    """The query's dataset: the one that the protocol asks for, else its own (FROM), else what the store
    keeps in its default graph: the merge of all graphs.

    SPARQL 1.1 Protocol, section 2.1.4: graphs that the request names replace FROM and FROM NAMED.
    """
    if job["default"] or job["named"]:
        return {"default_graph": _graphs(job["default"]), "named_graphs": _graphs(job["named"])}
    return {}


def _graphs(names: Iterable[str]) -> list[NamedNode]:
    return [NamedNode(name) for name in names]


def _write(answer: QuerySolutions | QueryBoolean | QueryTriples, format: str, out: io.RawIOBase, most: int) -> None:
    if isinstance(answer, QueryTriples):
        triples = first_triples(answer, most) if most else answer
        serialize(triples, out, TRIPLES[format], prefixes=PREFIXES)  # type: ignore[arg-type]
    elif isinstance(answer, QueryBoolean) and format in ("csv", "tsv"):
        out.write(b"true\n" if answer else b"false\n")
    else:
        answer.serialize(out, _ROWS[format])  # type: ignore[arg-type]


if __name__ == "__main__":
    main(int(sys.argv[1]), "network" in sys.argv[2:])

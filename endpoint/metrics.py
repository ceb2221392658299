"""What the server does: ``/metrics`` in the text format of Prometheus, and a log of requests in lines of JSON."""

from __future__ import annotations

import json
import sys
import threading
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import accumulate
from typing import Final

from flask import Blueprint, Flask, Response, current_app, g, request

from endpoint.site import current_site

blueprint = Blueprint("metrics", __name__)

STARTED: Final = "mithaq.started"
"""Where endpoint.express leaves the time at which a request came that it gave on to this application."""

_KEY: Final = "mithaq-metrics"
_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_BOUNDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, float("inf"))


class Metrics:
    """Counts of requests and of the seconds until their answers began; may be used from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._buckets: Counter[tuple[str, float]] = Counter()
        self._seconds: Counter[str] = Counter()

    def count(self, endpoint: str, method: str, status: int, seconds: float) -> None:
        """Count a request."""
        bound = _BOUNDS[bisect_left(_BOUNDS, seconds)]
        with self._lock:
            self._requests[(endpoint, method, status)] += 1
            self._seconds[endpoint] += seconds  # type: ignore[assignment]
            self._buckets[(endpoint, bound)] += 1

    def lines(self) -> Iterator[str]:
        """The counts as lines of the text format."""
        with self._lock:
            requests, buckets, seconds = dict(self._requests), dict(self._buckets), dict(self._seconds)
        yield from _head("mithaq_requests_total", "counter", "Requests by what answered them and by status.")
        for (endpoint, method, status), count in sorted(requests.items()):
            yield f'mithaq_requests_total{{endpoint="{endpoint}",method="{method}",status="{status}"}} {count}'
        name = "mithaq_request_seconds"
        yield from _head(name, "histogram", "Seconds until the answer began.")
        for endpoint in sorted(seconds):
            counts = accumulate(buckets.get((endpoint, bound), 0) for bound in _BOUNDS)
            for bound, count in zip(_BOUNDS, counts, strict=True):
                shown = "+Inf" if bound == float("inf") else f"{bound:g}"
                yield f'{name}_bucket{{endpoint="{endpoint}",le="{shown}"}} {count}'
            yield f'{name}_sum{{endpoint="{endpoint}"}} {seconds[endpoint]:.6f}'
            yield f'{name}_count{{endpoint="{endpoint}"}} {count}'


@blueprint.get("/metrics")
def metrics() -> Response:
    """The counts, the workers and the snapshot."""
    site = current_site()
    graph = site.graph()
    counted: Metrics = current_app.extensions[_KEY]
    lines = [
        *counted.lines(),
        *_gauge("mithaq_workers", "Worker processes for queries.", site.settings.workers),
        *_gauge("mithaq_workers_free", "Workers that wait for a query.", site.pool.free()),
        *_head("mithaq_workers_killed_total", "counter", "Workers ended because of a query or its client."),
        f"mithaq_workers_killed_total {site.pool.killed}",
        *_head("mithaq_answer_cache_total", "counter", "Queries whose answer may be kept, by whether it was."),
        f'mithaq_answer_cache_total{{outcome="hit"}} {site.answers.hits}',
        f'mithaq_answer_cache_total{{outcome="miss"}} {site.answers.misses}',
        *_gauge("mithaq_answer_cache_bytes", "Bytes of the answers that are kept.", site.answers.size),
        *_head("mithaq_snapshot_info", "gauge", "The snapshot that is served."),
        f'mithaq_snapshot_info{{id="{graph.identifier}"}} 1',
        *_gauge("mithaq_snapshot_quads", "Quads of the snapshot.", graph.manifest["quads"]),
    ]
    return Response("\n".join(lines) + "\n", content_type=_TYPE)


def watch(app: Flask, counted: Metrics, log: str) -> None:
    """Count the requests of an application, and log them where ``log`` says so (endpoint.settings.LOGS)."""
    app.extensions[_KEY] = counted

    def begin() -> None:
        g.started = request.environ.get(STARTED) or time.perf_counter()

    def end(response: Response) -> Response:
        seconds = time.perf_counter() - g.get("started", time.perf_counter())
        method = request.method if request.method in _METHODS else "other"
        counted.count(request.endpoint or "none", method, response.status_code, seconds)
        if log:
            query = request.values.get("query") or request.values.get("update") if log == "queries" else None
            write_line(request.remote_addr, request.method, request.path, response.status_code, seconds, log, query)
        return response

    app.before_request(begin)
    app.after_request(end)


_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")


def write_line(
    client: str | None, method: str, path: str, status: int, seconds: float, log: str, query: str | None
) -> None:
    """Log one request as JSON; what was asked is left out, unless the log is to have it."""
    entry: dict[str, object] = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "client": client,
        "method": method,
        "path": path,
        "status": status,
        "milliseconds": round(seconds * 1000, 1),
    }
    if log == "queries":
        entry["query"] = query
    print(json.dumps(entry, ensure_ascii=False), file=sys.stderr, flush=True)


def _head(name: str, kind: str, help: str) -> tuple[str, str]:
    return f"# HELP {name} {help}", f"# TYPE {name} {kind}"


def _gauge(name: str, help: str, value: int) -> tuple[str, str, str]:
    return *_head(name, "gauge", help), f"{name} {value}"

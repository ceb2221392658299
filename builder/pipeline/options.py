"""The options of every command that reads articles: how many workers, what one may take, what may be quarantined."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from builder.pipeline.allowance import Allowance
from builder.pipeline.workers import Limits

_DEFAULT = Limits()


class _Allowance(click.ParamType[Allowance]):
    name = "number or percent"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Allowance:
        try:
            return value if isinstance(value, Allowance) else Allowance.parsed(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


def limited(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options to a command, which takes them together as ``limits``."""

    @click.option(
        "--workers",
        type=click.IntRange(min=0),
        default=None,
        help="Processes that read articles.  [default: one a core; 0 reads in this process, unguarded]",
    )
    @click.option(
        "--time-limit",
        type=click.IntRange(min=1),
        default=_DEFAULT.seconds,
        show_default=True,
        help="Seconds that one article may take; what takes longer is left out.",
    )
    @click.option(
        "--memory-limit",
        type=click.IntRange(min=0),
        default=_DEFAULT.megabytes,
        show_default=True,
        help="Megabytes of address space that a worker may take; 0 is without limit.",
    )
    @click.option(
        "--max-quarantine",
        type=_Allowance(),
        default="100%",
        show_default=True,
        help="Claims, or a share of them (2.5%), that may be kept out of the facts; more fails the build.",
    )
    @wraps(command)
    def with_limits(
        workers: int | None, time_limit: int, memory_limit: int, max_quarantine: Allowance, **others: Any
    ) -> Any:
        count = Limits().workers if workers is None else workers
        return command(limits=Limits(count, time_limit, memory_limit, quarantine=max_quarantine), **others)

    return with_limits

"""The settings of the endpoint: one table of name, default and help; each is read from MITHAQ_<NAME> too."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Final

from builder.errors import MithaqError

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"{}|^`\\\\]+")
LOGS: Final = ("requests", "queries")


class SettingsError(MithaqError):
    """A setting has a value that it cannot take."""


def _setting(default: float, help: str) -> float:
    return field(default=default, metadata={"help": help})


def _text(help: str) -> str:
    return field(default="", metadata={"help": help, "text": True})


def _count(default: int, help: str, least: int = 1) -> int:
    return field(default=default, metadata={"help": help, "least": least})


@dataclass(frozen=True, slots=True)
class Settings:
    """Values for one server."""

    time_limit: float = _setting(30.0, "seconds a query may take before its worker is killed and the answer is 504")
    queue_limit: float = _setting(5.0, "seconds a query may wait for a free worker before the answer is 503")
    memory_limit: int = _count(
        1024,
        "MiB of memory a query's worker may have before the answer is 507; at least 256, for the engine",
        least=256,
    )
    workers: int = _count(2, "processes that run queries; one more answers cheap queries while these are busy")
    threads: int = _count(16, "threads that talk to clients")
    memory_quads: int = _count(
        100_000,
        "quads of a graph up to which each worker copies it into its memory, where it answers faster, if there are "
        "4 KiB of that for each; 0: never",
        least=0,
    )
    answer_cache: int = _count(
        32, "MiB of short answers kept for who asks the same again, until the graph changes; 0: none", least=0
    )
    client_queries: int = _count(8, "queries that one client may have in work at once before the answer is 429")
    send_limit: float = _setting(300.0, "seconds a client may take to read an answer before it is cut short")
    answer_size: int = _count(1 << 30, "bytes that an answer may have, unpacked, before it is cut short")
    answer_rows: int = _count(
        10_000_000, "rows or triples that an answer may have before it is cut short; 0: any number", least=0
    )
    query_size: int = _count(1 << 20, "bytes that a request may have before the answer is 413")
    page_rows: int = _count(500, "rows of an answer that a page shows; downloads have them all")
    upload_size: int = _count(64 << 20, "bytes that a graph sent to /graph-store may have before the answer is 413")
    services: str = _text(
        "endpoints that SERVICE may ask, by their addresses with spaces between; else it may ask none"
    )
    log: str = _text("requests: a line of JSON on standard error for each request; queries: with the query's text too")
    trusted_proxy: str = _text("the address of a reverse proxy whose X-Forwarded headers are believed")
    token: str = _text("the secret that lets its holder write; where there is none, nobody may")
    token_file: str = _text("a file whose first line is that secret, for want of MITHAQ_TOKEN")

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """The settings of an environment. Raises SettingsError for a number that is none, or not above zero."""
        found: dict[str, float | str] = {}
        for entry in fields(cls):
            name = variable(entry.name)
            if name in environment and entry.metadata.get("text"):
                found[entry.name] = environment[name].strip()
            elif name in environment:
                found[entry.name] = _number(name, environment[name], entry.metadata.get("least"))
        if found.get("log", "") not in ("", *LOGS):
            raise SettingsError(f"{variable('log')}={found['log']}: give one of {', '.join(LOGS)}")
        return cls(**found)  # type: ignore[arg-type]

    def endpoints(self) -> frozenset[str]:
        """The addresses that SERVICE may ask. Raises SettingsError for one that is no address of the web."""
        found = frozenset(self.services.split())
        for address in sorted(found):
            if not _ADDRESS.fullmatch(address):
                raise SettingsError(f"{variable('services')}: {address}: give an address that begins with https://")
        return found

    def secret(self) -> str | None:
        """The token, None where there is none. Raises SettingsError for a file that cannot be read, or is empty."""
        if self.token or not self.token_file:
            return self.token or None
        try:
            lines = Path(self.token_file).read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError) as error:
            raise SettingsError(f"{variable('token_file')}={self.token_file}: unreadable ({error})") from error
        if not lines or not lines[0].strip():
            raise SettingsError(f"{variable('token_file')}={self.token_file}: its first line is empty; write the token")
        return lines[0].strip()


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return f"MITHAQ_{name.upper()}"


def table() -> list[tuple[str, str, float | str, str]]:
    """Name, environment variable, default and help of every setting, for documentation."""
    defaults = asdict(Settings())
    return [
        (entry.name, variable(entry.name), defaults[entry.name], entry.metadata["help"]) for entry in fields(Settings)
    ]


def _number(name: str, text: str, least: int | None) -> float:
    """A setting's value: a whole number where there is a ``least``, else any above zero."""
    try:
        value = float(text) if least is None else int(text)
    except ValueError as error:
        raise SettingsError(f"{name}={text}: give a {'' if least is None else 'whole '}number") from error
    if not (0 if least is None else least - 1) < value < float("inf"):
        raise SettingsError(f"{name}={text}: give a number {'above zero' if least is None else f'from {least}'}")
    return value

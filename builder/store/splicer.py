"""Splices a file in a process of its own: a thread would wait for Python's lock at every step, while facts are decided.

The process takes from a socket what Splicing is to begin with, and then to finish with, and gives what came of it. The
new file is in its working folder: once that is removed, it can write nothing. It ends when the other side is gone.
"""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

from builder.children import environment
from builder.giving_way import give_way
from builder.store.files import Sum
from builder.store.splicing import Splicing
from builder.store.updating import Difference


class Splicer:
    """Splicing(old, new, count) in a process of its own, which is to be ended."""

    def __init__(self, old: Path, new: Path, count: int) -> None:
        self._line, theirs = Pipe()
        with theirs:
            own = theirs.fileno()
            code = f"from {__name__} import main; main()"  # of a module that its package imports, -m would warn
            command = (sys.executable, "-P", "-c", code, str(own), str(old.resolve()), new.name, str(count))
            # A group of its own: a key that interrupts the build is for the build alone, which ends it.
            self._process = subprocess.Popen(
                command, pass_fds=(own,), cwd=new.parent, env=environment(), process_group=0
            )

    def begin(self, some: Difference, until: bytes = b"") -> None:
        """Write the file as if no lines but these differed, to ``until`` or what is asked next."""
        self._say((some, until))

    def finish(self, others: Difference) -> Sum | None:
        """Write it with these lines too, as Splicing does; None also where the process was ended.

        Raises OSError where the disk refuses.
        """
        self._say(others)
        try:
            found = self._line.recv()
        except (EOFError, OSError):
            return None
        if isinstance(found, OSError):
            raise found
        return found if isinstance(found, Sum) else None

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        self._line.close()

    def _say(self, what: object) -> None:
        try:
            self._line.send(what)
        except OSError:  # it was ended, as will be found when it is to answer
            return


def main() -> None:
    """The process: its arguments are the number of its socket, the older file, the new one, and the count."""
    number, old, new, count = sys.argv[1:]
    with Connection(int(number)) as line:
        _splice(line, Splicing(Path(old), Path(new), int(count)))


def _splice(line: Connection, lines: Splicing) -> None:
    with ThreadPoolExecutor(1, initializer=give_way) as beside:
        try:
            begun = beside.submit(lines.begin, *line.recv())
            others = line.recv()
        except EOFError:
            return
        finally:
            lines.stop()
    try:
        begun.result()
        found: Sum | OSError | None = lines.finish(others)
    except OSError as error:
        found = error
    with suppress(OSError):  # nobody waits for it any more
        line.send(found)

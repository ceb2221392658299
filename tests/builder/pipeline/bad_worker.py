"""A worker like any other, but what it reads has power over it: an article can crash, hang or bloat it by a word.

Started by the tests of the pool in the place of ``builder.kept.worker``, with the same protocol.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from builder.extract import extract
from builder.kept.worker import main
from builder.model import Article, Reading


def read(article: Article) -> Reading:
    """The article's reading, unless it says otherwise."""
    if "CRASH" in article.text:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "HANG" in article.text:
        time.sleep(600)
    if "BLOAT" in article.text:
        bytearray(8 << 30)
    if "EXIT" in article.text:
        os._exit(3)
    if "FAULT" in article.text:
        raise ZeroDivisionError("no rule foresaw this")
    if "PRINT" in article.text:
        print("start 77\ndone\nnonsense")
    if "ONCE" in article.text:
        mark = Path(os.environ["MITHAQ_TEST_MARK"])
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return extract(article)


if __name__ == "__main__":
    main(int(sys.argv[1]), read)

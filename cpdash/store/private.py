"""Files that hold rows about children, or full detail, are their owner's alone, whatever the machine does by default.

On Windows, where a file has no mode, the folder's own permissions decide: SECURITY.md says how to set them.
"""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOG = logging.getLogger(__name__)

OTHERS = stat.S_IRWXG | stat.S_IRWXO
OPEN_TO_ALL = 0o644
"""What anyone may read: released figures, and which snapshot is current."""


@contextmanager
def owner_only() -> Iterator[None]:
    """Give whatever is made in the block to its owner alone, also what DuckDB makes: logs, and rows it puts aside.

    Holds for the whole process, so only commands use it, never the server.
    """
    before = os.umask(OTHERS)
    try:
        yield
    finally:
        os.umask(before)


def tighten(path: Path) -> None:
    """Take what is there already from everyone but its owner, and say so once; without a word where all is well."""
    if os.name != "posix" or not path.exists():
        return
    found = path.stat()
    if not found.st_mode & OTHERS:
        return
    if os.geteuid() in (0, found.st_uid):
        path.chmod(stat.S_IMODE(found.st_mode) & ~OTHERS)
        LOG.warning("Others on this machine could open %s; now only its owner can.", path.name)
    else:
        LOG.warning("Others on this machine can open %s, and only its owner can change that.", path.name)

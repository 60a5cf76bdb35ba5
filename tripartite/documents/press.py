"""Making many papers at once, on all the cores.

typst frees the interpreter while it sets a paper, the seal does not: a thread a core is enough, and
spares the start of other processes. The database stays with the thread that asked.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from functools import cache

#: The cores this process may use: 2 in a container held to two.
CORES = len(os.sched_getaffinity(0))
#: Papers begun and not yet taken, a core: enough that none waits, few enough to fit in memory.
AHEAD = 2


def press(makes: Iterable[Callable[[], bytes]], *, workers: int = CORES) -> Iterator[Future[bytes]]:
    """Yield a finished or running paper for each of these, in order, while the next are made.

    A make runs in another thread: it may not touch the database. Each is asked for from the
    caller's thread shortly before its turn, so reading its data there is free to take a while.
    """
    begun: deque[Future[bytes]] = deque()
    for make in makes:
        # The context carries the clock of a demonstration.
        begun.append(_threads(workers).submit(copy_context().run, make))
        if len(begun) >= AHEAD * workers:
            yield begun.popleft()
    yield from begun


@cache
def _threads(workers: int) -> ThreadPoolExecutor:
    """Kept: a thread keeps its typst compiler, which has read the fonts and the templates."""
    return ThreadPoolExecutor(workers, thread_name_prefix="press")

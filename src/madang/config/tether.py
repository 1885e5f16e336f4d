"""A child that cannot outlive its parent: the kernel sends it a signal when the parent dies, however it dies."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1  # prctl(2)
PR_SET_CHILD_SUBREAPER = 36
# Loaded here: between fork and exec nothing may be imported or loaded.
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def tether(sent: signal.Signals) -> Callable[[], None]:
    """For ``Popen(preexec_fn=…)``: the child gets ``sent`` when this process dies.

    The kernel watches the *thread* that forked, so the caller must be the main thread, and it forgets the wish when
    the user id changes, so it must be asked after that: Popen calls preexec_fn last. Elsewhere than on Linux nothing
    happens and only an orderly stop leaves nothing behind.
    """
    parent = os.getpid()

    def ask_the_kernel() -> None:
        _tie(parent, sent)

    return ask_the_kernel


def tether_to_parent(sent: signal.Signals = signal.SIGKILL) -> None:
    """The same, asked by a child for itself, for children that somebody else's code forks."""
    _tie(os.getppid(), sent)


def adopt_orphans() -> None:
    """Grandchildren whose parent dies become this process's children, so that it can find and stop them."""
    if _LIBC is not None:
        _LIBC.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _tie(parent: int, sent: signal.Signals) -> None:
    if _LIBC is None:
        return
    _LIBC.prctl(PR_SET_PDEATHSIG, int(sent), 0, 0, 0)
    # The parent may have died before the kernel was asked.
    if os.getppid() != parent:
        os._exit(1)

"""Kernels compiled by numba, once for a text: kept in memory, and on disk in a folder.

The folder holds one module for each kernel, named by the hash of its text and of the compiler's version; numba keeps
the machine code beside it. Nothing else is written there, and anything in it may be deleted.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import inspect
import os
import sys
import textwrap
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from madang.rules.columns import runtime
from madang.rules.columns.chunk import Column
from madang.rules.columns.coding import BASE, SENTINELS
from madang.rules.columns.kernel import SMALL, Kernel
from madang.rules.columns.problems import FastEngineMissing
from madang.rules.columns.workspace import Addresses

Compiled = Callable[..., int]
"""(rows, day, the same day packed, figures, the addresses of the kernel's arrays, and for kernels that make lists the
room for their members) -> rows, FULL or TOO_MANY."""
_compiled: dict[str, Compiled] = {}

HEAD = '''"""{name}"""
from numba import njit

from madang.rules.columns.pointers import column8, column64

BASE = -(2**63)
SENTINELS = BASE + 16

{support}

@njit("int64(int64, int64, int64, int64[::1], int64[::1]{extra})", cache={cache}, nogil=True, error_model="numpy")
def kernel(n, date, ymd, f, addresses{names}):
{arrays}
{body}'''

SUPPORT = """@njit(cache={cache}, nogil=True, error_model="numpy", inline="never")
{text}
"""


def compiler_version() -> str:
    """numba's version; FastEngineMissing where it is not installed."""
    try:
        import numba
    except ImportError as missing:
        raise FastEngineMissing(str(missing)) from missing
    return str(numba.__version__)


def compiled(kernel: Kernel, folder: Path | None) -> Compiled:
    """The function of a kernel. `folder` keeps what was compiled for the next process; None keeps it in memory only."""
    text = source_of(kernel, cache=folder is not None)
    key = hashlib.sha256(f"{compiler_version()} {sys.version_info[:2]}\n{text}".encode()).hexdigest()[:32]
    found = _compiled.get(key)
    if found is None:
        found = _compiled[key] = _from_folder(key, text, folder) if folder is not None else _from_text(key, text)
    return found


def source_of(kernel: Kernel, *, cache: bool) -> str:
    """The module of a kernel: the calendar functions it uses, and its own."""
    support = "\n".join(
        SUPPORT.format(cache=cache, text=textwrap.dedent(inspect.getsource(function)))
        for function in with_callees(kernel.used.values())
    )
    arrays = "\n".join(
        f"    {name} = {'column8' if ref[0] in SMALL else 'column64'}(addresses[{place}])"
        for place, (ref, name) in enumerate(zip(kernel.arguments, kernel.names, strict=True))
    )
    body = "\n".join(kernel.body if kernel.lists else [*kernel.body, "    return n"]) + "\n"
    extra, names = (", int64", ", room") if kernel.lists else ("", "")
    return HEAD.format(
        name=kernel.name, support=support, arrays=arrays, cache=cache, body=body, extra=extra, names=names
    )


def with_callees(functions: Iterable[Callable[..., Any]]) -> list[Callable[..., Any]]:
    """The runtime functions with those they call, callees first."""
    wanted = {function.__name__ for function in functions}
    for function in reversed(runtime.SUPPORT):
        if function.__name__ in wanted:
            wanted.update(runtime.CALLS.get(function.__name__, ()))
    return [function for function in runtime.SUPPORT if function.__name__ in wanted]


def plain(kernel: Kernel, folder: Path | None = None) -> Compiled:
    """The kernel as ordinary Python, uncompiled: slow, and at once; for looking into one, and for tests."""
    names: dict[str, Any] = {"BASE": BASE, "SENTINELS": SENTINELS}
    names |= {function.__name__: function for function in with_callees(kernel.used.values())}
    exec(compile(kernel.text, f"<kernel {kernel.name}>", "exec"), names)  # noqa: S102 -- written by this engine alone

    def run(n: int, date: int, ymd: int, figures: Column, addresses: Addresses, *room: int) -> int:
        columns = [
            ctypes.cast(address, ctypes.POINTER(ctypes.c_int8 if ref[0] in SMALL else ctypes.c_int64))
            for ref, address in zip(kernel.arguments, addresses.tolist(), strict=True)
        ]
        result = names["kernel"](n, date, ymd, figures.tolist(), *columns, *room)
        return n if result is None else int(result)

    return run


def _from_text(key: str, text: str) -> Compiled:
    names: dict[str, Any] = {"__name__": f"madang_kernel_{key}"}
    exec(compile(text, f"<kernel {key}>", "exec"), names)  # noqa: S102 -- text written by this engine alone
    return names["kernel"]  # type: ignore[no-any-return]


def _from_folder(key: str, text: str, folder: Path) -> Compiled:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"k_{key}.py"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)
    spec = importlib.util.spec_from_file_location(f"madang_kernel_{key}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # numba finds the module again by its name
    spec.loader.exec_module(module)
    return module.kernel  # type: ignore[no-any-return]

"""For tests of any room: the column engine without a compiler, as the rules' own tests run it."""

from madang.rules.tests.failing import plain_kernels

__all__ = ["plain_kernels"]

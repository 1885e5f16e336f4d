"""Rulebooks of which a definition fails, for the tests of every room."""

from __future__ import annotations

from madang.rules.tests.failing import DAY, plain_kernels, with_figures_everywhere, without_figure

__all__ = ["DAY", "plain_kernels", "with_figures_everywhere", "without_figure"]

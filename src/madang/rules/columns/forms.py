"""The modules that register how nodes are written: needed by being imported."""

from __future__ import annotations

from madang.rules.columns import calls, expressions, lists, quantifiers, references

MODULES = (calls, expressions, lists, quantifiers, references)

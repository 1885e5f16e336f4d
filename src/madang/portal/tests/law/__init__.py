"""Tests of the rulebook's pages."""

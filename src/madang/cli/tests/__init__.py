"""Tests of the `madang` command."""

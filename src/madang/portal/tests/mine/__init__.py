"""Tests of the resident's own pages."""

"""Tests of the operator's and the privacy officer's pages."""

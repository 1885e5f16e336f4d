"""Tests of the desk of officials."""

"""Tests of rulemaking."""

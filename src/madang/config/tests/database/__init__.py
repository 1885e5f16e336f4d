"""Tests of the embedded PostgreSQL and of what any server must fulfil."""

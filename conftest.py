"""What every test of Madang may ask for."""

from __future__ import annotations

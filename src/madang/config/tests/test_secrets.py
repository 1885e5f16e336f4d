"""Secrets are made once, are for the owner's eyes only, and survive a start that was killed."""

from __future__ import annotations

import stat
from pathlib import Path

from madang.config.secrets import secret


def test_a_secret_is_made_once_and_differs_by_name(tmp_path: Path) -> None:
    first = secret(tmp_path, "database-app")
    assert len(first) >= 43  # 256 bits in base64
    assert secret(tmp_path, "database-app") == first
    assert secret(tmp_path, "database-owner") != first


def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    secret(tmp_path, "key")
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "secrets" / "key").stat().st_mode) == 0o600


def test_half_a_secret_of_a_killed_start_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "key.partial").write_text("ha")
    assert len(secret(tmp_path, "key")) >= 43

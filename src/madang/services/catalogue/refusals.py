"""What the catalogue refuses."""

from __future__ import annotations

from madang.rules.service import Refused


class NoSuchService(Refused):
    """No service of that id, or none with a procedure."""

    code = "no_such_service"

"""`python -m madang.cli`: how the supervisor calls its own command, whatever PATH says."""

from __future__ import annotations

import sys

from madang.cli.main import main

sys.exit(main())

"""Several workers, one page of figures."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

WORKER = "from madang.config import metrics; metrics.request_finished('portal', 'GET', 200, 0.01)"
READER = "from madang.config import metrics; print(metrics.exposition()[0].decode())"


def test_figures_of_all_workers_are_summed(tmp_path: Path) -> None:
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    for program in (WORKER, WORKER, WORKER):
        subprocess.run([sys.executable, "-c", program], env=environment, check=True)
    read = subprocess.run([sys.executable, "-c", READER], env=environment, check=True, capture_output=True, text=True)
    found = re.search(r"^madang_http_requests_total\{[^}]*\} ([\d.]+)$", read.stdout, re.MULTILINE)
    assert found is not None
    assert float(found[1]) == 3

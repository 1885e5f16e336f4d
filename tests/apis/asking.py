"""Schemathesis over one document: requests that conform and requests that do not, each answer held against it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

load_all_checks()
ASKED = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance",
    "negative_data_rejection", "positive_data_acceptance", "missing_required_header",
)  # fmt: skip
Sign = Callable[[requests.PreparedRequest], Mapping[str, str]]


@dataclass
class Asking:
    """address: before the document's paths; sign: header fields for a request that is ready to be sent.

    operations, asked: how many there were and how many requests were sent; statuses: what was answered, by operation.
    """

    document: dict[str, Any]
    address: str
    sign: Sign | None = None
    examples: int = 10
    seed: int = 4
    without: tuple[str, ...] = ()
    operations: int = 0
    asked: int = 0
    statuses: dict[str, set[int]] = field(default_factory=dict)

    def all(self) -> Asking:
        """Every operation, in both ways. AssertionError, with the request that was answered wrongly."""
        schema = schemathesis.openapi.from_dict(self.document)
        schema.config.base_url = self.address
        for result in schema.get_all_operations():
            operation = result.ok()
            self.operations += 1
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                if mode is GenerationMode.POSITIVE or _can_be_wrong(operation):
                    self._ask(operation, mode)
        assert self.operations, "the document has no operations"
        return self

    def _ask(self, operation: Any, mode: GenerationMode) -> None:
        checks = [check for check in CHECKS.get_all() if check.__name__ in ASKED and check.__name__ not in self.without]
        assert len(checks) == len(ASKED) - len(self.without)

        @seed(self.seed)
        @settings(
            max_examples=self.examples, deadline=None, database=None, phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy(generation_mode=mode))
        def asks(case: Any) -> None:
            self.asked += 1
            answer = self._send(case)
            self.statuses.setdefault(operation.label, set()).add(answer.status_code)
            case.validate_response(answer, checks=checks)

        asks()

    def _send(self, case: Any) -> requests.Response:
        request = requests.Request(**case.as_transport_kwargs()).prepare()
        if self.sign is not None:
            request.headers.update(self.sign(request))
        with requests.Session() as session:
            return session.send(request, timeout=20, allow_redirects=False)


def _can_be_wrong(operation: Any) -> bool:
    """Whether there is anything in a request that could be off the document."""
    return bool(operation.body or operation.query or operation.path_parameters or operation.headers)

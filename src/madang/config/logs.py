"""Structured logs: one line an event, with the request's id and never a body, a query string or a person.

In the console they are for eyes; with ``MADANG_LOG_JSON=1`` one JSON object a line (ASVS 5.0 §16.2).
"""

from __future__ import annotations

import logging.config
from typing import Any

import structlog
from structlog.typing import Processor

SHARED: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(allow=["event_code"]),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def logging_config(*, as_json: bool, level: str) -> dict[str, Any]:
    """A ``dictConfig`` that sends everything to standard output in one form."""
    renderer: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        # A traceback without local variables: they hold what is being worked on, and of whom.
        else structlog.dev.ConsoleRenderer(
            colors=False, pad_event_to=0, exception_formatter=structlog.dev.plain_traceback
        )
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": list(SHARED),
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info if as_json else _unchanged,
                    renderer,
                ],
            },
        },
        "handlers": {
            "out": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "lines"},
            # With no handler at all Python would write warnings to standard error (logging.lastResort).
            "nowhere": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["out"], "level": level},
        "loggers": {
            "django": {"level": level},
            # runserver and django.request repeat in words, with the path, what request_finished says in fields.
            "django.server": {"handlers": ["nowhere"], "propagate": False},
            "django.request": {"level": "ERROR"},
            # Each line of these repeats what a stranger sent: a path, a Host header, a body's size.
            "django.security": {"handlers": ["nowhere"], "propagate": False},
            "_granian": {"level": "WARNING"},
            # It names every passkey that is used.
            "fido2": {"level": "WARNING"},
        },
    }


def _unchanged(_logger: Any, _method: str, event: Any) -> Any:
    return event


def configure(config: dict[str, Any]) -> None:
    """Django's ``LOGGING_CONFIG``: standard logging by ``config``, structlog in front of it."""
    logging.config.dictConfig(config)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )

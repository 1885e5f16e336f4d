"""Filters of the account's pages."""

from __future__ import annotations

import json
from typing import Any

from django import template

register = template.Library()


@register.filter
def json_text(value: Any) -> str:
    """JSON for an attribute; the template escapes it like any text."""
    return json.dumps(value)

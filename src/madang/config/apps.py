"""The house itself as a Django application: its templates, its texts and its system checks."""

from __future__ import annotations

from django.apps import AppConfig


class MadangConfig(AppConfig):
    """Label ``house``; no models."""

    name = "madang.config"
    label = "house"

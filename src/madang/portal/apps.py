"""The portal as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Label ``portal``; keeps nothing, so it has no models."""

    name = "madang.portal"
    label = "portal"

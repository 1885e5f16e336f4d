"""Addresses of the public keys; they do not change. /.well-known is that of RFC 8615."""

from __future__ import annotations

from django.urls import URLPattern, path

from madang.portal.keys import views

urlpatterns: list[URLPattern] = [
    path("keys/", views.keys, name="keys"),
    path(".well-known/madang-keys", views.keys_json, name="keys-json"),
    path(".well-known/madang-keys/authority.pem", views.authority_pem, name="keys-authority"),
    path(".well-known/madang-keys/log-keys.txt", views.verifier_keys, name="keys-logs"),
]

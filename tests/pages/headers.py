"""What every answer tells the browser: OWASP ASVS 5.0 §3.3 (cookies), §3.4 (headers), §14.3.2 (caches)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.conf import settings
from django.test import Client

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
"""Headers that are the same everywhere."""
POLICY = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' data:",
    "font-src": "'self'", "connect-src": "'self'", "form-action": "'self'", "frame-ancestors": "'none'",
    "base-uri": "'none'",
}  # fmt: skip
"""Nothing inline, nothing from elsewhere, in nobody's frame."""
CLOSED = ("camera", "geolocation", "microphone", "payment", "usb")
PUBLIC = ("/keys/", "/.well-known/madang-keys")
"""Whoever checks a letter may read the keys from a page of their own, and keep them five minutes."""
SHARED = {"no-store", "private, no-cache"}
"""What a page that is about nobody may be kept for: not at all, or for Back in the visitor's own browser."""


def faults_of(answer: Any, *, signed_in: bool) -> Iterator[str]:
    """What is missing or wrong. signed_in: whether the request carried a session."""
    found = answer.headers
    public = answer.request["PATH_INFO"].startswith(PUBLIC) and answer.status_code == 200
    for name, value in FIXED.items():
        if public and (name, found.get(name)) == ("Cross-Origin-Resource-Policy", "cross-origin"):
            continue
        if found.get(name) != value:
            yield f"{name}: {found.get(name)}"
    said = (part.strip().split(" ", 1) for part in found.get("Content-Security-Policy", "").split(";") if part.strip())
    if {name: " ".join(values) for name, *values in said} != POLICY:
        yield f"Content-Security-Policy: {found.get('Content-Security-Policy')}"
    if not all(f"{feature}=()" in found.get("Permissions-Policy", "") for feature in CLOSED):
        yield f"Permissions-Policy: {found.get('Permissions-Policy')}"
    kept, static = found.get("Cache-Control", ""), answer.request["PATH_INFO"].startswith(settings.STATIC_URL)
    if public and kept == "public, max-age=300":
        kept = "no-store"  # the same for everybody, signed in or not
    if not static and kept not in ({"no-store"} if signed_in else SHARED):
        yield f"Cache-Control: {kept}"
    if settings.SECURE_HSTS_SECONDS and answer.request["wsgi.url_scheme"] == "https":
        yield from _only_tls(found.get("Strict-Transport-Security", ""))
    for cookie in answer.cookies.values():
        open_to_scripts = cookie.value and not cookie["httponly"]
        if open_to_scripts or cookie["samesite"] != "Lax" or cookie["path"] != "/" or cookie["domain"]:
            yield f"Set-Cookie: {cookie.OutputString()}"
        if settings.SECURE_HSTS_SECONDS and not (cookie["secure"] and cookie.key.startswith("__Host-")):
            yield f"Set-Cookie: {cookie.OutputString()}"


def _only_tls(said: str) -> Iterator[str]:
    if said != "max-age=31536000; includeSubDomains":
        yield f"Strict-Transport-Security: {said}"


class Watched(Client):
    """A browser that looks at the headers of every answer; faults are gathered for whoever asks at the end."""

    faults: ClassVar[dict[str, None]] = {}
    looked_at: ClassVar[int] = 0

    def request(self, **request: Any) -> Any:
        """As a client's."""
        session = self.cookies.get(settings.SESSION_COOKIE_NAME)
        signed_in = bool(session and session.value)
        answer = super().request(**request)
        Watched.looked_at += 1
        for fault in faults_of(answer, signed_in=signed_in):
            about = f"{answer.request['REQUEST_METHOD']} {answer.request['PATH_INFO']} {answer.status_code}: {fault}"
            self.faults.setdefault(about)
        return answer

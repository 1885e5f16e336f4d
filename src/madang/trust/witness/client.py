"""Asking a witness, by plain HTTP."""

from __future__ import annotations

import urllib.error
import urllib.request
from typing import NamedTuple

SECONDS = 5.0
LONGEST = 256 * 1024


class Answer(NamedTuple):
    """status: of HTTP; text: the body."""

    status: int
    text: str


class NoAnswer(OSError):
    """The witness cannot be reached, or says what nobody can read."""


class Client:
    """A witness at an address."""

    def __init__(self, url: str, seconds: float = SECONDS) -> None:
        if not url.startswith(("http://", "https://")):
            raise ValueError(f"not an address of a witness: {url}")
        self.url, self._seconds = url.rstrip("/"), seconds

    def key(self) -> Answer:
        """Its verifier key."""
        return self._ask("/key", None)

    def add_key(self, statement: str) -> Answer:
        """Hands it a key of a log."""
        return self._ask("/add-key", statement)

    def add_checkpoint(self, body: str) -> Answer:
        """Asks for a cosignature."""
        return self._ask("/add-checkpoint", body)

    def _ask(self, path: str, body: str | None) -> Answer:
        data = None if body is None else body.encode()
        request = urllib.request.Request(  # noqa: S310 -- http and https only, see above
            self.url + path, data=data, headers={"Content-Type": "text/plain; charset=utf-8"}
        )
        try:
            with urllib.request.urlopen(request, timeout=self._seconds) as answer:  # noqa: S310
                return Answer(answer.status, answer.read(LONGEST).decode())
        except urllib.error.HTTPError as refused:
            with refused:
                return Answer(refused.code, refused.read(LONGEST).decode(errors="replace"))
        except (urllib.error.URLError, OSError, UnicodeDecodeError) as error:
            raise NoAnswer(f"{self.url}: {error}") from error

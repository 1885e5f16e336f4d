"""A browser in words a person recognises ("Chrome · Android"): enough to tell one's sessions apart, no fingerprint."""

from __future__ import annotations

import re

# The first that fits: Edge, Whale and Samsung Internet also call themselves Chrome, and Chrome calls itself Safari.
BROWSERS = (
    ("Edge", r"Edg(?:e|A|iOS)?/"),
    ("Whale", r"Whale/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("KakaoTalk", r"KAKAOTALK"),
    ("NAVER", r"NAVER\("),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/|Chromium/"),
    ("Safari", r"Safari/"),
)
SYSTEMS = (
    ("Android", r"Android"),
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Windows", r"Windows"),
    ("Mac", r"Macintosh|Mac OS X"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux"),
)


def device_of(user_agent: str) -> str:
    """Browser and system of a User-Agent header; "" when neither is known."""
    names = (
        next((name for name, pattern in table if re.search(pattern, user_agent)), "") for table in (BROWSERS, SYSTEMS)
    )
    return " · ".join(filter(None, names))

"""QR codes as SVG."""

from __future__ import annotations

import io

import segno


def qr_svg(payload: str) -> str:
    """A QR code (ISO/IEC 18004) with its quiet zone, level M: 15 % may be worn off. Same text, same SVG."""
    drawn = io.BytesIO()
    code = segno.make_qr(payload, error="m", boost_error=False)
    code.save(drawn, kind="svg", xmldecl=False, nl=False, border=4, omitsize=True)
    return drawn.getvalue().decode("utf-8")

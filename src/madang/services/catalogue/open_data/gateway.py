"""Errors of the gateway of data.go.kr, which come as XML whatever was asked for, and often with HTTP 200."""

from __future__ import annotations

from madang.services.catalogue.open_data.refusals import BadPage, SourceRefused, refused
from madang.services.catalogue.open_data.tree import Node, read_xml


def gateway_error(body: bytes) -> SourceRefused | None:
    """OpenAPI_ServiceResponse/cmmMsgHeader as a refusal; None where the body is something else."""
    try:
        return error_in(read_xml(body))
    except BadPage:
        return None


def error_in(root: Node) -> SourceRefused | None:
    """The same of an answer already read; also `resultCode` other than 0 of the services themselves."""
    header = root.find("cmmMsgHeader")
    if header is not None:
        code, said = header.first("returnReasonCode"), header.first("returnAuthMsg") or header.first("errMsg")
        return refused((code.text if code else "").strip() or "99", said.text if said else "")
    code = root.find("resultCode")
    if code is not None and code.text.strip().strip("0"):
        said = root.find("resultMessage") or root.find("resultMsg")
        return refused(code.text.strip()[:20], said.text if said else "")
    return None

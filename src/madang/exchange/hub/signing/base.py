"""The text that is signed (RFC 9421 §2.5) and the two header fields that carry a signature (§4)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from madang.exchange.hub.signing.refusals import SignatureMalformed, SignatureMissing

LABEL = "madang"
OF_THE_REQUEST = f'"signature";req;key="{LABEL}"'
"""The component that ties an answer to the one request it answers (RFC 9421 §2.4)."""
LONGEST = 2_000

_INPUT = re.compile(
    LABEL + r'=(\((?:"[^"\\]{1,80}"(?:;[a-z]{1,9}(?:="[^"\\]{1,80}")?){0,4} ?){0,20}\)((?:;[a-z]+=[^;]+)+))'
)
_USUAL = re.compile(LABEL + r'=((\([^()]{2,600}\));created=(\d{1,12});keyid="([\w-]{1,100})";alg="ed25519")')
"""As everybody writes it; the order of the parameters is theirs to choose, though."""
_COMPONENT = re.compile(r'"[^"\\]+"(?:;[a-z]+(?:="[^"\\]+")?)*')
_PARAMETER = re.compile(r';([a-z]+)=(?:(\d{1,15})|"([^"\\]{0,200})")')
_SECONDS = re.compile(r"[0-9]{1,15}")
_VALUE = re.compile(LABEL + r"=:([A-Za-z0-9+/]{86}==):")


class Claimed(NamedTuple):
    """A signature as it came. parameters: the text of Signature-Input's member, signed as it stands;
    created: seconds since 1970; value: base64."""

    components: tuple[str, ...]
    parameters: str
    created: int
    keyid: str
    value: str


@lru_cache(maxsize=1024)
def _components(inner: str) -> tuple[str, ...]:
    found = tuple(_COMPONENT.findall(inner))
    if inner != f"({' '.join(found)})" or len(set(found)) != len(found):
        raise SignatureMalformed("the covered components cannot be read")
    return found


def claimed(headers: Mapping[str, str]) -> Claimed:
    """The signature of a message. headers: by lower-case name. SignatureMissing, SignatureMalformed."""
    given, value = headers.get("signature-input"), headers.get("signature")
    if not given or not value:
        raise SignatureMissing("there is no signature")
    if len(given) > LONGEST or len(value) > LONGEST:
        raise SignatureMalformed("the signature's fields are too long")
    carried = _VALUE.fullmatch(value)
    if carried is None:
        raise SignatureMalformed(f"expected one signature with the label {LABEL}")
    usual = _USUAL.fullmatch(given)
    if usual is not None:
        whole, inner, created, keyid = usual.groups()
        return Claimed(_components(inner), whole, int(created), keyid, carried.group(1))
    return _unusual(given, carried.group(1))


def _unusual(given: str, value: str) -> Claimed:
    read = _INPUT.fullmatch(given)
    if read is None:
        raise SignatureMalformed(f"expected one signature with the label {LABEL}")
    whole, after = read.groups()
    found = list(_PARAMETER.finditer(after))
    if "".join(one.group(0) for one in found) != after:
        raise SignatureMalformed("the parameters cannot be read")
    parameters = {one.group(1): one.group(2) or one.group(3) for one in found}
    if parameters.get("alg", "ed25519") != "ed25519":
        raise SignatureMalformed("the algorithm is not ed25519")
    if _SECONDS.fullmatch(parameters.get("created", "")) is None or not parameters.get("keyid"):
        raise SignatureMalformed("created and keyid are missing")
    inner = whole[: -len(after)]
    return Claimed(_components(inner), whole, int(parameters["created"]), parameters["keyid"], value)


def base_of(
    components: tuple[str, ...], parameters: str, derived: Mapping[str, str], headers: Mapping[str, str]
) -> bytes:
    """The signature base. derived: values by component, those of header fields come from `headers`.

    SignatureMalformed for a component the message does not have (RFC 9421 §2.5, step 2.5.5).
    """
    text = ""
    for component in components:
        value = derived.get(component)
        if value is None:
            value = headers.get(component[1:-1])
            if value is None:
                raise SignatureMalformed(f"the message has no {component}")
        text += f"{component}: {value}\n"
    return f'{text}"@signature-params": {parameters}'.encode()


def parameters_of(components: tuple[str, ...], created: int, keyid: str) -> str:
    """The member of Signature-Input for these components."""
    return f'{_list(components)};created={created};keyid="{keyid}";alg="ed25519"'


@lru_cache(maxsize=1024)
def _list(components: tuple[str, ...]) -> str:
    return f"({' '.join(components)})"

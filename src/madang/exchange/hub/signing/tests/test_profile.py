"""The profile against RFC 9421: its own example, and an implementation written here from its text alone."""

from __future__ import annotations

import base64
import hashlib
import time

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from madang.exchange.hub.signing import service as signing
from madang.exchange.hub.signing.base import base_of
from madang.exchange.hub.signing.keys import UnusableKey, public_key, thumbprint

signer = signing.Signer.of("n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU")
"""RFC 9421 B.1.4, test-key-ed25519."""
client = {"x-road-client": "MADANG/GOV/madang/mydata", "x-road-id": "4711"}
target = ("POST", "/r1/MADANG/GOV/nts/register/records/incomes", "a=1&b=%20")


def key(keyid: str) -> Ed25519PublicKey | None:
    return public_key(signer.public) if keyid == signer.keyid else None


def other_implementation(headers: dict[str, str], derived: dict[str, str], public: Ed25519PublicKey) -> bool:
    """Verification as RFC 9421 §3.2 tells it, step by step, for one signature of any label."""
    label, _, member = headers["signature-input"].partition("=")
    inner, _, rest = member.partition(")")
    lines = []
    for item in inner.lstrip("(").split(" "):
        name, _, parameters = item.partition(";")
        name = name.strip('"')
        if parameters == 'req;key="madang"':
            value = derived["request signature"]
        elif name.startswith("@"):
            value = derived[name]
        else:
            value = " ".join(headers[name].split("\n")).strip()
        lines.append(f"{item}: {value}")
    lines.append(f'"@signature-params": {inner}){rest}')
    value = headers["signature"]
    assert value.startswith(f"{label}=:")
    try:
        public.verify(base64.b64decode(value[len(label) + 2 : -1]), "\n".join(lines).encode())
    except Exception:
        return False
    return True


def test_the_example_of_the_rfc() -> None:
    components = ('"date"', '"@method"', '"@path"', '"@authority"', '"content-type"', '"content-length"')
    parameters = f'({" ".join(components)});created=1618884473;keyid="test-key-ed25519"'
    headers = {"date": "Tue, 20 Apr 2021 02:07:55 GMT", "content-type": "application/json", "content-length": "18"}
    derived = {'"@method"': "POST", '"@path"': "/foo", '"@authority"': "example.com"}
    made = signer.sign(base_of(components, parameters, derived, headers))
    assert made == "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=="
    assert signer.public == "JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs"


def test_a_key_is_known_by_its_thumbprint() -> None:
    assert thumbprint("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo") == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
    for text in ("", "x" * 43 + "x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHUR!", "11qYAYKxCrfVS"):
        with pytest.raises(UnusableKey):
            thumbprint(text)


def test_the_digest_is_that_of_rfc_9530() -> None:
    # RFC 9530 §D.1: the digest of {"hello": "world"} with a line feed.
    assert signing.digest(b'{"hello": "world"}\n') == "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"


@given(st.binary(max_size=300), st.sampled_from(["GET", "POST", "PUT"]), st.text("abcxyz%20/-.", max_size=60))
def test_what_we_sign_others_verify(body: bytes, method: str, more: str) -> None:
    headers = client | signing.sign_request(signer, method, f"/r1/{more}", "q=1", client, body)
    derived = {"@method": method, "@path": f"/r1/{more}", "@query": "?q=1"}
    assert other_implementation(headers, derived, public_key(signer.public))
    assert ("content-digest" in headers) == bool(body)
    found = signing.verify_request(method, f"/r1/{more}", "q=1", headers, body, key)
    answer = signing.sign_answer(signer, 200, {"x-road-id": "4711"}, body, found.value, also=("x-road-id",))
    derived = {"@status": "200", "request signature": f":{found.value}:"}
    assert other_implementation({"x-road-id": "4711"} | answer, derived, public_key(signer.public))
    signing.verify_answer(200, {"x-road-id": "4711"} | answer, body, found.value, key)


def test_what_others_sign_we_verify() -> None:
    """Other parameters, in another order, more components than needed."""
    body = b"{}"
    headers = client | {"content-type": "application/json", "content-digest": signing.digest(body)}
    covered = '("x-road-id" "content-digest" "content-type" "@query" "@path" "@method" "x-road-client")'
    parameters = f'{covered};keyid="{signer.keyid}";nonce="77";created={int(time.time())}'
    lines = [f'"x-road-id": {client["x-road-id"]}', f'"content-digest": {headers["content-digest"]}',
             '"content-type": application/json', f'"@query": ?{target[2]}', f'"@path": {target[1]}', '"@method": POST',
             f'"x-road-client": {client["x-road-client"]}', f'"@signature-params": {parameters}']  # fmt: skip
    value = base64.b64encode(signer.key.sign("\n".join(lines).encode())).decode()
    headers |= {"signature-input": f"madang={parameters}", "signature": f"madang=:{value}:"}
    assert signing.verify_request(*target, headers, body, key).keyid == signer.keyid


@pytest.mark.parametrize("part", ["method", "path", "query", "body", "x-road-client", "x-road-id", "content-digest",
                                  "signature", "created"])  # fmt: skip
def test_nothing_that_is_signed_can_be_changed(part: str) -> None:
    body = b'{"numbers": []}'
    headers = client | signing.sign_request(signer, *target, client, body)
    method, path, query = target
    match part:
        case "method":
            method = "PUT"
        case "path":
            path += "x"
        case "query":
            query += "0"
        case "body":
            body += b" "
        case "content-digest":
            headers[part] = signing.digest(b"")
        case "signature":
            headers[part] = headers[part].replace(headers[part][12:14], "AA")
        case "created":
            headers["signature-input"] = headers["signature-input"].replace(";created=1", ";created=2")
        case _:
            headers[part] += "x"
    with pytest.raises(signing.SignatureRefused):
        signing.verify_request(method, path, query, headers, body, key)


@pytest.mark.parametrize(("seconds", "taken"), [(0, True), (-119, True), (-121, False), (29, True), (31, False)])
def test_a_signature_is_taken_for_a_while(seconds: int, taken: bool) -> None:
    now = 1_800_000_000
    headers = client | signing.sign_request(signer, *target, client, b"", created=now + seconds)
    if taken:
        signing.verify_request(*target, headers, b"", key, now=now)
    else:
        with pytest.raises(signing.SignatureOutOfTime):
            signing.verify_request(*target, headers, b"", key, now=now)


@pytest.mark.parametrize("left_out", ['"@method"', '"@path"', '"@query"', '"x-road-client"', '"x-road-id"',
                                      '"content-digest"'])  # fmt: skip
def test_what_must_be_covered_is(left_out: str) -> None:
    body = b"{}"
    headers = client | {"content-digest": signing.digest(body)}
    components = [one for one in ('"@method"', '"@path"', '"@query"', '"x-road-client"', '"x-road-id"',
                                  '"content-digest"') if one != left_out]  # fmt: skip
    parameters = f'({" ".join(components)});created={int(time.time())};keyid="{signer.keyid}"'
    derived = {'"@method"': target[0], '"@path"': target[1], '"@query"': f"?{target[2]}"}
    value = signer.sign(base_of(tuple(components), parameters, derived, headers))
    headers |= {"signature-input": f"madang={parameters}", "signature": f"madang=:{value}:"}
    with pytest.raises(signing.SignatureMalformed, match="not covered"):
        signing.verify_request(*target, headers, body, key)


def test_an_answer_to_another_request_is_none_to_this() -> None:
    asked = signing.claimed(signing.sign_request(signer, *target, client, b"")).value
    other = signing.claimed(signing.sign_request(signer, "GET", *target[1:], client, b"")).value
    answer = signing.sign_answer(signer, 200, {}, b"yes", other)
    signing.verify_answer(200, answer, b"yes", other, key)
    for changed in ((200, b"yes", asked), (201, b"yes", other), (200, b"no", other)):
        with pytest.raises(signing.SignatureRefused):
            signing.verify_answer(changed[0], answer, changed[1], changed[2], key)
    loose = signing.sign_answer(signer, 200, {}, b"yes")
    with pytest.raises(signing.SignatureMalformed, match="not covered"):
        signing.verify_answer(200, loose, b"yes", asked, key)


def test_an_unknown_key_is_told_from_a_wrong_signature() -> None:
    headers = client | signing.sign_request(signer, *target, client, b"")
    with pytest.raises(signing.UnknownKey):
        signing.verify_request(*target, headers, b"", lambda keyid: None)


@pytest.mark.parametrize("given", [
    "", "madang", "other=();created=1;keyid=\"k\"", "madang=(\"@method\" \"@method\");created=1;keyid=\"k\"",
    "madang=(\"@method\");created=1", "madang=(\"@method\");keyid=\"k\"", "madang=(\"@method\");created=x;keyid=\"k\"",
    "madang=(\"@method\");created=1;keyid=\"k\";alg=\"hmac-sha256\"", "madang=(@method);created=1;keyid=\"k\"",
    "madang=(\"@method\"  \"@path\");created=1;keyid=\"k\"", "madang=" + "(" * 3000, "madang=(\"a\"" + " \"a\"" * 400,
    "madang=(\"@method\");created=1;keyid=\"k\", other=()",
])  # fmt: skip
def test_what_cannot_be_read_is_refused(given: str) -> None:
    headers = client | {"signature-input": given, "signature": f"madang=:{'A' * 86}==:"}
    begun = time.process_time()
    with pytest.raises((signing.SignatureMalformed, signing.SignatureMissing)):
        signing.claimed(headers)
    assert time.process_time() - begun < 0.5


@given(st.text(st.characters(max_codepoint=255), max_size=200), st.text(st.characters(max_codepoint=255), max_size=200))
def test_no_text_of_a_stranger_does_more_than_be_refused(first: str, second: str) -> None:
    for given_input in (first, f"madang={first}", f'madang=({first});created=1;keyid="k"'):
        for value in (second, f"madang=:{'A' * 86}==:"):
            try:
                found = signing.claimed({"signature-input": given_input, "signature": value})
            except (signing.SignatureMalformed, signing.SignatureMissing):
                continue
            with pytest.raises(signing.SignatureRefused):
                signing.verify_request(*target, client | {"signature-input": given_input, "signature": value}, b"", key)
            assert found.parameters


def test_a_digest_of_another_kind_is_refused() -> None:
    headers = client | signing.sign_request(signer, *target, client, b"{}")
    headers["content-digest"] = "sha-512=:" + base64.b64encode(hashlib.sha512(b"{}").digest()).decode() + ":"
    with pytest.raises(signing.SignatureMalformed, match="sha-256"):
        signing.verify_request(*target, headers, b"{}", key)

"""A second opinion on signatures of requests: the package `apsig`, which none of us wrote.

Reads one request per line (JSON) and answers each with one line:
  {"do": "verify", "scheme", "method", "url", "headers", "body" or null, "key": public PEM or Multikey}
      -> {"key_id"} or {"error"}
  {"do": "sign", "scheme", "method", "url", "headers", "body" or null, "key": private PEM, "key_id"}
      -> {"headers"} or {"error"}

Three things are done for it that it does not do: it knows no `@target-uri`, which it gets as if it were a header; it does not
cover the body after RFC 9421, and writes a `Content-Digest` that is none; and it does not look whether a `Content-Digest` fits.
"""
import base64
import hashlib
import json
import sys
from urllib.parse import urlsplit

from apsig.draft import Signer, Verifier
from apsig.rfc9421 import RFC9421Signer, RFC9421Verifier
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key


def content_digest(body):
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def verify(asked):
    method, url, headers, key = (asked[name] for name in ("method", "url", "headers", "key"))
    body = asked["body"].encode() if asked["body"] is not None else b""
    if asked["scheme"] == "cavage":
        return {"key_id": Verifier(key, method, url, headers, body).verify(raise_on_fail=True)}
    lower = {name.lower(): value for name, value in headers.items()}
    if asked["body"] is not None and lower.get("content-digest") != content_digest(body):
        return {"error": "Content-Digest does not fit"}
    place = urlsplit(url)
    key = load_pem_public_key(key.encode()) if key.startswith("-----") else key
    verifier = RFC9421Verifier(key, method, place.path, place.netloc, headers | {"@target-uri": url})
    return {"key_id": verifier.verify(raise_on_fail=True)}


def sign(asked):
    method, url, headers, key_id = (asked[name] for name in ("method", "url", "headers", "key_id"))
    body = asked["body"].encode() if asked["body"] is not None else b""
    key = load_pem_private_key(asked["key"].encode(), None)
    if asked["scheme"] == "cavage":
        signed = Signer(headers, key, method, url, key_id, body).sign()
        del signed["Authorization"]
        return {"headers": signed}
    place = urlsplit(url)
    signer = RFC9421Signer(key, key_id)
    digest = {}
    if asked["body"] is not None:
        digest = {"content-digest": content_digest(body)}
        signer.sign_headers.append("content-digest")
    signed = signer.sign(method, place.path, place.netloc, headers | digest, body)
    del signed["content-digest"]
    return {"headers": signed | digest | {"host": place.netloc}}


for line in sys.stdin:
    asked = json.loads(line)
    try:
        answer = {"verify": verify, "sign": sign}[asked["do"]](asked)
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)

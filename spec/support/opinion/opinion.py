"""A second opinion on the wire: the package `federation`, which none of us wrote.

Reads one request per line (JSON) and answers each with one line:
  {"do": "read", "body", "keys": {ID: public PEM}, "own": {"id", "key": private PEM} or null}
      -> {"sender", "entities": [{"kind", ...}]} or {"error"}
  {"do": "write", "kind", "fields": {...}, "author": {"id", "guid", "key": private PEM}, "to": public PEM or null}
      -> {"body"} or {"error"}

It asks nothing of the network: whose key is whose comes with the request.
"""
import asyncio
import json
import sys
from datetime import datetime
from types import SimpleNamespace

import django
from Crypto.PublicKey import RSA
from django.conf import settings

NOTHING = {"get_private_key_function": "", "get_profile_function": "", "federation_id": ""}
settings.configure(FEDERATION={"base_url": "https://two.example"} | NOTHING)
django.setup()

from federation.entities import base, mixins
from federation.entities.diaspora import entities as diaspora
from federation.entities.diaspora import mappers
from federation.inbound import handle_receive
from federation.outbound import handle_create_payload
from federation.types import RequestType, UserType


async def nobody(*_args, **_kwargs):
    return None


async def known(handle):
    """A profile on the wire has no guid: the package looks that up."""
    return SimpleNamespace(guid="0000000000000000", public_key=None, id=handle)


async def picture(_address):
    """It asks of each file what it is."""
    return "image/jpeg"


mappers.retrieve_and_parse_profile = known
mixins.fetch_content_type = picture
diaspora.DiasporaProfile.merge_profiles = lambda self: same(self)


async def same(entity):
    return entity


def told(entity):
    """What it has understood, as plain values."""
    fields = (
        "guid", "handle", "raw_content", "public", "target_guid", "target_handle", "target_id", "root_target_guid",
        "entity_type", "following", "sharing", "name", "location", "gender", "tag_list", "url", "reaction", "nsfw",
        "image_urls",
    )
    said = {name: getattr(entity, name) for name in fields if getattr(entity, name, None) not in (None, "", [])}
    said["kind"] = type(entity).__name__.removeprefix("Diaspora")
    said["children"] = [told(child) for child in getattr(entity, "_children", [])]
    return said


async def read(asked):
    async def key_of(handle):
        return asked["keys"].get(handle)

    own = asked.get("own")
    user = UserType(id=own["id"], private_key=own["key"]) if own else None
    sender, protocol, found = await handle_receive(RequestType(body=asked["body"]), user, key_of)
    assert protocol == "diaspora", protocol
    return {"sender": sender, "entities": [told(entity) for entity in found]}


async def write(asked):
    author = asked["author"]
    fields = dict(asked["fields"])
    if "created_at" in fields:
        fields["created_at"] = datetime.strptime(fields["created_at"], "%Y-%m-%dT%H:%M:%SZ")
    entity = getattr(base, asked["kind"])(
        actor_id=author["id"], handle=author["id"], **fields
    )
    user = UserType(id=author["id"], private_key=RSA.import_key(author["key"]), handle=author["id"], guid=author["guid"])
    to = RSA.import_key(asked["to"]) if asked.get("to") else None
    body = await handle_create_payload(entity, user, "diaspora", to_user_key=to)
    return {"body": json.dumps(body) if isinstance(body, dict) else body}


async def main():
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            answer = await {"read": read, "write": write}[asked["do"]](asked)
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer, default=str), flush=True)


asyncio.run(main())

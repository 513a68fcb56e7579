"use strict";
// A server of the fediverse that none of us wrote: fedify, with a few people whom a spec tells what to do.
//
// It is run by spec/operation/fediverse, with NODE_PATH leading to target/fedify/node_modules and these variables:
//   HOST      the name by which others know it; somebody else ends TLS before it
//   PLACES    where other names are to be found: host=address:port, with commas between them
//   ACTORS    who is here, with commas between them
//   KNOCK     how it signs first: "rfc9421" or "draft-cavage-http-signatures-12"
//   TAKES     the one way of signing that its inboxes take: "rfc9421", "cavage"; empty: both
//   SOFTWARE  the name by which its NodeInfo calls it
//   NODE_EXTRA_CA_CERTS  whose word it believes about names
// It listens on two free ports of the loopback interface, and says them in its first line: {"port", "control"}.
// On the second:
//   POST /act  {"who", "do", …} -> {"id"} or {"error"}   see deeds.cjs
//   GET /log   -> [{"who" | null for the shared inbox, "signed", "body"}]   all that came in and was verified, as it came
//   GET /asked -> [{"method", "path", "signed", "status"}]                    every request, in the order of its answer
//   GET /sent  -> [{"method", "url", "signed"}]                              every request to others

const http = require("node:http");
const { AsyncLocalStorage } = require("node:async_hooks");
const { createFederation, generateCryptoKeyPair, MemoryKvStore } = require("@fedify/fedify");
const vocab = require("@fedify/vocab");
const undici = require("undici");
const { deeds } = require("./deeds.cjs");

const { HOST, PLACES = "", ACTORS = "", KNOCK = "rfc9421", TAKES = "", SOFTWARE = "fedify" } = process.env;
const ORIGIN = `https://${HOST}`;
// Fedify's own are twice as long and take seconds to make.
const RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };

// Other names lead to where the spec says, and to nowhere else.
const places = new Map(PLACES.split(",").filter(Boolean).map((place) => place.split("=")));
const connect = undici.buildConnector({});
const agent = new undici.Agent({
  connect(options, done) {
    const place = places.get(options.hostname);
    if (!place) return done(new Error(`${options.hostname} is nowhere`), null);
    const [hostname, port] = place.split(":");
    return connect({ ...options, hostname, host: place, port, servername: options.hostname }, done);
  },
});
const sent = [];
undici.setGlobalDispatcher(agent.compose((dispatch) => (options, handler) => {
  const { method, origin, path } = options;
  sent.push({ method, url: `${origin}${path}`, signed: scheme(options.headers) });
  return dispatch(options, handler);
}));

/** Everything here: people by name, things and activities by the end of their address. */
const state = {
  people: new Map(ACTORS.split(",").filter(Boolean).map((name) => [name, {
    name, shown: name, summary: "", aliases: [], successor: null, keys: null, locked: false,
    followers: new Map(), following: new Map(), waiting: new Map(),
  }])),
  things: new Map(),
  activities: new Map(),
};
const log = [];
const asked = [];
const request = new AsyncLocalStorage();

const federation = createFederation({
  kv: new MemoryKvStore(),
  origin: ORIGIN,
  allowPrivateAddress: true,
  firstKnock: KNOCK,
});

const newKeys = () => Promise.all([
  crypto.subtle.generateKey(RSA, true, ["sign", "verify"]),
  generateCryptoKeyPair("Ed25519"),
]);

/** Somebody, as others are shown them. */
async function person(ctx, identifier) {
  const who = state.people.get(identifier);
  if (!who) return null;
  const keys = await ctx.getActorKeyPairs(identifier);
  return new vocab.Person({
    id: ctx.getActorUri(identifier),
    preferredUsername: identifier,
    name: who.shown,
    summary: who.summary,
    url: new URL(`/@${identifier}`, ORIGIN),
    manuallyApprovesFollowers: who.locked,
    inbox: ctx.getInboxUri(identifier),
    outbox: ctx.getOutboxUri(identifier),
    followers: ctx.getFollowersUri(identifier),
    following: ctx.getFollowingUri(identifier),
    endpoints: new vocab.Endpoints({ sharedInbox: ctx.getInboxUri() }),
    aliases: who.aliases,
    successor: who.successor,
    publicKey: keys[0].cryptographicKey,
    assertionMethods: keys.map((pair) => pair.multikey),
  });
}

federation
  .setActorDispatcher("/users/{identifier}", person)
  .setKeyPairsDispatcher(async (_ctx, identifier) => {
    const who = state.people.get(identifier);
    if (!who) return [];
    return await who.keys;
  });

federation
  .setFollowersDispatcher("/users/{identifier}/followers", (_ctx, identifier) => {
    const who = state.people.get(identifier);
    return who && { items: [...who.followers.values()] };
  });
federation
  .setFollowingDispatcher("/users/{identifier}/following", (_ctx, identifier) => {
    const who = state.people.get(identifier);
    return who && { items: [...who.following.keys()].map((id) => new URL(id)) };
  });
federation
  .setOutboxDispatcher("/users/{identifier}/outbox", (_ctx, identifier) => {
    if (!state.people.has(identifier)) return null;
    const own = [...state.activities.values()].filter((one) => one.by === identifier && one.open);
    return { items: own.map((one) => one.value) };
  });

/** Who may read something: everybody, or whoever it is for and says who they are by signing. */
const mayRead = (kept) => async (ctx, { id }) => {
  const thing = kept.get(id);
  if (!thing || thing.open) return true;
  const reader = await ctx.getSignedKeyOwner();
  if (!reader?.id) return false;
  return thing.to.has(reader.id.href) || (thing.followers && state.people.get(thing.by).followers.has(reader.id.href));
};
for (const [type, path] of [[vocab.Note, "/notes/{id}"], [vocab.Question, "/questions/{id}"]]) {
  federation
    .setObjectDispatcher(type, path, (_ctx, { id }) => {
      const thing = state.things.get(id);
      return thing?.value instanceof type ? thing.value : null;
    })
    .authorize(mayRead(state.things));
}
federation
  .setObjectDispatcher(vocab.Activity, "/activities/{id}", (_ctx, { id }) => state.activities.get(id)?.value ?? null)
  .authorize(mayRead(state.activities));

federation.setNodeInfoDispatcher("/nodeinfo/2.1", () => ({
  software: { name: SOFTWARE, version: "1.0.0" },
  protocols: ["activitypub"],
  usage: { users: { total: state.people.size }, localPosts: 0, localComments: 0 },
}));

const deed = deeds({ federation, state, person, origin: ORIGIN });

federation
  .setInboxListeners("/users/{identifier}/inbox", "/inbox")
  .setSharedKeyDispatcher(() => ({ identifier: [...state.people.keys()][0] }))
  .on(vocab.Activity, async (ctx, activity) => {
    const came = { who: ctx.recipient, ...request.getStore() };
    // Who reads the log finds done what it tells.
    await deed.received(ctx, activity).finally(() => log.push(came));
  })
  .onError((_ctx, error) => {
    console.error(error);
  });

/** How a request says that it is signed. */
function scheme(headers) {
  const has = new Headers(headers);
  if (has.has("signature-input")) return "rfc9421";
  return has.has("signature") ? "cavage" : null;
}

async function body(incoming) {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function answer(incoming) {
  const bytes = await body(incoming);
  const signed = scheme(incoming.headers);
  if (incoming.method === "POST" && TAKES && signed !== TAKES) return new Response("not signed so", { status: 401 });
  const headers = new Headers();
  for (let at = 0; at < incoming.rawHeaders.length; at += 2) headers.append(...incoming.rawHeaders.slice(at, at + 2));
  const whole = new Request(new URL(incoming.url, ORIGIN), {
    method: incoming.method,
    headers,
    body: ["GET", "HEAD"].includes(incoming.method) ? undefined : bytes,
  });
  return await request.run({ signed, body: bytes.toString() }, () => federation.fetch(whole, {
    contextData: undefined,
    onNotFound: () => new Response("not here", { status: 404 }),
    onNotAcceptable: () => new Response("a page for people", { status: 200, headers: { "content-type": "text/html" } }),
    // What somebody may not see is not there.
    onUnauthorized: () => new Response("not here", { status: 404 }),
  }));
}

/** A server whose answers are those of a function, on a free port. */
function serve(answering) {
  const server = http.createServer(async (incoming, outgoing) => {
    const signed = scheme(incoming.headers);
    const given = await answering(incoming).catch((error) => {
      console.error(error);
      return new Response(String(error), { status: 500 });
    });
    if (answering === answer) {
      asked.push({ method: incoming.method, path: incoming.url, signed, status: given.status });
    }
    outgoing.writeHead(given.status, Object.fromEntries(given.headers));
    outgoing.end(Buffer.from(await given.arrayBuffer()));
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server.address().port)));
}

async function told(incoming) {
  if (incoming.url === "/log") return Response.json(log);
  if (incoming.url === "/asked") return Response.json(asked);
  if (incoming.url === "/sent") return Response.json(sent);
  if (incoming.url !== "/act") return new Response(null, { status: 404 });
  try {
    return Response.json(await deed.act(JSON.parse((await body(incoming)).toString())));
  } catch (error) {
    return Response.json({ error: String(error?.stack ?? error) });
  }
}

// Keys take seconds where the machine is busy, and whoever asks for somebody waits no longer than that: they are there from the start.
const ready = Promise.all([...state.people.values()].map((who) => (who.keys = newKeys())));
ready
  .then(() => Promise.all([serve(answer), serve(told)]))
  .then(([port, control]) => console.log(JSON.stringify({ port, control })));
// Whoever has started it has gone.
process.stdin.resume().on("end", () => process.exit());

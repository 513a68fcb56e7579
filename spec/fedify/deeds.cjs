"use strict";
// What the people of server.cjs do, and what they make of what comes in.
//
// Each deed is {"who": name, "do": one of DEEDS, …}. `reach` is "public", "followers" or "direct", `to` a list of actors,
// by address or as @user@host. An activity is named by its address, as the answers to deeds give it: {"id"}, and {"thing"}
// for what was made by it.

const vocab = require("@fedify/vocab");
const { Temporal } = require("@js-temporal/polyfill");

const now = () => Temporal.Now.instant().round("second");

exports.deeds = ({ federation, state, person, origin }) => {
  let last = 0;
  const context = () => federation.createContext(new URL(origin), undefined);
  const end = (id) => new URL(id).pathname.split("/").pop();

  /** A new address, and its end. */
  function address(path) {
    last += 1;
    return { end: `${last}`, id: new URL(`/${path}/${last}`, origin) };
  }

  /** What an address or a handle means, as somebody of ours is shown it. */
  async function found(by, what) {
    const ctx = context();
    const documentLoader = await ctx.getDocumentLoader({ identifier: by });
    const thing = await ctx.lookupObject(what, { documentLoader, contextLoader: ctx.contextLoader });
    if (!thing) throw new Error(`${what} is not found`);
    return thing;
  }

  async function actor(by, whom) {
    const one = await found(by, whom);
    if (!vocab.isActor(one)) throw new Error(`${whom} is nobody`);
    return one;
  }

  /** Who is addressed: for the thing and its activity, for delivery, and for reading. */
  async function audience({ who, reach = "direct", to = [] }) {
    const ctx = context();
    const people = await Promise.all(to.map((one) => actor(who, one)));
    const ids = people.map((one) => one.id);
    const followers = ctx.getFollowersUri(who);
    const addressed = {
      public: { tos: [vocab.PUBLIC_COLLECTION], ccs: [followers, ...ids] },
      followers: { tos: [followers], ccs: ids },
      direct: { tos: ids, ccs: [] },
    }[reach];
    if (!addressed) throw new Error(`${reach} is no reach`);
    const named = (one) => `@${one.preferredUsername}@${one.id.host}`;
    const tags = people.map((one) => new vocab.Mention({ href: one.id, name: named(one) }));
    return {
      addressed,
      tags,
      kept: { by: who, open: reach === "public", followers: reach !== "direct", to: new Set(ids.map(String)), people },
    };
  }

  /** Keeps an activity, and sends it to whomever it is for. */
  async function send(type, kept, values) {
    const { id, end: own } = address("activities");
    const ctx = context();
    const value = new type({ id, actor: ctx.getActorUri(kept.by), ...values });
    state.activities.set(own, { ...kept, value });
    await deliver(kept, value);
    return { id: id.href };
  }

  async function deliver(kept, activity) {
    const ctx = context();
    const sender = { identifier: kept.by };
    const options = { preferSharedInbox: kept.open };
    const followers = kept.followers ? [...state.people.get(kept.by).followers.values()] : [];
    const all = new Map([...followers, ...kept.people].map((one) => [one.id.href, one]));
    // As every server does, it tries again what does not arrive; whoever has it already takes it once.
    for (let failed = 1; ; failed += 1) {
      try {
        return await ctx.sendActivity(sender, [...all.values()], activity, options);
      } catch (error) {
        if (failed === 3) throw error;
        await new Promise((done) => setTimeout(done, 2_000));
      }
    }
  }

  async function publish(type, path, asked, more) {
    const { addressed, tags, kept } = await audience(asked);
    const { id, end: own } = address(path);
    const value = new type({
      id,
      attribution: context().getActorUri(asked.who),
      url: id,
      content: `<p>${asked.text}</p>`,
      summary: asked.summary,
      published: now(),
      ...addressed,
      tags,
      ...more,
    });
    state.things.set(own, { ...kept, value });
    return { ...(await send(vocab.Create, kept, { object: value, ...addressed })), thing: id.href };
  }

  /** Something that is done to what others have made: to its author, and to followers where it is an Announce. */
  async function onto(type, { who, what }, values, open = false) {
    const thing = await found(who, what);
    const author = await actor(who, thing.attributionId ?? thing.actorId);
    const kept = { by: who, open, followers: open, to: new Set([author.id.href]), people: [author] };
    const everybody = { tos: [vocab.PUBLIC_COLLECTION], ccs: [author.id, context().getFollowersUri(who)] };
    const to = open ? everybody : { tos: [author.id] };
    return await send(type, kept, { object: thing.id, ...to, ...values });
  }

  /** Tells those who have a thing what has become of it. */
  const tell = (kept, type, object) => send(type, kept, { object, tos: kept.value.toIds, ccs: kept.value.ccIds });

  function own(who, what) {
    const thing = state.things.get(end(what));
    if (thing?.by !== who) throw new Error(`${what} is not ${who}'s`);
    return thing;
  }

  /** All who follow somebody, or are followed. */
  const around = (who) => ({ by: who, open: true, followers: true, to: new Set(), people: [] });
  const toFollowers = (who) => ({ tos: [context().getFollowersUri(who)] });

  const DEEDS = {
    async follow({ who, whom }) {
      const one = await actor(who, whom);
      state.people.get(who).following.set(one.id.href, "asked");
      const kept = { by: who, open: true, followers: false, to: new Set(), people: [one] };
      return await send(vocab.Follow, kept, { object: one.id, tos: [one.id] });
    },
    async lock({ who }) {
      state.people.get(who).locked = true;
      return {};
    },
    /** Answers a Follow that has been waiting. */
    async accept({ who, whom }) {
      return await answered(vocab.Accept, who, whom);
    },
    async reject({ who, whom }) {
      return await answered(vocab.Reject, who, whom);
    },
    async post(asked) {
      const { options, multiple } = asked;
      if (!options) return await publish(vocab.Note, "notes", asked, {});
      const choices = options.map((name) => choice(name, 0));
      const poll = { [multiple ? "inclusiveOptions" : "exclusiveOptions"]: choices, voters: 0 };
      return await publish(vocab.Question, "questions", asked, { ...poll, endTime: now().add({ hours: 24 }) });
    },
    async reply(asked) {
      const thing = await found(asked.who, asked.what);
      const author = thing.attributionId.href;
      const to = [...new Set([author, ...(asked.to ?? [])])];
      return await publish(vocab.Note, "notes", { ...asked, to }, { replyTarget: thing.id });
    },
    async like(asked) {
      return await onto(vocab.Like, asked, asked.emoji ? { content: asked.emoji } : {});
    },
    async react(asked) {
      return await onto(vocab.EmojiReact, asked, { content: asked.emoji });
    },
    async announce(asked) {
      return await onto(vocab.Announce, asked, { published: now() }, true);
    },
    /** One Create for each answer. */
    async vote({ who, what, answers }) {
      const poll = await found(who, what);
      const author = await actor(who, poll.attributionId);
      const kept = { by: who, open: false, followers: false, to: new Set([author.id.href]), people: [author] };
      let sent;
      for (const name of answers) {
        const { id } = address("votes");
        const attribution = context().getActorUri(who);
        const to = { tos: [author.id] };
        const object = new vocab.Note({ id, attribution, name, replyTarget: poll.id, published: now(), ...to });
        sent = await send(vocab.Create, kept, { object, ...to });
      }
      return sent;
    },
    async edit({ who, what, text }) {
      const thing = own(who, what);
      thing.value = thing.value.clone({ content: `<p>${text}</p>`, updated: now().add({ seconds: 1 }) });
      return await tell(thing, vocab.Update, thing.value);
    },
    /** Says how a poll stands. */
    async tally({ who, what }) {
      const thing = own(who, what);
      return await tell(thing, vocab.Update, thing.value);
    },
    async delete({ who, what }) {
      const thing = own(who, what);
      state.things.delete(end(what));
      return await tell(thing, vocab.Delete, new vocab.Tombstone({ id: thing.value.id }));
    },
    async undo({ who, what }) {
      const done = state.activities.get(end(what));
      if (done?.by !== who) throw new Error(`${what} is not ${who}'s`);
      if (done.value instanceof vocab.Follow) state.people.get(who).following.delete(done.value.objectId.href);
      return await send(vocab.Undo, done, { object: done.value, tos: done.value.toIds, ccs: done.value.ccIds });
    },
    async profile({ who, shown, summary }) {
      Object.assign(state.people.get(who), { shown, summary });
      return await updated(who);
    },
    /** Somebody of here is the same as somebody else of here. */
    async move({ who, to }) {
      const ctx = context();
      const [old, fresh] = [ctx.getActorUri(who), ctx.getActorUri(to)];
      state.people.get(to).aliases = [old];
      state.people.get(who).successor = fresh;
      return await send(vocab.Move, around(who), { object: old, target: fresh, ...toFollowers(who) });
    },
    async leave({ who }) {
      const gone = context().getActorUri(who);
      const followed = [...state.people.get(who).following.keys()];
      const people = await Promise.all(followed.map((whom) => actor(who, whom)));
      return await send(vocab.Delete, { ...around(who), people }, { object: gone, tos: [vocab.PUBLIC_COLLECTION] });
    },
    /** What somebody is shown at an address; an error where nothing is. */
    async look({ who, what }) {
      const ctx = context();
      const load = who ? await ctx.getDocumentLoader({ identifier: who }) : ctx.documentLoader;
      return { document: (await load(what)).document };
    },
    async people({ who }) {
      const one = state.people.get(who);
      return {
        followers: [...one.followers.keys()],
        following: Object.fromEntries(one.following),
        waiting: [...one.waiting.keys()],
      };
    },
  };

  function choice(name, count) {
    return new vocab.Note({ name, replies: new vocab.Collection({ totalItems: count }) });
  }

  async function updated(who) {
    const object = await person(context(), who);
    return await send(vocab.Update, around(who), { object, ...toFollowers(who) });
  }

  async function answered(type, who, whom) {
    const { follow, follower } = state.people.get(who).waiting.get(whom) ?? state.people.get(who).followers.get(whom);
    state.people.get(who).waiting.delete(whom);
    if (type === vocab.Accept) welcome(who, follower, follow);
    else state.people.get(who).followers.delete(whom);
    const kept = { by: who, open: true, followers: false, to: new Set(), people: [follower] };
    return await send(type, kept, { object: follow, tos: [follower.id] });
  }

  function welcome(who, follower, follow) {
    const { id, inboxId, endpoints } = follower;
    state.people.get(who).followers.set(id.href, { id, inboxId, endpoints, follow, follower });
  }

  async function followed(ctx, follow) {
    const place = ctx.parseUri(follow.objectId);
    const who = place?.type === "actor" && state.people.get(place.identifier);
    const follower = await follow.getActor(ctx);
    if (!who || !follower?.inboxId) return;
    who.waiting.set(follower.id.href, { follow, follower });
    if (!who.locked) await answered(vocab.Accept, who.name, follower.id.href);
  }

  /** Notes how a Follow of ours was answered. */
  async function heard(ctx, answer, how) {
    // What was asked is ours, so it is not asked for elsewhere, and what others make of it does not count.
    const ours = answer.objectId?.origin === origin;
    const follow = ours ? state.activities.get(end(answer.objectId.href))?.value : await answer.getObject(ctx);
    const place = follow && ctx.parseUri(follow.actorId);
    const who = place?.type === "actor" && state.people.get(place.identifier);
    if (!who) throw new Error(`nobody here has asked for what was ${how}`);
    who.following.set(answer.actorId.href, how);
  }

  /** Counts an answer to one of our polls, one for each voter and answer. */
  async function counted(ctx, create) {
    const note = await create.getObject(ctx);
    const poll = note?.replyTargetId && state.things.get(end(note.replyTargetId.href));
    if (!(poll?.value instanceof vocab.Question) || !note.name) return;
    const options = [];
    for await (const one of poll.value.getExclusiveOptions()) options.push(["exclusiveOptions", one]);
    for await (const one of poll.value.getInclusiveOptions()) options.push(["inclusiveOptions", one]);
    const list = options[0][0];
    poll.votes ??= new Map();
    const voters = poll.votes.get(`${note.name}`) ?? new Set();
    poll.votes.set(`${note.name}`, voters.add(create.actorId.href));
    poll.value = poll.value.clone({
      [list]: options.map(([, one]) => choice(`${one.name}`, poll.votes.get(`${one.name}`)?.size ?? 0)),
      voters: new Set([...poll.votes.values()].flatMap((some) => [...some])).size,
    });
  }

  return {
    async act(asked) {
      const deed = DEEDS[asked.do];
      if (!deed) throw new Error(`${asked.do} is nothing that is done here`);
      if (asked.who && !state.people.has(asked.who)) throw new Error(`${asked.who} is nobody here`);
      return await deed(asked);
    },
    /** What becomes of what has come in and was verified. */
    async received(ctx, activity) {
      if (activity instanceof vocab.Follow) return await followed(ctx, activity);
      if (activity instanceof vocab.Create) return await counted(ctx, activity);
      if (activity instanceof vocab.Accept) return await heard(ctx, activity, "accepted");
      if (activity instanceof vocab.Reject) return await heard(ctx, activity, "refused");
      if (activity instanceof vocab.Undo) {
        const undone = await activity.getObject(ctx);
        const place = undone instanceof vocab.Follow && ctx.parseUri(undone.objectId);
        const who = place && place.type === "actor" && state.people.get(place.identifier);
        if (who) who.followers.delete(activity.actorId.href);
      }
    },
  };
};

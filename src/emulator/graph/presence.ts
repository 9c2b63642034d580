import { Hono, type Context } from 'hono';
import * as z from 'zod/mini';
import type { EmulatorEnv } from '../http/env.ts';
import type { Person } from '../core/people.ts';
import type { Caller, GraphDeps } from './caller.ts';
import { colleagues, findColleague } from './directory.ts';
import { duration } from './duration.ts';
import { GraphError } from './graphError.ts';
import { contextOf } from './odata.ts';
import { createPresences } from './presences.ts';

/** What users may choose, as availability and activity. */
const choices = [
  'Available/Available',
  'Busy/Busy',
  'DoNotDisturb/DoNotDisturb',
  'BeRightBack/BeRightBack',
  'Away/Away',
  'Offline/OffWork',
];
/** What apps may report about a user. */
const reports = [
  'Available/Available',
  'Busy/InACall',
  'Busy/InAConferenceCall',
  'Away/Away',
  'DoNotDisturb/Presenting',
];

const state = {
  availability: z.string(),
  activity: z.string(),
  expirationDuration: z.optional(z.nullable(z.string())),
};
const Preferred = z.object(state);
const Session = z.object({ ...state, sessionId: z.guid() });
const Ended = z.object({ sessionId: z.guid() });
const Ids = z.object({ ids: z.array(z.string()).check(z.minLength(1), z.maxLength(650)) });

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const bad = (message: string): GraphError => new GraphError(400, 'BadRequest', message);

async function bodyOf<T>(c: Context, schema: z.ZodMiniType<T>, expected: string): Promise<T> {
  const read = schema.safeParse(await c.req.json().catch(() => null));
  if (!read.success) throw bad(`Expected ${expected}.`);
  return read.data;
}

function checkPair({ availability, activity }: z.infer<typeof Preferred>, known: readonly string[]): void {
  if (known.includes(`${availability}/${activity}`)) return;
  throw bad(`${availability}/${activity} cannot be set; these can: ${known.join(', ')}.`);
}

/**
 * The presence of people: as they or their apps set it, or as their calls make it.
 * @see https://learn.microsoft.com/graph/api/resources/presence
 */
export function presenceRoutes(
  caller: Caller,
  { now, inCall }: Pick<GraphDeps, 'now' | 'inCall'>,
): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  const presences = createPresences(now, inCall ?? (() => false));
  const presenceOf = (person: Person) => ({ id: person.oid, ...presences.of(person) });
  const entity = (c: Context, person: Person) =>
    c.json({
      '@odata.context': contextOf(c, `users('${person.oid}')/presence/$entity`),
      ...presenceOf(person),
    });

  app.get('/v1.0/me/presence', async (c) =>
    entity(c, await caller(c, 'teams', 'Presence.Read', 'Presence.ReadWrite', 'Presence.Read.All')),
  );
  app.get('/v1.0/users/:id/presence', async (c) => {
    const me = await caller(c, 'teams', 'Presence.Read.All');
    return entity(c, findColleague(c.req.param('id'), me));
  });
  app.post('/v1.0/communications/getPresencesByUserId', async (c) => {
    const me = await caller(c, 'teams', 'Presence.Read.All');
    const { ids } = await bodyOf(c, Ids, '{"ids": […]}, at most 650 of them');
    const wanted = new Set(ids.map((id) => id.toLowerCase()));
    const known = colleagues(me).filter(({ oid }) => wanted.has(oid));
    return c.json({
      '@odata.context': contextOf(c, 'Collection(microsoft.graph.presence)'),
      value: known.map(presenceOf),
    });
  });

  /** @returns the caller. @throws GraphError 403 when the presence is another person's. */
  const setter = async (c: Context): Promise<Person> => {
    const me = await caller(c, 'teams', 'Presence.ReadWrite');
    if (findColleague(c.req.param('id') ?? me.oid, me) === me) return me;
    throw new GraphError(403, 'Forbidden', 'A person sets only their own presence.');
  };
  for (const prefix of ['/v1.0/me', '/v1.0/users/:id']) {
    app.post(`${prefix}/presence/setUserPreferredPresence`, async (c) => {
      const { oid } = await setter(c);
      const preferred = await bodyOf(c, Preferred, 'availability, activity and expirationDuration');
      checkPair(preferred, choices);
      const defaultMs = /^(Busy|DoNotDisturb)$/.test(preferred.availability) ? dayMs : 7 * dayMs;
      presences.prefer(oid, preferred, now() + duration(preferred.expirationDuration, defaultMs));
      return c.body(null, 200);
    });
    app.post(`${prefix}/presence/clearUserPreferredPresence`, async (c) => {
      presences.forgetPreferred((await setter(c)).oid);
      return c.body(null, 200);
    });
    app.post(`${prefix}/presence/setPresence`, async (c) => {
      const { oid } = await setter(c);
      const reported = await bodyOf(
        c,
        Session,
        'sessionId (the application’s id), availability and activity',
      );
      checkPair(reported, reports);
      const lifetimeMs = duration(reported.expirationDuration, 5 * minuteMs);
      if (lifetimeMs < 5 * minuteMs || lifetimeMs > 240 * minuteMs) {
        throw bad('expirationDuration must be from PT5M to PT4H.');
      }
      presences.report(oid, reported.sessionId.toLowerCase(), reported, now() + lifetimeMs);
      return c.body(null, 200);
    });
    app.post(`${prefix}/presence/clearPresence`, async (c) => {
      const { oid } = await setter(c);
      const { sessionId } = await bodyOf(c, Ended, 'sessionId');
      if (presences.forgetSession(oid, sessionId.toLowerCase())) return c.body(null, 200);
      throw new GraphError(404, 'NotFound', 'There is no such presence session.');
    });
  }
  return app;
}

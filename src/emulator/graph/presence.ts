import { Hono } from 'hono';
import * as z from 'zod/mini';
import type { EmulatorEnv } from '../env.ts';
import type { Person } from '../people.ts';
import type { Caller } from './caller.ts';
import { colleagues, findColleague } from './directory.ts';
import { GraphError } from './graphError.ts';

const Preferred = z.object({
  availability: z.enum(['Available', 'Busy', 'DoNotDisturb', 'BeRightBack', 'Away', 'Offline']),
  activity: z.string(),
  expirationDuration: z.optional(z.string()),
});
const Ids = z.object({ ids: z.array(z.string()).check(z.minLength(1), z.maxLength(650)) });

interface Presence {
  readonly availability: string;
  readonly activity: string;
  readonly until: number;
}

function usual({ bot }: Person): Omit<Presence, 'until'> {
  if (bot === 'busy') return { availability: 'Busy', activity: 'InACall' };
  if (bot === 'noanswer') return { availability: 'Away', activity: 'Away' };
  return { availability: 'Available', activity: 'Available' };
}

/** @returns milliseconds of an ISO 8601 duration of hours, minutes and seconds; a day when none is given. */
function duration(text = 'P1D'): number {
  const [, d = 0, h = 0, m = 0, s = 0] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text) ?? [];
  const seconds = ((Number(d) * 24 + Number(h)) * 60 + Number(m)) * 60 + Number(s);
  if (seconds === 0) throw new GraphError(400, 'BadRequest', 'expirationDuration must be like PT8H.');
  return seconds * 1000;
}

/**
 * Whether people are free, as they set it themselves or as is usual for them.
 * @see https://learn.microsoft.com/graph/api/resources/presence
 */
export function presenceRoutes(caller: Caller, { now }: { now: () => number }): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  const preferred = new Map<string, Presence>();
  const reading = ['Presence.Read.All'];

  function presenceOf(person: Person) {
    const chosen = preferred.get(person.oid);
    const { availability, activity } = chosen && chosen.until > now() ? chosen : usual(person);
    return { id: person.oid, availability, activity };
  }

  app.get('/v1.0/me/presence', async (c) =>
    c.json(presenceOf(await caller(c, 'Presence.Read', 'Presence.ReadWrite', ...reading))),
  );
  app.get('/v1.0/users/:id/presence', async (c) => {
    const me = await caller(c, ...reading);
    return c.json(presenceOf(findColleague(c.req.param('id'), me)));
  });
  app.post('/v1.0/communications/getPresencesByUserId', async (c) => {
    const me = await caller(c, ...reading);
    const read = Ids.safeParse(await c.req.json().catch(() => null));
    if (!read.success) throw new GraphError(400, 'BadRequest', 'Expected {"ids": […]}, at most 650 of them.');
    const wanted = new Set(read.data.ids.map((id) => id.toLowerCase()));
    const known = colleagues(me).filter(({ oid }) => wanted.has(oid));
    return c.json({ value: known.map(presenceOf) });
  });

  for (const who of ['/v1.0/me', '/v1.0/users/:id']) {
    app.post(`${who}/presence/setUserPreferredPresence`, async (c) => {
      const me = await caller(c, 'Presence.ReadWrite');
      if (findColleague(c.req.param('id') ?? me.oid, me).oid !== me.oid) {
        throw new GraphError(403, 'Forbidden', 'A person sets only their own presence.');
      }
      const read = Preferred.safeParse(await c.req.json().catch(() => null));
      if (!read.success) throw new GraphError(400, 'BadRequest', 'availability and activity are needed.');
      const { availability, activity, expirationDuration } = read.data;
      preferred.set(me.oid, { availability, activity, until: now() + duration(expirationDuration) });
      return c.body(null, 200);
    });
    app.post(`${who}/presence/clearUserPreferredPresence`, async (c) => {
      const me = await caller(c, 'Presence.ReadWrite');
      if ((c.req.param('id') ?? me.oid) === me.oid) preferred.delete(me.oid);
      return c.body(null, 200);
    });
  }
  return app;
}

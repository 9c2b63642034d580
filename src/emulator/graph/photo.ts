import { Hono } from 'hono';
import type { EmulatorEnv } from '../env.ts';
import { initials } from '../pages/initials.ts';
import type { Person } from '../people.ts';
import type { Caller } from './caller.ts';
import { findColleague } from './directory.ts';
import { GraphError } from './graphError.ts';

/** A portrait of sorts: initials on a colour that is the person's own. Graph sends JPEG; browsers show this too. */
function portrait(person: Person): string {
  if (!person.photo)
    throw new GraphError(404, 'ImageNotFound', 'Exception of type ImageNotFound was thrown.');
  const hue = Number.parseInt(person.oid.slice(0, 2), 16) * 7;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 96 96"><rect width="96" height="96" fill="hsl(${hue % 360} 45% 38%)"/><text x="48" y="62" text-anchor="middle" font-family="sans-serif" font-size="40" fill="#fff">${initials(person)}</text></svg>`;
}

export function photoRoutes(caller: Caller): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  const type = { 'content-type': 'image/svg+xml', 'cache-control': 'private, max-age=3600' };
  for (const photo of ['photo/$value', 'photos/:size/$value']) {
    app.get(`/v1.0/me/${photo}`, async (c) => c.body(portrait(await caller(c, 'User.Read')), 200, type));
    app.get(`/v1.0/users/:id/${photo}`, async (c) => {
      const me = await caller(c, 'User.ReadBasic.All', 'User.Read.All');
      return c.body(portrait(findColleague(c.req.param('id') ?? '', me)), 200, type);
    });
  }
  return app;
}

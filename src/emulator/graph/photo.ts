import { Hono, type Context } from 'hono';
import type { EmulatorEnv } from '../http/env.ts';
import { initials } from '../html/initials.ts';
import type { Person } from '../core/people.ts';
import type { Caller } from './caller.ts';
import { findColleague } from './directory.ts';
import { GraphError } from './graphError.ts';
import { contextOf } from './odata.ts';

/** The documented sizes, up to that of the uploaded photos. */
const sizes = [48, 64, 96, 120, 240, 360];
const largest = 360;

const notFound = (): GraphError =>
  new GraphError(404, 'ImageNotFound', 'Exception of type ImageNotFoundException was thrown.');

/** Draws a photo: initials on a colour of the person's own. It is an SVG, where Graph sends a JPEG. */
function portrait(person: Person, size: number): string {
  const hue = (Number.parseInt(person.oid.slice(0, 2), 16) * 7) % 360;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 96 96"><rect width="96" height="96" fill="hsl(${hue} 45% 38%)"/><text x="48" y="62" text-anchor="middle" font-family="sans-serif" font-size="40" fill="#fff">${initials(person)}</text></svg>`;
}

/** @param asked such as `48x48`; the largest size when left out. @throws GraphError 404 without such a photo. */
function sizeOf(person: Person, asked: string | undefined): number {
  const size = asked === undefined ? largest : sizes.find((side) => asked === `${side}x${side}`);
  if (!person.photo || size === undefined) throw notFound();
  return size;
}

const described = ({ oid }: Person, size: number) => ({
  '@odata.mediaContentType': 'image/svg+xml',
  '@odata.mediaEtag': `"${oid}"`,
  id: `${size}x${size}`,
  height: size,
  width: size,
});

/** @see https://learn.microsoft.com/graph/api/profilephoto-get */
export function photoRoutes(caller: Caller): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  const headers = { 'content-type': 'image/svg+xml', 'cache-control': 'private, max-age=3600' };
  const personOf = async (c: Context): Promise<Person> => {
    const id = c.req.param('id');
    if (id === undefined) return caller(c, 'outlook', 'User.Read');
    return findColleague(id, await caller(c, 'outlook', 'User.ReadBasic.All', 'User.Read.All'));
  };
  for (const prefix of ['/v1.0/me', '/v1.0/users/:id']) {
    for (const photo of ['photo', 'photos/:size']) {
      app.get(`${prefix}/${photo}/$value`, async (c) => {
        const person = await personOf(c);
        const size = sizeOf(person, c.req.param('size'));
        return c.body(portrait(person, size), 200, { ...headers, etag: `"${person.oid}"` });
      });
      app.get(`${prefix}/${photo}`, async (c) => {
        const person = await personOf(c);
        const context = contextOf(c, `users('${person.oid}')/photos/$entity`);
        return c.json({
          '@odata.context': context,
          ...described(person, sizeOf(person, c.req.param('size'))),
        });
      });
    }
    app.get(`${prefix}/photos`, async (c) => {
      const person = await personOf(c);
      const value = person.photo ? sizes.map((size) => described(person, size)) : [];
      return c.json({ '@odata.context': contextOf(c, `users('${person.oid}')/photos`), value });
    });
  }
  return app;
}

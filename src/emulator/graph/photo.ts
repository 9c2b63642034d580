import type { Context } from 'hono';
import { addRoute } from '../http/addRoute.ts';
import { getInitials } from '../html/initials.ts';
import type { Person } from '../core/people.ts';
import type { GraphContext } from './authenticateCaller.ts';
import { findColleague } from './user.ts';
import { GraphError } from './graphError.ts';
import { entityAnswer, listAnswer, sendEntity, sendList } from './odata.ts';

/** The side lengths of photos, in pixels. Graph documents larger sizes too, for uploaded photos that are larger. */
const sizes = [48, 64, 96, 120, 240, 360];

const createNotFoundError = (): GraphError =>
  new GraphError(404, 'ImageNotFound', 'Exception of type ImageNotFoundException was thrown.');

/** @returns an SVG image (Graph sends a JPEG): the person's initials on a colour that depends on the object id. */
function drawPhoto(person: Person, size: number): string {
  // Any formula would do that spreads the ids over the 360 degrees of the colour circle.
  const hue = (Number.parseInt(person.oid.slice(0, 2), 16) * 7) % 360;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 96 96"><rect width="96" height="96" fill="hsl(${hue} 45% 38%)"/><text x="48" y="62" text-anchor="middle" font-family="sans-serif" font-size="40" fill="#fff">${getInitials(person)}</text></svg>`;
}

/** @throws GraphError 404 for a person without a photo, and for an unknown size. By default, the size is the largest. */
function readPhotoSize(person: Person, requestedSize = '360x360'): number {
  const size = sizes.find((side) => requestedSize === `${side}x${side}`);
  if (!person.photo || size === undefined) throw createNotFoundError();
  return size;
}

const describePhoto = ({ oid }: Person, size: number) => ({
  '@odata.mediaContentType': 'image/svg+xml',
  '@odata.mediaEtag': `"${oid}"`,
  id: `${size}x${size}`,
  height: size,
  width: size,
});

/** Adds the routes of photos. @see https://learn.microsoft.com/graph/api/profilephoto-get */
export function addPhotoRoutes({ app, authenticateCaller, directory }: GraphContext): void {
  const headers = { 'content-type': 'image/svg+xml', 'cache-control': 'private, max-age=3600' };
  /** Authenticates the request. @returns the person of its path: the caller, or a person of the caller's tenant. */
  const authenticateAndFindPerson = async (c: Context): Promise<Person> => {
    const id = c.req.param('id');
    if (id === undefined) return authenticateCaller(c, 'outlook', 'User.Read');
    const caller = await authenticateCaller(c, 'outlook', 'User.ReadBasic.All', 'User.Read.All');
    return findColleague(directory, id, caller);
  };
  for (const prefix of ['/v1.0/me', '/v1.0/users/:id']) {
    for (const photoPath of ['photo', 'photos/:size']) {
      addRoute(app, 'GET', `${prefix}/${photoPath}/$value`, {
        summary: 'Returns a photo.',
        answer: 'image/svg+xml',
        handle: async (c) => {
          const person = await authenticateAndFindPerson(c);
          const size = readPhotoSize(person, c.req.param('size'));
          return c.body(drawPhoto(person, size), 200, { ...headers, etag: `"${person.oid}"` });
        },
      });
      addRoute(app, 'GET', `${prefix}/${photoPath}`, {
        summary: 'Describes a photo.',
        answer: entityAnswer,
        handle: async (c) => {
          const person = await authenticateAndFindPerson(c);
          const photo = describePhoto(person, readPhotoSize(person, c.req.param('size')));
          return sendEntity(c, `users('${person.oid}')/photos/$entity`, photo);
        },
      });
    }
    addRoute(app, 'GET', `${prefix}/photos`, {
      summary: 'Lists the sizes of a photo.',
      answer: listAnswer,
      handle: async (c) => {
        const person = await authenticateAndFindPerson(c);
        const value = person.photo ? sizes.map((size) => describePhoto(person, size)) : [];
        return sendList(c, `users('${person.oid}')/photos`, value);
      },
    });
  }
}

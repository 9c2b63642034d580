import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { addRoute } from '../http/addRoute.ts';
import type { Person } from '../core/people.ts';
import type { GraphContext } from './authenticateCaller.ts';
import * as z from 'zod/mini';
import { createBadRequest, GraphError } from './graphError.ts';
import { entityAnswer, listAnswer, sendEntity, sendList } from './odata.ts';

/** A file in the folder that an application has in a user's OneDrive. */
interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly content: string;
  /** Grows with each new content. */
  readonly version: number;
  /** The secret part of the address from which anybody can download this content. */
  readonly downloadKey: string;
}

/** Graph writes ETags in this form. */
const toETag = ({ id, version }: StoredFile): string => `"{${id.toUpperCase()}},${version}"`;

const Renaming = z.object({ name: z.string().check(z.minLength(1)) });

/** How many contents can still be downloaded by an address that was given out. */
const maxDownloads = 1_000;

/**
 * Adds the routes of the folder that an application has in the caller's OneDrive. The first request creates the folder.
 *
 * In Graph, `GET …/content` redirects to another host, which browsers refuse for a request with a token. A page reads the file's
 * `@microsoft.graph.downloadUrl` instead, and fetches that without a token, as here.
 * @see https://learn.microsoft.com/graph/onedrive-sharepoint-appfolder
 */
export function addAppFolderRoutes({ app, authenticateCaller, conditions, origin, now }: GraphContext): void {
  /** Maps `<object id> <client id> <name>` to the file. */
  const files = new Map<string, StoredFile>();
  /** Maps download keys to contents, the oldest first. */
  const downloads = new Map<string, string>();

  const authenticate = async (c: Context): Promise<{ caller: Person; key: (name: string) => string }> => {
    const caller = await authenticateCaller(c, 'teams', 'Files.ReadWrite.AppFolder', 'Files.ReadWrite');
    if (conditions.read(caller.oid).oneDrive === 'refused')
      throw new GraphError(403, 'accessDenied', 'Access denied.');
    return { caller, key: (name) => `${caller.oid} ${c.get('clientId')} ${name}` };
  };
  const find = (key: string): StoredFile => {
    const file = files.get(key);
    if (!file) throw new GraphError(404, 'itemNotFound', 'The resource could not be found.');
    return file;
  };
  const describe = (file: StoredFile) => ({
    '@microsoft.graph.downloadUrl': `${origin}/v1.0/downloads/${file.downloadKey}`,
    id: file.id,
    name: file.name,
    eTag: toETag(file),
    size: Buffer.byteLength(file.content),
    lastModifiedDateTime: new Date(now()).toISOString(),
    file: { mimeType: 'application/json' },
  });
  const sendFile = (c: Context, caller: Person, file: StoredFile, status: 200 | 201 = 200) =>
    sendEntity(c, `users('${caller.oid}')/drive/$entity`, describe(file), status);

  addRoute(app, 'GET', '/v1.0/me/drive/special/approot/children', {
    summary: "Lists the files in the application's folder.",
    answer: listAnswer,
    handle: async (c) => {
      const { caller, key } = await authenticate(c);
      const own = [...files].filter(([id]) => id.startsWith(key(''))).map(([, file]) => describe(file));
      return sendList(c, `users('${caller.oid}')/drive/special('approot')/children`, own);
    },
  });

  addRoute(app, 'GET', '/v1.0/me/drive/special/approot:/:name', {
    summary: "Describes a file in the application's folder.",
    documentedPath: '/v1.0/me/drive/special/approot:/{name}',
    answer: entityAnswer,
    handle: async (c) => {
      const { caller, key } = await authenticate(c);
      return sendFile(c, caller, find(key(c.req.param('name'))));
    },
  });

  addRoute(app, 'PATCH', '/v1.0/me/drive/special/approot:/:name', {
    summary: "Renames a file in the application's folder.",
    documentedPath: '/v1.0/me/drive/special/approot:/{name}',
    body: Renaming,
    example: { name: 'older.json' },
    answer: entityAnswer,
    handle: async (c) => {
      const { caller, key } = await authenticate(c);
      const file = find(key(c.req.param('name')));
      const { data } = Renaming.safeParse(await c.req.json().catch(() => null));
      if (!data) throw createBadRequest('The name is missing.');
      if (files.has(key(data.name)))
        throw new GraphError(409, 'nameAlreadyExists', 'The specified item name already exists.');
      files.delete(key(file.name));
      const renamed = { ...file, name: data.name };
      files.set(key(data.name), renamed);
      return sendFile(c, caller, renamed);
    },
  });

  addRoute(app, 'DELETE', '/v1.0/me/drive/special/approot:/:name', {
    summary: "Deletes a file in the application's folder.",
    documentedPath: '/v1.0/me/drive/special/approot:/{name}',
    status: 204,
    handle: async (c) => {
      const { key } = await authenticate(c);
      files.delete(key(find(key(c.req.param('name'))).name));
      return c.body(null, 204);
    },
  });

  addRoute(app, 'PUT', '/v1.0/me/drive/special/approot:/:name/content', {
    summary: "Writes a file in the application's folder. `If-Match` with an older ETag is refused with 412.",
    documentedPath: '/v1.0/me/drive/special/approot:/{name}:/content',
    query: {
      '@microsoft.graph.conflictBehavior':
        '`fail` refuses to replace a file. By default, the file is replaced.',
    },
    createdStatus: 201,
    answer: entityAnswer,
    handle: async (c) => {
      const { caller, key } = await authenticate(c);
      const name = c.req.param('name').replace(/:$/, '');
      const stored = files.get(key(name));
      const expected = c.req.header('if-match');
      if (expected !== undefined && expected !== '*' && (!stored || toETag(stored) !== expected))
        throw new GraphError(412, 'resourceModified', "ETag does not match current item's value");
      if (stored && c.req.query('@microsoft.graph.conflictBehavior') === 'fail')
        throw new GraphError(409, 'nameAlreadyExists', 'The specified item name already exists.');
      if (conditions.read(caller.oid).oneDrive === 'full')
        throw new GraphError(507, 'quotaLimitReached', 'Insufficient Space Available');
      const content = await c.req.text();
      const file: StoredFile = {
        id: stored?.id ?? randomUUID(),
        name,
        content,
        version: (stored?.version ?? 0) + 1,
        downloadKey: randomUUID(),
      };
      files.set(key(name), file);
      downloads.set(file.downloadKey, content);
      const [oldestKey] = downloads.keys();
      if (downloads.size > maxDownloads && oldestKey !== undefined) downloads.delete(oldestKey);
      return sendFile(c, caller, file, stored ? 200 : 201);
    },
  });

  addRoute(app, 'GET', '/v1.0/downloads/:key', {
    summary:
      'Returns the content of a file. The address is secret and needs no token. In OneDrive, it is on another host.',
    answer: 'application/json',
    handle: (c) => {
      const content = downloads.get(c.req.param('key'));
      if (content === undefined)
        throw new GraphError(404, 'itemNotFound', 'The resource could not be found.');
      return c.body(content, 200, { 'content-type': 'application/json' });
    },
  });
}

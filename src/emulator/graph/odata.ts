import type { Context } from 'hono';
import { GraphError } from './graphError.ts';

const version = '/v1.0';

const originOf = (c: Context): string => new URL(c.req.url).origin;

/** @param what a collection, `users`; or with `/$entity` one thing of it. */
export function contextOf(c: Context, what: string, fields?: string): string {
  const [collection, entity = ''] = what.split('/');
  const chosen = fields ? `(${fields})` : '';
  return `${originOf(c)}${version}/$metadata#${collection}${chosen}${entity ? `/${entity}` : ''}`;
}

/**
 * @param fields the value of `$select`, comma-separated.
 * @param others properties that Graph knows besides and sends only when they are selected: empty here.
 * @throws GraphError 400 for a property that does not exist.
 * @see https://learn.microsoft.com/graph/query-parameters#select
 */
export function select(
  entity: object,
  fields: string | undefined,
  type: string,
  others: readonly string[],
): object {
  if (!fields) return entity;
  const all: Record<string, unknown> = {
    ...Object.fromEntries(others.map((name) => [name, null])),
    ...entity,
  };
  const wanted = fields.split(',').map((field) => field.trim());
  const unknown = wanted.find((name) => !Object.hasOwn(all, name));
  if (unknown !== undefined) {
    const message = `Parsing OData Select and Expand failed: Could not find a property named '${unknown}' on type 'microsoft.graph.${type}'.`;
    throw new GraphError(400, 'BadRequest', message);
  }
  return Object.fromEntries(wanted.map((name) => [name, all[name]]));
}

/** @throws GraphError 400 for query options that are not among those the emulator understands. */
export function allowOptions(c: Context, ...known: string[]): void {
  const unknown = Object.keys(c.req.query()).find((name) => name.startsWith('$') && !known.includes(name));
  if (unknown === undefined) return;
  throw new GraphError(400, 'Request_UnsupportedQuery', `The emulator does not understand ${unknown} here.`);
}

/**
 * One page of a collection, and where the next one is. `$skiptoken` is opaque to clients, as Graph's is.
 * @param usual how many without `$top`; `most` is the highest `$top`.
 * @throws GraphError 400 for a `$top` out of range and for a token that is none of ours.
 * @see https://learn.microsoft.com/graph/paging
 */
export function paged<T>(
  c: Context,
  all: readonly T[],
  { usual, most }: { usual: number; most: number },
): { value: T[]; '@odata.nextLink'?: string } {
  const top = Number(c.req.query('$top') ?? usual);
  if (!Number.isInteger(top) || top < 1 || top > most) {
    throw new GraphError(
      400,
      'Request_UnsupportedQuery',
      `Invalid page size specified: '${c.req.query('$top')}'. Must be between 1 and ${most} inclusive.`,
    );
  }
  const from = skipped(c.req.query('$skiptoken'));
  const value = all.slice(from, from + top);
  if (from + top >= all.length) return { value };
  const next = new URL(c.req.url);
  next.searchParams.set('$skiptoken', Buffer.from(`skip ${from + top}`).toString('base64url'));
  return { '@odata.nextLink': next.href.replaceAll('%24', '$'), value };
}

function skipped(token: string | undefined): number {
  if (token === undefined) return 0;
  const [, from] = /^skip (\d{1,6})$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (from !== undefined) return Number(from);
  const message = 'The specified page token value has expired and can no longer be included in your request.';
  throw new GraphError(400, 'Directory_ExpiredPageToken', message);
}

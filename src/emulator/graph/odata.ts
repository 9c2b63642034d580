import type { Context } from 'hono';
import { GraphError } from './graphError.ts';

const version = '/v1.0';

const originOf = (c: Context): string => new URL(c.req.url).origin;

/**
 * Makes an `@odata.context`.
 * @param what a collection, `users`, or, with `/$entity`, one item of it.
 * @param fields the value of `$select`.
 */
export function contextOf(c: Context, what: string, fields?: string): string {
  const [collection, entity = ''] = what.split('/');
  const chosen = fields ? `(${fields})` : '';
  return `${originOf(c)}${version}/$metadata#${collection}${chosen}${entity ? `/${entity}` : ''}`;
}

/**
 * Applies `$select`.
 * @param fields its value, comma-separated.
 * @param others properties that Graph sends only when they are selected. The emulator has no values for them.
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
  const selected = fields.split(',').map((field) => field.trim());
  const unknown = selected.find((name) => !Object.hasOwn(all, name));
  if (unknown !== undefined) {
    const message = `Parsing OData Select and Expand failed: Could not find a property named '${unknown}' on type 'microsoft.graph.${type}'.`;
    throw new GraphError(400, 'BadRequest', message);
  }
  return Object.fromEntries(selected.map((name) => [name, all[name]]));
}

/** @throws GraphError 400 for query options that the emulator does not support in this request. */
export function allowOptions(c: Context, ...known: string[]): void {
  const unknown = Object.keys(c.req.query()).find((name) => name.startsWith('$') && !known.includes(name));
  if (unknown === undefined) return;
  throw new GraphError(400, 'Request_UnsupportedQuery', `The emulator does not understand ${unknown} here.`);
}

/**
 * Makes one page of a collection, and the link to the next one. `$skiptoken` is opaque to clients, as in Graph.
 * @param size the page size without `$top`, and the highest `$top`.
 * @throws GraphError 400 for a `$top` out of range, and for a token that Graph has not made.
 * @see https://learn.microsoft.com/graph/paging
 */
export function paged<T>(
  c: Context,
  all: readonly T[],
  size: { readonly usual: number; readonly max: number },
): { value: T[]; '@odata.nextLink'?: string } {
  const top = Number(c.req.query('$top') ?? size.usual);
  if (!Number.isInteger(top) || top < 1 || top > size.max) {
    throw new GraphError(
      400,
      'Request_UnsupportedQuery',
      `Invalid page size specified: '${c.req.query('$top')}'. Must be between 1 and ${size.max} inclusive.`,
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

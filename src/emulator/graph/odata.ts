import type { Context } from 'hono';
import * as z from 'zod/mini';
import { createBadRequest, createUnsupportedQuery, GraphError } from './graphError.ts';

// For the OpenAPI document of the emulated Microsoft Graph: an answer with one item, one with a list, and a list's query options.
export const entityAnswer = z.looseObject({ '@odata.context': z.string() });
export const listAnswer = z.looseObject({
  '@odata.context': z.string(),
  '@odata.nextLink': z.optional(z.string()),
  value: z.array(z.looseObject({})),
});
export const pageOptions = {
  $select: 'The properties to return.',
  $top: 'The size of a page.',
  $skiptoken: 'The next page, as `@odata.nextLink` gives it.',
};

/**
 * @returns `@odata.context`, the address that tells what an answer contains.
 * @param path the collection, such as `users`; for one item, with `/$entity` at its end. With `fields`, it has no other slash.
 * @param fields the value of the query option `$select`.
 */
export function createODataContext(c: Context, path: string, fields?: string): string {
  const { origin } = new URL(c.req.url);
  const [collection, entity = ''] = path.split('/');
  const selection = fields ? `(${fields})` : '';
  return `${origin}/v1.0/$metadata#${collection}${selection}${entity ? `/${entity}` : ''}`;
}

/** Answers with one item. @param path as in `createODataContext`. */
export const sendEntity = (c: Context, path: string, entity: object, status: 200 | 201 = 200): Response =>
  c.json({ '@odata.context': createODataContext(c, path), ...entity }, status);

/** Answers with a whole list. @param path as in `createODataContext`. */
export const sendList = (c: Context, path: string, value: readonly object[]): Response =>
  c.json({ '@odata.context': createODataContext(c, path), value });

/**
 * Applies the query option `$select`.
 * @param fields its value: names, separated by commas. @param type the name of the item's type in Graph.
 * @param nonDefaultProperties properties that exist, although `entity` may lack them. Graph then returns `null` for them.
 * @throws GraphError 400 for a property that does not exist.
 * @see https://learn.microsoft.com/graph/query-parameters#select
 */
export function selectProperties(
  entity: object,
  fields: string | undefined,
  type: string,
  nonDefaultProperties: readonly string[],
): object {
  if (!fields) return entity;
  const properties: Record<string, unknown> = {
    ...Object.fromEntries(nonDefaultProperties.map((name) => [name, null])),
    ...entity,
  };
  const selectedNames = fields.split(',').map((field) => field.trim());
  const unknownName = selectedNames.find((name) => !Object.hasOwn(properties, name));
  if (unknownName !== undefined) {
    const message = `Parsing OData Select and Expand failed: Could not find a property named '${unknownName}' on type 'microsoft.graph.${type}'.`;
    throw createBadRequest(message);
  }
  return Object.fromEntries(selectedNames.map((name) => [name, properties[name]]));
}

/** @throws GraphError 400 for a query option, such as `$top`, that is not in `supportedOptions`. */
export function rejectUnknownOptions(c: Context, ...supportedOptions: string[]): void {
  const unknownOption = Object.keys(c.req.query()).find(
    (name) => name.startsWith('$') && !supportedOptions.includes(name),
  );
  if (unknownOption === undefined) return;
  throw createUnsupportedQuery(`The emulator does not understand ${unknownOption} here.`);
}

/**
 * Creates one page of a collection, and the link to the next page. `$skiptoken` is opaque to clients, as in Graph.
 * @param size `default` is the page size without `$top`, and `max` the largest accepted `$top`.
 * @throws GraphError 400 for a `$top` out of range, and for a `$skiptoken` that does not come from a next link.
 * @see https://learn.microsoft.com/graph/paging
 */
export function createPage<Item>(
  c: Context,
  items: readonly Item[],
  size: { readonly default: number; readonly max: number },
): { value: Item[]; '@odata.nextLink'?: string } {
  const top = Number(c.req.query('$top') ?? size.default);
  if (!Number.isInteger(top) || top < 1 || top > size.max) {
    throw createUnsupportedQuery(
      `Invalid page size specified: '${c.req.query('$top')}'. Must be between 1 and ${size.max} inclusive.`,
    );
  }
  const firstIndex = readSkipToken(c.req.query('$skiptoken'));
  const value = items.slice(firstIndex, firstIndex + top);
  if (firstIndex + top >= items.length) return { value };
  const nextLink = new URL(c.req.url);
  nextLink.searchParams.set('$skiptoken', Buffer.from(`skip ${firstIndex + top}`).toString('base64url'));
  // `URL` writes `$` as `%24`, but Graph's links have `$`.
  return { '@odata.nextLink': nextLink.href.replaceAll('%24', '$'), value };
}

/** @throws GraphError 400 for query options that Outlook does not support, and for sorting by anything but `order`. */
export function checkMailboxOptions(c: Context, order: string): void {
  rejectUnknownOptions(c, '$select', '$top', '$orderby', '$skiptoken');
  const orderBy = c.req.query('$orderby');
  if (orderBy && orderBy.replace(/ asc$/, '') !== order)
    throw createBadRequest(`Sorting by ${orderBy} is not supported.`);
}

/** Answers with one page of a list in an Outlook mailbox. @param type the name of the items' type in Graph. */
export function sendMailboxPage(c: Context, path: string, items: readonly object[], type: string): Response {
  const { value, ...next } = createPage(c, items, { default: 10, max: 1000 });
  const selection = c.req.query('$select');
  return c.json({
    '@odata.context': createODataContext(c, path, selection),
    ...next,
    value: value.map((item) => selectProperties(item, selection, type, [])),
  });
}

/** @returns the index of a page's first item. */
function readSkipToken(token: string | undefined): number {
  if (token === undefined) return 0;
  const [, index] = /^skip (\d{1,6})$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (index !== undefined) return Number(index);
  const message = 'The specified page token value has expired and can no longer be included in your request.';
  throw new GraphError(400, 'Directory_ExpiredPageToken', message);
}

import type { Context } from 'hono';
import { parseFilter, splitAtWord, readProperty } from './filter.ts';
import { createUnsupportedQuery } from './graphError.ts';
import type { GraphUser } from './user.ts';

/** Splits a display name, or the text of a search for it, into words in lower case. */
const splitIntoWords = (text: string): string[] =>
  text
    .trim()
    .toLowerCase()
    .split(/[\s@.()]+/);

/** Tells whether a term of a `$search` matches a user: the property, or any word of the display name, begins with the text. */
function matchesTerm(user: GraphUser, name: string, text: string): boolean {
  if (name !== 'displayName') return readProperty(user, name).startsWith(text.trim().toLowerCase());
  const searchedWords = splitIntoWords(text).join(' ');
  return splitIntoWords(readProperty(user, name)).some(
    (word, i, words) => words.slice(i).join(' ').startsWith(searchedWords) || word.startsWith(searchedWords),
  );
}

/**
 * Reads a `$search`, such as `"displayName:bo" OR "mail:bo"`.
 * @see https://learn.microsoft.com/graph/search-query-parameter#using-search-on-directory-object-collections
 */
function parseSearch(search: string): (user: GraphUser) => boolean {
  const alternatives = splitAtWord('OR', search, '"').map((alternative) =>
    splitAtWord('AND', alternative, '"').map((term) => {
      const [, name, text] = /^"(\w+):([^"]+)"$/.exec(term) ?? [];
      if (!name || !text)
        throw createUnsupportedQuery('$search takes "property:text", joined by AND and OR.');
      return { name, text };
    }),
  );
  return (user) =>
    alternatives.some((terms) => terms.every(({ name, text }) => matchesTerm(user, name, text)));
}

/** Applies `$orderby`, such as `displayName desc`. The order ignores upper and lower case, as in Entra's directory. */
function sortUsers(users: GraphUser[], orderBy: string): GraphUser[] {
  const [, name, direction] = /^(displayName|userPrincipalName)(?: (asc|desc))?$/.exec(orderBy) ?? [];
  if (!name) throw createUnsupportedQuery(`Sorting by ${orderBy} is not supported.`);
  const sign = direction === 'desc' ? -1 : 1;
  return users.sort((a, b) => sign * readProperty(a, name).localeCompare(readProperty(b, name)));
}

/** @returns whether the request has `ConsistencyLevel: eventual`, which Graph demands for some queries. */
export const isEventual = (c: Context): boolean =>
  c.req.header('consistencylevel')?.toLowerCase() === 'eventual';

/**
 * Applies the query options of a request to a list of users.
 * @throws GraphError 400 for options that are not supported, or that lack `ConsistencyLevel: eventual`.
 * @see https://learn.microsoft.com/graph/query-parameters
 */
export function queryUsers(c: Context, allUsers: readonly GraphUser[]): GraphUser[] {
  const { $search: search, $filter: filter, $orderby: orderBy, $count: count } = c.req.query();
  const allowsEventual = isEventual(c);
  if (search && !allowsEventual) {
    throw createUnsupportedQuery(
      'Request with $search query parameter only works through MSGraph with a special request header: ConsistencyLevel: eventual.',
    );
  }
  const tests = [
    ...(search ? [parseSearch(search)] : []),
    ...(filter ? [parseFilter(filter, allowsEventual && count === 'true')] : []),
  ];
  const users = allUsers.filter((user) => tests.every((test) => test(user)));
  return orderBy ? sortUsers(users, orderBy) : users;
}

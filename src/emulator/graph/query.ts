import type { Context } from 'hono';
import { createUnsupportedQuery, type GraphError } from './graphError.ts';
import type { GraphUser } from './user.ts';

/** Tells whether a user matches a `$filter`, a `$search`, or a part of it. */
type UserTest = (user: GraphUser) => boolean;

const createUnsupportedError = (clause: string): GraphError =>
  createUnsupportedQuery(`Unsupported or invalid query filter clause: ${clause}.`);

/** @returns a property of a user in lower case; the empty string for a property that is absent or not a text. */
function readProperty(user: GraphUser, name: string): string {
  const value = user[name as keyof GraphUser];
  return typeof value === 'string' ? value.toLowerCase() : '';
}

/**
 * Splits a text at a word such as `and`, where it stands outside quotes. The pattern has only one space on each side of the word,
 * because a pattern for any number of spaces would take quadratic time on a text of many spaces.
 */
export function splitAtWord(word: 'and' | 'or' | 'AND' | 'OR', text: string, quote: '"' | "'"): string[] {
  const pieces = text.split(quote);
  const parts = [''];
  for (const [i, piece] of pieces.entries()) {
    // Every second piece is inside quotes.
    const isQuoted = i % 2 === 1;
    const [first = '', ...more] = isQuoted
      ? [`${quote}${piece}${quote}`]
      : piece.split(new RegExp(`\\s${word}\\s`));
    // The first part continues the part that ended at the previous quote.
    parts.push(`${parts.pop()}${first}`, ...more);
  }
  return parts.map((part) => part.trim());
}

/** Matches a text in single quotes. Two quotes stand for one quote in the text. */
const quotedText = "'((?:[^']|'')*)'";
/** The patterns of the supported comparisons. Each captures the name of the property, and then the value. */
const comparisons = {
  startswith: new RegExp(`^startswith\\((\\w+),\\s*${quotedText}\\)$`, 'i'),
  endswith: new RegExp(`^endswith\\((\\w+),\\s*${quotedText}\\)$`, 'i'),
  eq: new RegExp(`^(\\w+) eq ${quotedText}$`, 'i'),
  ne: new RegExp(`^(\\w+) ne ${quotedText}$`, 'i'),
  in: new RegExp(`^(\\w+) in \\((${quotedText}(?:\\s*,\\s*${quotedText})*)\\)$`, 'i'),
};
/** Graph supports these comparisons only as advanced queries: with `ConsistencyLevel: eventual` and `$count=true`. */
const advancedComparisons = new Set(['endswith', 'ne']);

/** Replaces each doubled quote by a single quote. @returns the text in lower case. */
const unquote = (quoted: string): string => quoted.replaceAll("''", "'").toLowerCase();

/** Graph supports every comparison of these properties only as an advanced query. */
const advancedProperties = new Set(['companyname', 'mobilephone', 'officelocation']);

/** Matches a search among a user's business phones: `businessPhones/any(p:p eq '+14255550131')`. */
const phonePattern = new RegExp(`^businessPhones/any\\(\\s*(\\w+):\\s*\\1 eq ${quotedText}\\)$`, 'i');

/** Reads one comparison, such as `mail eq 'bob@fabrikam.example'`. */
function parseComparison(term: string, allowsAdvanced: boolean): UserTest {
  const [, , quotedPhone] = phonePattern.exec(term) ?? [];
  if (quotedPhone !== undefined) {
    const expectedPhone = unquote(quotedPhone);
    return ({ businessPhones }) => businessPhones.some((phone) => phone.toLowerCase() === expectedPhone);
  }
  for (const [kind, pattern] of Object.entries(comparisons)) {
    const [, name, quotedValue] = pattern.exec(term) ?? [];
    if (name === undefined || quotedValue === undefined) continue;
    const isAdvanced = advancedComparisons.has(kind) || advancedProperties.has(name.toLowerCase());
    if (isAdvanced && !allowsAdvanced)
      throw createUnsupportedError(`${term} (it needs ConsistencyLevel and $count)`);
    const expected = unquote(quotedValue);
    // Only the comparison `in` has a list of quoted texts as its value.
    const items = Array.from(quotedValue.matchAll(new RegExp(quotedText, 'g')), ([, item = '']) => item);
    const expectedItems = new Set(items.map(unquote));
    return (user) => {
      const value = readProperty(user, name);
      if (kind === 'startswith') return value.startsWith(expected);
      if (kind === 'endswith') return value.endsWith(expected);
      if (kind === 'in') return expectedItems.has(value);
      return (value === expected) === (kind === 'eq');
    };
  }
  throw createUnsupportedError(term);
}

/**
 * Reads a `$filter`: comparisons, joined by `and` and `or`. It supports the comparisons that people pickers use.
 * @param allowsAdvanced whether the request has `ConsistencyLevel: eventual` and `$count=true`, which some comparisons need.
 * @throws GraphError 400 for other filters.
 * @see https://learn.microsoft.com/graph/aad-advanced-queries
 */
function parseFilter(filter: string, allowsAdvanced: boolean): UserTest {
  const alternatives = splitAtWord('or', filter, "'").map((alternative) =>
    splitAtWord('and', alternative, "'").map((term) => parseComparison(term, allowsAdvanced)),
  );
  return (user) => alternatives.some((terms) => terms.every((matches) => matches(user)));
}

/** Splits a display name, or a text that is searched in it, into words in lower case. */
const splitIntoWords = (text: string): string[] =>
  text
    .trim()
    .toLowerCase()
    .split(/[\s@.()]+/);

/** Tells whether a user's property begins with a text. In the display name, the text may also begin at a later word. */
function matchesTerm(user: GraphUser, name: string, text: string): boolean {
  if (name !== 'displayName') return readProperty(user, name).startsWith(text.trim().toLowerCase());
  const searchedWords = splitIntoWords(text).join(' ');
  return splitIntoWords(readProperty(user, name)).some((_, i, words) =>
    words.slice(i).join(' ').startsWith(searchedWords),
  );
}

/**
 * Reads a `$search`, such as `"displayName:bo" OR "mail:bo"`.
 * @see https://learn.microsoft.com/graph/search-query-parameter#using-search-on-directory-object-collections
 */
function parseSearch(search: string): UserTest {
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

/** Sorts the users by an `$orderby` such as `displayName desc`. As in Entra, the order ignores upper and lower case. */
function sortUsers(users: GraphUser[], orderBy: string): GraphUser[] {
  const [, name, direction] = /^(displayName|userPrincipalName)(?: (asc|desc))?$/.exec(orderBy) ?? [];
  if (!name) throw createUnsupportedQuery(`Sorting by ${orderBy} is not supported.`);
  const sign = direction === 'desc' ? -1 : 1;
  return users.sort((a, b) => sign * readProperty(a, name).localeCompare(readProperty(b, name)));
}

/** @returns whether the request has the header `ConsistencyLevel: eventual`, which Graph demands for some queries. */
export const isEventual = (c: Context): boolean =>
  c.req.header('consistencylevel')?.toLowerCase() === 'eventual';

/**
 * Applies the query options of a request to a list of users.
 * @throws GraphError 400 for options that are not supported, or that lack `ConsistencyLevel: eventual`.
 * @see https://learn.microsoft.com/graph/query-parameters
 */
export function queryUsers(c: Context, allUsers: readonly GraphUser[]): GraphUser[] {
  const { $search: search, $filter: filter, $orderby: orderBy, $count: count } = c.req.query();
  if (search && !isEventual(c)) {
    throw createUnsupportedQuery(
      'Request with $search query parameter only works through MSGraph with a special request header: ConsistencyLevel: eventual.',
    );
  }
  const tests = [
    ...(search ? [parseSearch(search)] : []),
    ...(filter ? [parseFilter(filter, isEventual(c) && count === 'true')] : []),
  ];
  const users = allUsers.filter((user) => tests.every((test) => test(user)));
  return orderBy ? sortUsers(users, orderBy) : users;
}

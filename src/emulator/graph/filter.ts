import { createUnsupportedQuery, type GraphError } from './graphError.ts';
import type { GraphUser } from './user.ts';

/** Tells whether a user matches a filter, or one comparison of a filter. */
type UserTest = (user: GraphUser) => boolean;

const createUnsupportedError = (clause: string): GraphError =>
  createUnsupportedQuery(`Unsupported or invalid query filter clause: ${clause}.`);

/** @returns a property of a user in lower case; the empty string for a property that is absent or not a text. */
export function readProperty(user: GraphUser, name: string): string {
  const value = user[name as keyof GraphUser];
  return typeof value === 'string' ? value.toLowerCase() : '';
}

/**
 * Splits a text at each place where a word stands outside quotes. The pattern has one space on each side of the word: a pattern
 * for any number of spaces would take quadratic time on a text of many spaces.
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
/** Graph supports these comparisons only with `ConsistencyLevel: eventual` and `$count=true`. */
const advancedComparisons = new Set(['endswith', 'ne']);

/** Replaces each doubled quote by a single quote. @returns the text in lower case. */
const unquote = (quoted: string): string => quoted.replaceAll("''", "'").toLowerCase();

/** Graph supports every comparison of these properties only with `ConsistencyLevel: eventual` and `$count=true`. */
const advancedProperties = new Set(['companyname', 'mobilephone', 'officelocation']);

/** Matches a search among a user's business phones: `businessPhones/any(p:p eq '+14255550131')`. */
const phonePattern = new RegExp(`^businessPhones/any\\(\\s*(\\w+):\\s*\\1 eq ${quotedText}\\)$`, 'i');

/** Reads one comparison, such as `mail eq 'bob@fabrikam.example'`. */
function parseComparison(term: string, isEventual: boolean): UserTest {
  const [, , quotedPhone] = phonePattern.exec(term) ?? [];
  if (quotedPhone !== undefined) {
    const expectedPhone = unquote(quotedPhone);
    return ({ businessPhones }) => businessPhones.some((phone) => phone.toLowerCase() === expectedPhone);
  }
  for (const [kind, pattern] of Object.entries(comparisons)) {
    const [, name, quotedValue] = pattern.exec(term) ?? [];
    if (name === undefined || quotedValue === undefined) continue;
    const isAdvanced = advancedComparisons.has(kind) || advancedProperties.has(name.toLowerCase());
    if (isAdvanced && !isEventual)
      throw createUnsupportedError(`${term} (it needs ConsistencyLevel and $count)`);
    const expected = unquote(quotedValue);
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
 * @param isEventual whether the request has `ConsistencyLevel: eventual` and `$count=true`, which some comparisons need.
 * @throws GraphError 400 for other filters.
 * @see https://learn.microsoft.com/graph/aad-advanced-queries
 */
export function parseFilter(filter: string, isEventual: boolean): UserTest {
  const alternatives = splitAtWord('or', filter, "'").map((alternative) =>
    splitAtWord('and', alternative, "'").map((term) => parseComparison(term, isEventual)),
  );
  return (user) => alternatives.some((terms) => terms.every((matches) => matches(user)));
}

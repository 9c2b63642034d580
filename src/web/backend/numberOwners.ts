import * as z from 'zod/mini';
import { toSingleLine } from '../base/toSingleLine.ts';
import type { NumberNameSources } from '../people/numberNames.ts';
import { createBatchedGet } from './batch.ts';
import type { Graph } from './graph.ts';

const Users = z.object({ value: z.array(z.object({ displayName: z.string() })) });

/** The longest name that is shown. */
const maxCharacters = 120;

/**
 * Creates the function that finds the colleague who has a phone number. The directory compares numbers as texts, so the request
 * names each usual spelling.
 * @param scopes must include `User.Read.All`
 * @see https://learn.microsoft.com/graph/aad-advanced-queries
 */
export function createNumberOwnerSource(graph: Graph, scopes: string[]): NumberNameSources['findColleague'] {
  // Graph demands this header, and `$count`, for a filter by `mobilePhone`.
  const get = createBatchedGet(graph, scopes, { headers: { consistencylevel: 'eventual' } });
  return async (spellings) => {
    const users = Users.safeParse((await get(toUrl(spellings)))?.body);
    const name = users.data?.value[0]?.displayName;
    return name === undefined ? null : toSingleLine(name, maxCharacters);
  };
}

function toUrl(spellings: readonly string[]): string {
  // In a filter, two quotes stand for one.
  const quoted = spellings.map((spelling) => `'${spelling.replaceAll("'", "''")}'`);
  const filter = quoted
    .flatMap((text) => [`businessPhones/any(p:p eq ${text})`, `mobilePhone eq ${text}`])
    .join(' or ');
  return `/users?$count=true&$top=1&$select=displayName&$filter=${encodeURIComponent(filter)}`;
}

import * as z from 'zod/mini';
import { createAnswers, keepUnlessUnavailable } from '../base/answers.ts';
import type { Directory, LookUpResult, Person } from '../people/people.ts';
import { createBatchedGet } from './batch.ts';
import { readBody, type Graph, optionalText, toText } from './graph.ts';

/** @see https://learn.microsoft.com/graph/api/resources/user */
const GraphUser = z.object({
  id: z.string(),
  displayName: optionalText,
  userPrincipalName: optionalText,
  jobTitle: optionalText,
  department: optionalText,
});
const GraphUsers = z.object({ value: z.array(GraphUser) });

const selectParameter = '$select=id,displayName,userPrincipalName,jobTitle';
const toPerson = (user: z.infer<typeof GraphUser>): Person => {
  const department = toText(user.department);
  return {
    oid: user.id.toLowerCase(),
    name: toText(user.displayName) ?? toText(user.userPrincipalName) ?? user.id,
    upn: toText(user.userPrincipalName),
    jobTitle: toText(user.jobTitle),
    ...(department !== null && { department }),
  };
};

/** Matches a guest's UPN, such as `gina_partner.com#EXT#@tenant.onmicrosoft.com`. */
const guestUpnPattern = /#EXT#@/i;

/**
 * Tells by the sign-in name whether a person is a guest of the tenant, because with `User.ReadBasic.All` Graph hides `userType`.
 * @returns `null` if the directory did not say
 */
export const readIsGuest = (result: LookUpResult): boolean | null =>
  typeof result === 'string' || result.upn === null ? null : guestUpnPattern.test(result.upn);

/** The most people that a search returns, because the list of suggestions is short. */
const maxResults = 8;
/** How many searches keep their results: when the user deletes a letter in the search box, a kept result saves a request. */
const maxKeptSearches = 50;

/** A search finds the people of whom one of these properties begins with the text. */
const basicProperties = ['displayName', 'userPrincipalName', 'mail'];
/** The properties to search if the app may read colleagues' profiles. */
const profileProperties = [...basicProperties, 'jobTitle', 'department', 'mobilePhone'];

/**
 * Creates the functions that find people in the user's tenant.
 * @param scopes must include `User.ReadBasic.All`
 * @param getProfileScopes returns scopes that include `User.Read.All`; `null` without the user's consent
 * @see https://learn.microsoft.com/graph/api/user-list
 */
export function createDirectory(
  graph: Graph,
  scopes: string[],
  getProfileScopes: () => string[] | null = () => null,
): Directory {
  const get = createBatchedGet(graph, scopes, { sendsOneAlone: true });
  /** The answers to look-ups, by the object id or UPN in lower case. */
  const lookUps = createAnswers(async (oidOrUpn): Promise<LookUpResult> => {
    const answer = await get(`/users/${encodeURIComponent(oidOrUpn)}?${selectParameter}`);
    if (answer?.status === 404) return 'unknown';
    const user = GraphUser.safeParse(answer?.body);
    return user.success ? toPerson(user.data) : 'unavailable';
  }, keepUnlessUnavailable);
  /** When the next search may be sent, in milliseconds since 1970. */
  let busyUntil = 0;
  /** The results, oldest first, by the searched text and whether profiles were searched. */
  const searchResults = new Map<string, readonly Person[]>();

  return {
    find: (oidOrUpn) => lookUps.find(oidOrUpn.toLowerCase()),

    async search(text, signal) {
      const profileScopes = getProfileScopes();
      const searchedText = text.trim().toLowerCase();
      const key = `${profileScopes !== null} ${searchedText}`;
      const keptResult = searchResults.get(key);
      if (keptResult) return keptResult;
      if (Date.now() < busyUntil) return 'busy';
      // A quotation mark or backslash would end the term, and Graph has no way to escape it.
      const term = searchedText.replaceAll(/["\\]/g, ' ');
      const properties = profileScopes ? profileProperties : basicProperties;
      const terms = properties.map((property) => `"${property}:${term}"`);
      const select = selectParameter + (profileScopes ? ',department' : '');
      const query = `${select}&$top=${maxResults}&$search=${encodeURIComponent(terms.join(' OR '))}`;
      const answer = await graph(`/users?${query}`, {
        scopes: profileScopes ?? scopes,
        signal,
        // Graph demands this header for `$search`.
        headers: { consistencylevel: 'eventual' },
      });
      if (!answer.ok) busyUntil = Date.now() + (answer.retryAfterSeconds ?? 0) * 1000;
      const users = await readBody(answer, GraphUsers);
      if (typeof users === 'string') return users;
      const people = users.value.map(toPerson);
      for (const person of people) lookUps.keep(person.oid, person);
      searchResults.set(key, people);
      const [oldestKey] = searchResults.keys();
      if (searchResults.size > maxKeptSearches && oldestKey !== undefined) searchResults.delete(oldestKey);
      return people;
    },
  };
}

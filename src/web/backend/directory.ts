import * as z from 'zod/mini';
import type { Directory, LookUpResult, Person } from '../people/people.ts';
import { GraphUser, selectParameter, toPerson } from './directoryPerson.ts';
import type { Graph } from './graph.ts';
import { createPersonSource } from './personSource.ts';

const GraphUsers = z.object({ value: z.array(GraphUser) });

/** The number of people that a search returns, because the list of suggestions is short. */
const maxResults = 8;
/** The number of searches whose results are kept. With them, deleting a letter in the search box needs no request. */
const maxKeptSearches = 50;

/** The properties in which a search looks for the beginning of the text. */
const basicProperties = ['displayName', 'userPrincipalName', 'mail'];
/** The properties in which a search looks if it may read the profiles of colleagues. */
const profileProperties = [...basicProperties, 'jobTitle', 'department', 'mobilePhone'];

/**
 * Creates the functions that find people of the tenant through Microsoft Graph.
 * @param scopes must include `User.ReadBasic.All`
 * @param getProfileScopes returns scopes that include `User.Read.All`, with which a search also finds job titles,
 * departments and mobile numbers; `null` if the user has not consented to them
 * @see https://learn.microsoft.com/graph/api/user-list
 */
export function createDirectory(
  graph: Graph,
  scopes: string[],
  getProfileScopes: () => string[] | null = () => null,
): Directory {
  /** Maps an object id or UPN, in small letters, to the directory's answer. */
  const answers = new Map<string, Promise<LookUpResult>>();
  /** When the next search may be sent, if Graph was busy. In milliseconds since 1970. */
  let busyUntil = 0;
  /** Maps the text of a search to the people whom it found. The oldest search is first. */
  const searchResults = new Map<string, readonly Person[]>();

  const requestPerson = createPersonSource(graph, scopes);

  return {
    /** Looks a person up. Later calls return the same answer, unless it is `unavailable`. */
    find(oidOrUpn) {
      const key = oidOrUpn.toLowerCase();
      const pendingAnswer = answers.get(key) ?? requestPerson(key);
      answers.set(key, pendingAnswer);
      void pendingAnswer.then((answer) => {
        if (answer === 'unavailable') answers.delete(key);
      });
      return pendingAnswer;
    },

    /**
     * Finds people by the beginning of their name or e-mail address, and with the consent to profiles also of their job
     * title, department or mobile number. The best match is first.
     * @param signal aborts the search
     */
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
      const query = `${selectParameter}&$top=${maxResults}&$search=${encodeURIComponent(terms.join(' OR '))}`;
      const answer = await graph(`/users?${query}`, {
        scopes: profileScopes ?? scopes,
        signal,
        // Graph demands this header for `$search`.
        headers: { consistencylevel: 'eventual' },
      });
      if (!answer.ok) {
        // `retryAfter` is in seconds.
        busyUntil = Date.now() + (answer.retryAfter ?? 0) * 1000;
        return answer.reason;
      }
      const users = GraphUsers.safeParse(await answer.response.json().catch(() => null));
      if (!users.success) return 'unavailable';
      const people = users.data.value.map(toPerson);
      for (const person of people) answers.set(person.oid, Promise.resolve(person));
      searchResults.set(key, people);
      for (const oldestText of searchResults.keys())
        if (searchResults.size > maxKeptSearches) searchResults.delete(oldestText);
      return people;
    },
  };
}

import * as z from 'zod/mini';
import type { Graph, GraphFailure } from './graph.ts';

/** A person in the directory of the tenant. */
export interface DirectoryPerson {
  readonly oid: string;
  readonly name: string;
  readonly upn: string | null;
  readonly jobTitle: string | null;
}

/** `unknown`: the directory has no such person. `unavailable`: the directory did not answer. */
export type LookUp = DirectoryPerson | 'unknown' | 'unavailable';

/** The people that a search found, or why it failed. */
export type Search = readonly DirectoryPerson[] | GraphFailure;

const optionalText = z.optional(z.nullable(z.string()));
const GraphUser = z.object({
  id: z.string(),
  displayName: optionalText,
  userPrincipalName: optionalText,
  jobTitle: optionalText,
});
const GraphUsers = z.object({ value: z.array(GraphUser) });

/** Characters that break a line or change the direction of the text around them. Names may contain them. */
const disruptive = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
/** A directory allows names of 256 characters. */
const oneLine = (value: string) => value.slice(0, 256).replaceAll(disruptive, ' ').trim();

const select = '$select=id,displayName,userPrincipalName,jobTitle';
const toPerson = (user: z.infer<typeof GraphUser>): DirectoryPerson => ({
  oid: user.id.toLowerCase(),
  name: oneLine(user.displayName ?? '') || oneLine(user.userPrincipalName ?? '') || user.id,
  upn: oneLine(user.userPrincipalName ?? '') || null,
  jobTitle: oneLine(user.jobTitle ?? '') || null,
});

const maxResults = 8;
/** Searches whose results are remembered, so that deleting a letter needs no request. */
const maxRemembered = 50;

/**
 * Finds people of the tenant by Microsoft Graph.
 * @param scopes must include `User.ReadBasic.All`
 * @see https://learn.microsoft.com/graph/api/user-list
 */
export function createDirectory(graph: Graph, scopes: string[]) {
  const known = new Map<string, Promise<LookUp>>();
  /** When Graph may be asked again after it was busy, in milliseconds since 1970. */
  let busyUntil = 0;
  const searches = new Map<string, readonly DirectoryPerson[]>();

  const ask = async (id: string): Promise<LookUp> => {
    const answer = await graph(`/users/${encodeURIComponent(id)}?${select}`, { scopes });
    if (!answer.ok) return answer.reason === 'notFound' ? 'unknown' : 'unavailable';
    const user = GraphUser.safeParse(await answer.response.json().catch(() => null));
    return user.success ? toPerson(user.data) : 'unavailable';
  };

  return {
    /** Looks a person up. The answer is remembered unless it is `unavailable`. @param id an object id or a UPN */
    find(id: string): Promise<LookUp> {
      const key = id.toLowerCase();
      const pending = known.get(key) ?? ask(key);
      known.set(key, pending);
      void pending.then((answer) => {
        if (answer === 'unavailable') known.delete(key);
      });
      return pending;
    },

    /** Finds people by the beginning of their name or address, best match first. @param signal aborts the search */
    async search(text: string, signal: AbortSignal): Promise<Search> {
      const key = text.trim().toLowerCase();
      const before = searches.get(key);
      if (before) return before;
      if (Date.now() < busyUntil) return 'busy';
      // A quotation mark would end the term, and Graph has no way to escape it.
      const term = key.replaceAll(/["\\]/g, ' ');
      const terms = ['displayName', 'userPrincipalName', 'mail'].map((property) => `"${property}:${term}"`);
      const query = `${select}&$top=${maxResults}&$search=${encodeURIComponent(terms.join(' OR '))}`;
      const answer = await graph(`/users?${query}`, {
        scopes,
        signal,
        headers: { consistencylevel: 'eventual' },
      });
      if (!answer.ok) {
        busyUntil = Date.now() + (answer.retryAfter ?? 0) * 1000;
        return answer.reason;
      }
      const users = GraphUsers.safeParse(await answer.response.json().catch(() => null));
      if (!users.success) return 'unavailable';
      const people = users.data.value.map(toPerson);
      for (const person of people) known.set(person.oid, Promise.resolve(person));
      searches.set(key, people);
      for (const oldest of searches.keys()) if (searches.size > maxRemembered) searches.delete(oldest);
      return people;
    },
  };
}

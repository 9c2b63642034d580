import * as z from 'zod/mini';
import type { Graph, GraphFailure } from './graph.ts';

/** A colleague as the directory knows them. */
export interface DirectoryPerson {
  readonly oid: string;
  readonly name: string;
  readonly upn: string | null;
  readonly jobTitle: string | null;
}

/** `unknown`: the directory answered that there is nobody. `unavailable`: it could not be asked. */
export type LookUp = DirectoryPerson | 'unknown' | 'unavailable';

/** What a search found, or why there was none. */
export type Search = readonly DirectoryPerson[] | GraphFailure;

const text = z.optional(z.nullable(z.string()));
const GraphUser = z.object({ id: z.string(), displayName: text, userPrincipalName: text, jobTitle: text });
const GraphUsers = z.object({ value: z.array(GraphUser) });

/** What turns the writing around it, or breaks a line: people choose their own names. */
const disorder = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
/** A directory's own limit is 256 characters. */
const oneLine = (value: string) => value.slice(0, 256).replaceAll(disorder, ' ').trim();

const select = '$select=id,displayName,userPrincipalName,jobTitle';
const toPerson = (user: z.infer<typeof GraphUser>): DirectoryPerson => ({
  oid: user.id.toLowerCase(),
  name: oneLine(user.displayName ?? '') || oneLine(user.userPrincipalName ?? '') || user.id,
  upn: oneLine(user.userPrincipalName ?? '') || null,
  jobTitle: oneLine(user.jobTitle ?? '') || null,
});

const atMost = 8;
/** How many searches are remembered: going back a letter costs nothing. */
const remembered = 50;

/**
 * The people of the organisation, by Microsoft Graph.
 * @param scopes with `User.ReadBasic.All` among them
 * @see https://learn.microsoft.com/graph/api/user-list
 */
export function createDirectory(graph: Graph, scopes: string[]) {
  const known = new Map<string, Promise<LookUp>>();
  /** Graph said it is busy until then, in milliseconds since 1970. */
  let busyUntil = 0;
  const searches = new Map<string, readonly DirectoryPerson[]>();

  const ask = async (id: string): Promise<LookUp> => {
    const answer = await graph(`/users/${encodeURIComponent(id)}?${select}`, { scopes });
    if (!answer.ok) return answer.why === 'notFound' ? 'unknown' : 'unavailable';
    const user = GraphUser.safeParse(await answer.response.json().catch(() => null));
    return user.success ? toPerson(user.data) : 'unavailable';
  };

  return {
    /** Looks a person up, once. @param id an Entra object id or a user principal name */
    find(id: string): Promise<LookUp> {
      const key = id.toLowerCase();
      const pending = known.get(key) ?? ask(key);
      known.set(key, pending);
      void pending.then((answer) => {
        if (answer === 'unavailable') known.delete(key);
      });
      return pending;
    },

    /** Everyone whose name or address matches, best first. @param signal of a search that is no longer wanted */
    async search(wanted: string, signal: AbortSignal): Promise<Search> {
      const key = wanted.trim().toLowerCase();
      const before = searches.get(key);
      if (before) return before;
      if (Date.now() < busyUntil) return 'busy';
      // A quotation mark would end the term; Graph knows no way to write one inside.
      const term = key.replaceAll(/["\\]/g, ' ');
      const terms = ['displayName', 'userPrincipalName', 'mail'].map((property) => `"${property}:${term}"`);
      const query = `${select}&$top=${atMost}&$search=${encodeURIComponent(terms.join(' OR '))}`;
      const answer = await graph(`/users?${query}`, {
        scopes,
        signal,
        headers: { consistencylevel: 'eventual' },
      });
      if (!answer.ok) {
        busyUntil = Date.now() + (answer.retryAfter ?? 0) * 1000;
        return answer.why;
      }
      const users = GraphUsers.safeParse(await answer.response.json().catch(() => null));
      if (!users.success) return 'unavailable';
      const people = users.data.value.map(toPerson);
      for (const person of people) known.set(person.oid, Promise.resolve(person));
      searches.set(key, people);
      for (const oldest of searches.keys()) if (searches.size > remembered) searches.delete(oldest);
      return people;
    },
  };
}

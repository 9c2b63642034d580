import { loadPart } from '../base/loadPart.ts';
import type { Favourite } from '../people/favourites.ts';

const requestTimeoutMs = 10_000;

/**
 * Creates the function that reads the list of people that the administrator gives to all users.
 * @param path `sharedFavourites` of `config.json`
 * @returns `unavailable` if the list may be there later, or another word that tells the administrator what is wrong
 */
export function createSharedFavouritesSource(path: string): () => Promise<readonly Favourite[] | string> {
  return async () => {
    try {
      // A redirect leads to a page for people, such as a sign-in.
      const signal = AbortSignal.timeout(requestTimeoutMs);
      const response = await fetch(path, { cache: 'no-cache', redirect: 'manual', signal });
      if (response.status >= 500 || response.status === 429) return 'unavailable';
      if (!response.ok) return response.status === 0 ? 'redirect' : `${response.status}`;
      const text = await response.text();
      // The code that reads lists is a chunk of its own, which most users do not need.
      const load = () => import('../lists/readSharedPeople.ts');
      return (await loadPart(load, 'readSharedPeople')).readSharedPeople(text);
    } catch {
      return 'unavailable';
    }
  };
}

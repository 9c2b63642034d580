/** Width and height in pixels: 48 for lists, 96 for a single person. */
export type PhotoSize = 48 | 96;

/** Photos of people as `blob:` URLs. When many photos are unwatched, the oldest ones are released. */
export interface Photos {
  /** @returns the URL of the photo; `null` if the person has none, or until it is fetched */
  readonly get: (oid: string, size: PhotoSize) => string | null;
  /** Fetches the photo if necessary, and calls `listener` when it is there. @returns the function that stops watching */
  readonly watch: (oid: string, size: PhotoSize, listener: () => void) => () => void;
  /** Releases all photos. */
  readonly close: () => void;
}

interface Entry {
  url: string | null;
  readonly watchers: Set<() => void>;
  /** The earliest time of the next fetch, in milliseconds since 1970. */
  retryAt: number;
}

/** The number of unwatched photos that are kept, because the user may scroll back in a long list. */
const maxUnwatched = 200;
/** Milliseconds from a failed fetch to the earliest next one. */
const retryAfterMs = 60_000;

/** @param fetchPhoto fetches a photo. It is not called again for a person whose answer was `none`. */
export function createPhotos(
  fetchPhoto: (oid: string, size: PhotoSize) => Promise<Blob | 'none' | 'unavailable'>,
): Photos {
  /** The photos, in the order in which they were last watched. */
  const entries = new Map<string, Entry>();
  let isClosed = false;

  const fetchInto = async (entry: Entry, oid: string, size: PhotoSize) => {
    entry.retryAt = Number.POSITIVE_INFINITY;
    const photo = await fetchPhoto(oid, size);
    if (photo === 'unavailable') entry.retryAt = Date.now() + retryAfterMs;
    if (typeof photo === 'string' || isClosed) return;
    entry.url = URL.createObjectURL(photo);
    for (const watcher of entry.watchers) watcher();
  };
  const release = (key: string, { url }: Entry) => {
    entries.delete(key);
    if (url !== null) URL.revokeObjectURL(url);
  };
  const releaseOldest = () => {
    const unwatched = [...entries].filter(([, { watchers, url }]) => watchers.size === 0 && url !== null);
    for (const [key, entry] of unwatched.slice(0, Math.max(0, unwatched.length - maxUnwatched)))
      release(key, entry);
  };

  return {
    get: (oid, size) => entries.get(`${oid} ${size}`)?.url ?? null,
    watch(oid, size, listener) {
      const key = `${oid} ${size}`;
      const entry = entries.get(key) ?? { url: null, watchers: new Set(), retryAt: 0 };
      entries.delete(key);
      entries.set(key, entry);
      entry.watchers.add(listener);
      if (entry.url === null && Date.now() >= entry.retryAt) void fetchInto(entry, oid, size);
      return () => {
        entry.watchers.delete(listener);
        releaseOldest();
      };
    },
    close() {
      isClosed = true;
      for (const [key, entry] of entries) release(key, entry);
    },
  };
}

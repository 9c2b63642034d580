/** In pixels: 48 for lists, 96 for a single person. */
export type PhotoSize = 48 | 96;

/** Portraits as addresses of this page (`blob:`). Photos that no component watches are released, the oldest first. */
export interface Photos {
  /** @returns `null` while there is no photo, or none has been fetched yet */
  readonly get: (oid: string, size: PhotoSize) => string | null;
  /** Fetches it unless it is there. @returns the unsubscribe */
  readonly watch: (oid: string, size: PhotoSize, listener: () => void) => () => void;
  readonly close: () => void;
}

interface Entry {
  url: string | null;
  readonly watchers: Set<() => void>;
  /** Not fetched again before this time, in milliseconds since 1970. */
  retryAt: number;
}

/** How many unwatched photos are kept, because the user may scroll back in a long list. */
const maxUnwatched = 200;
/** Milliseconds until a photo that could not be fetched is fetched again. */
const retryAfterMs = 60_000;

/** @param fetchPhoto asks a directory; `none` is final */
export function createPhotos(
  fetchPhoto: (oid: string, size: PhotoSize) => Promise<Blob | 'none' | 'unavailable'>,
): Photos {
  /** The photo that was watched last is last. */
  const entries = new Map<string, Entry>();
  let isClosed = false;

  const fill = async (entry: Entry, oid: string, size: PhotoSize) => {
    entry.retryAt = Number.POSITIVE_INFINITY;
    const photo = await fetchPhoto(oid, size);
    if (photo === 'unavailable') entry.retryAt = Date.now() + retryAfterMs;
    if (typeof photo === 'string' || isClosed) return;
    entry.url = URL.createObjectURL(photo);
    for (const watcher of entry.watchers) watcher();
  };
  const giveUp = (key: string, { url }: Entry) => {
    entries.delete(key);
    if (url !== null) URL.revokeObjectURL(url);
  };
  const tidy = () => {
    const unwatched = [...entries].filter(([, { watchers, url }]) => watchers.size === 0 && url !== null);
    for (const [key, entry] of unwatched.slice(0, Math.max(0, unwatched.length - maxUnwatched)))
      giveUp(key, entry);
  };

  return {
    get: (oid, size) => entries.get(`${oid} ${size}`)?.url ?? null,
    watch(oid, size, listener) {
      const key = `${oid} ${size}`;
      const entry = entries.get(key) ?? { url: null, watchers: new Set(), retryAt: 0 };
      entries.delete(key);
      entries.set(key, entry);
      entry.watchers.add(listener);
      if (entry.url === null && Date.now() >= entry.retryAt) void fill(entry, oid, size);
      return () => {
        entry.watchers.delete(listener);
        tidy();
      };
    },
    close() {
      isClosed = true;
      for (const [key, entry] of entries) giveUp(key, entry);
    },
  };
}

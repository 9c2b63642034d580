/** In pixels: for lists, and for where one person is the matter. */
export type PhotoSize = 48 | 96;

/** Portraits as addresses of this page (`blob:`). What nobody looks at any more is given up in the end. */
export interface Photos {
  /** @returns `null` while there is none, or nobody knows yet */
  readonly get: (oid: string, size: PhotoSize) => string | null;
  /** Fetches it unless it is there. @returns the unsubscribe */
  readonly watch: (oid: string, size: PhotoSize, listener: () => void) => () => void;
  readonly close: () => void;
}

interface Entry {
  url: string | null;
  readonly watchers: Set<() => void>;
  /** Before this time it is not asked for, in milliseconds since 1970. */
  restsUntil: number;
}

/** How many are kept for nobody: a long list may be scrolled back. */
const spare = 200;
/** After a failure, in milliseconds. */
const rest = 60_000;

/** @param fetchPhoto asks a directory; `none` is final */
export function createPhotos(
  fetchPhoto: (oid: string, size: PhotoSize) => Promise<Blob | 'none' | 'unavailable'>,
): Photos {
  /** The one looked at last is last. */
  const entries = new Map<string, Entry>();
  let isClosed = false;

  const fill = async (entry: Entry, oid: string, size: PhotoSize) => {
    entry.restsUntil = Number.POSITIVE_INFINITY;
    const photo = await fetchPhoto(oid, size);
    if (photo === 'unavailable') entry.restsUntil = Date.now() + rest;
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
    for (const [key, entry] of unwatched.slice(0, Math.max(0, unwatched.length - spare))) giveUp(key, entry);
  };

  return {
    get: (oid, size) => entries.get(`${oid} ${size}`)?.url ?? null,
    watch(oid, size, listener) {
      const key = `${oid} ${size}`;
      const entry = entries.get(key) ?? { url: null, watchers: new Set(), restsUntil: 0 };
      entries.delete(key);
      entries.set(key, entry);
      entry.watchers.add(listener);
      if (entry.url === null && Date.now() >= entry.restsUntil) void fill(entry, oid, size);
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

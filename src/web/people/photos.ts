/** Width and height in pixels: 48 for lists, 96 for a single person. Graph has both sizes. */
export type PhotoSize = 48 | 96;

/** `none`: the person has no photo. `unavailable`: Graph did not answer. */
export type PhotoAnswer = Blob | 'none' | 'unavailable';

/** Fetches a photo from Microsoft Graph (`backend/photos.ts`). */
export type FetchPhoto = (oid: string, size: PhotoSize) => Promise<PhotoAnswer>;

interface Entry {
  /** `null` until the photo is fetched, and if there is no photo. */
  url: string | null;
  readonly watchers: Set<() => void>;
  /** From when on the photo may be fetched, in milliseconds since 1970; `Infinity` while a fetch runs and after an answer. */
  retryAt: number;
}

/** How many photos that no component shows stay in memory: the user may scroll back in a long list. */
const maxUnwatched = 200;
/** Milliseconds after a failed fetch until the photo may be fetched again. */
const retryAfterMs = 60_000;

/** Creates the access to people's photos as `blob:` URLs. A component watches a photo while it shows the photo. */
export function createPhotos(fetchPhoto: FetchPhoto) {
  /** Maps `<object id> <size>` to a photo. The photo that was watched last is the last entry. */
  const entries = new Map<string, Entry>();
  let isClosed = false;

  const fetchPhotoInto = async (entry: Entry, oid: string, size: PhotoSize) => {
    entry.retryAt = Number.POSITIVE_INFINITY;
    const photo = await fetchPhoto(oid, size);
    if (photo === 'unavailable') entry.retryAt = Date.now() + retryAfterMs;
    if (typeof photo === 'string' || isClosed) return;
    entry.url = URL.createObjectURL(photo);
    for (const watcher of entry.watchers) watcher();
  };
  const releasePhoto = (key: string, { url }: Entry) => {
    entries.delete(key);
    if (url !== null) URL.revokeObjectURL(url);
  };
  const releaseOldestPhotos = () => {
    const unwatched = [...entries].filter(([, { watchers, url }]) => watchers.size === 0 && url !== null);
    for (const [key, entry] of unwatched.slice(0, Math.max(0, unwatched.length - maxUnwatched)))
      releasePhoto(key, entry);
  };

  return {
    /** @returns the URL of the photo; `null` if the person has no photo, and until the photo is fetched */
    get: (oid: string, size: PhotoSize): string | null => entries.get(`${oid} ${size}`)?.url ?? null,
    /** Fetches the photo if necessary, and calls `listener` when it is fetched. @returns the function that stops watching */
    watch(oid: string, size: PhotoSize, listener: () => void): () => void {
      const key = `${oid} ${size}`;
      const entry = entries.get(key) ?? { url: null, watchers: new Set(), retryAt: 0 };
      // Moves the entry to the end of the map.
      entries.delete(key);
      entries.set(key, entry);
      entry.watchers.add(listener);
      if (entry.url === null && Date.now() >= entry.retryAt) void fetchPhotoInto(entry, oid, size);
      return () => {
        entry.watchers.delete(listener);
        releaseOldestPhotos();
      };
    },
    close(): void {
      isClosed = true;
      for (const [key, entry] of entries) releasePhoto(key, entry);
    },
  };
}

export type Photos = ReturnType<typeof createPhotos>;

import { expect, test, vi } from 'vitest';
import { createPhotos, type Photos } from './photos.ts';

const created = vi.spyOn(URL, 'createObjectURL');
const revoked = vi.spyOn(URL, 'revokeObjectURL');

/** Watches a photo, and waits until it is fetched. */
const watchPhoto = async (photos: Photos, oid: string) => {
  const stop = photos.watch(oid, 48, () => {});
  await Promise.resolve();
  await Promise.resolve();
  return stop;
};

test('fetches a photo once, keeps it for a while, and revokes its URL in the end', async () => {
  created.mockClear();
  const fetchPhoto = vi.fn(async () => new Blob(['x']));
  const photos = createPhotos(fetchPhoto);
  (await watchPhoto(photos, 'a'))();
  (await watchPhoto(photos, 'a'))();
  expect(fetchPhoto).toHaveBeenCalledTimes(1);
  expect(photos.get('a', 48)).toMatch(/^blob:/);
  for (let index = 0; index < 200; index++) (await watchPhoto(photos, `other ${index}`))();
  expect(photos.get('a', 48)).toBeNull();
  photos.close();
  expect(revoked).toHaveBeenCalledTimes(created.mock.calls.length);
});

test('fetches a photo again a minute after a failure, and never for a person who has none', async () => {
  vi.useFakeTimers();
  for (const [answer, times] of [
    ['none', 1],
    ['unavailable', 2],
  ] as const) {
    const fetchPhoto = vi.fn(async () => answer);
    const photos = createPhotos(fetchPhoto);
    (await watchPhoto(photos, 'a'))();
    (await watchPhoto(photos, 'a'))();
    expect(fetchPhoto).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(60_000);
    (await watchPhoto(photos, 'a'))();
    expect([answer, fetchPhoto.mock.calls.length]).toEqual([answer, times]);
    expect(photos.get('a', 48)).toBeNull();
  }
  vi.useRealTimers();
});

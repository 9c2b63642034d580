import { expect, test, vi } from 'vitest';
import { createPhotos, type Photos } from './photos.ts';

/** Watches a photo of 48 pixels, and waits until it is fetched. @returns the function that stops watching */
const watchPhoto = async (photos: Photos, oid: string) => {
  const stop = photos.watch(oid, 48, () => {});
  await Promise.resolve();
  await Promise.resolve();
  return stop;
};

test('fetches a photo once, keeps it until 200 other photos have been watched after it, and revokes every URL in the end', async () => {
  const createUrl = vi.spyOn(URL, 'createObjectURL');
  const revokeUrl = vi.spyOn(URL, 'revokeObjectURL');
  const fetchPhoto = vi.fn(async () => new Blob(['x']));
  const photos = createPhotos(fetchPhoto);
  // Each of these lines watches the photo and stops watching it.
  (await watchPhoto(photos, 'a'))();
  (await watchPhoto(photos, 'a'))();
  expect(fetchPhoto).toHaveBeenCalledTimes(1);
  expect(photos.get('a', 48)).toMatch(/^blob:/);
  for (let index = 0; index < 200; index++) (await watchPhoto(photos, `other ${index}`))();
  expect(photos.get('a', 48)).toBeNull();
  photos.close();
  expect(createUrl).toHaveBeenCalledTimes(201);
  expect(revokeUrl).toHaveBeenCalledTimes(201);
});

test('fetches a photo again a minute after a failure, but never again if the person has no photo', async () => {
  vi.useFakeTimers();
  const fetchesByAnswer = { none: 1, unavailable: 2 };
  for (const answer of ['none', 'unavailable'] as const) {
    const fetchPhoto = vi.fn(async () => answer);
    const photos = createPhotos(fetchPhoto);
    (await watchPhoto(photos, 'a'))();
    (await watchPhoto(photos, 'a'))();
    expect(fetchPhoto).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(60_000);
    (await watchPhoto(photos, 'a'))();
    expect(fetchPhoto).toHaveBeenCalledTimes(fetchesByAnswer[answer]);
    expect(photos.get('a', 48)).toBeNull();
  }
});

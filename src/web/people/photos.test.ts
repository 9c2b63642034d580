import { expect, test, vi } from 'vitest';
import { createPhotos, type Photos } from './photos.ts';

const created = vi.spyOn(URL, 'createObjectURL');
const revoked = vi.spyOn(URL, 'revokeObjectURL');

const shown = async (photos: Photos, oid: string) => {
  const stop = photos.watch(oid, 48, () => {});
  await Promise.resolve();
  await Promise.resolve();
  return stop;
};

test('a photo is fetched once, kept for a while, and its address is given back in the end', async () => {
  created.mockClear();
  const fetchPhoto = vi.fn(async () => new Blob(['x']));
  const photos = createPhotos(fetchPhoto);
  (await shown(photos, 'a'))();
  (await shown(photos, 'a'))();
  expect(fetchPhoto).toHaveBeenCalledTimes(1);
  expect(photos.get('a', 48)).toMatch(/^blob:/);
  for (let index = 0; index < 200; index++) (await shown(photos, `other ${index}`))();
  expect(photos.get('a', 48)).toBeNull();
  photos.close();
  expect(revoked).toHaveBeenCalledTimes(created.mock.calls.length);
});

test('who has none is not asked for again; who could not be asked for is, a minute later', async () => {
  vi.useFakeTimers();
  for (const [answer, times] of [
    ['none', 1],
    ['unavailable', 2],
  ] as const) {
    const fetchPhoto = vi.fn(async () => answer);
    const photos = createPhotos(fetchPhoto);
    (await shown(photos, 'a'))();
    (await shown(photos, 'a'))();
    expect(fetchPhoto).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(60_000);
    (await shown(photos, 'a'))();
    expect([answer, fetchPhoto.mock.calls.length]).toEqual([answer, times]);
    expect(photos.get('a', 48)).toBeNull();
  }
  vi.useRealTimers();
});

import { expect, it, vi } from 'vitest';
import { writeListsFile } from '../lists/listsFile.ts';
import { createSharedFavouritesSource } from './sharedFavourites.ts';

const record = { name: 'Ann', group: '', position: 0 };
const file = writeListsFile(new Map([['favourite:a', record]]), new Date());
/** As browsers answer a redirect that they do not follow. */
const redirect = { ok: false, status: 0 } as Response;

it.each<[string, () => Response]>([
  ['404', () => new Response('', { status: 404 })],
  ['403', () => new Response('', { status: 403 })],
  ['redirect', () => redirect],
  ['unavailable', () => new Response('', { status: 503 })],
  ['unavailable', () => new Response('', { status: 429 })],
  ['unreadable', () => new Response('<!doctype html>')],
])('answers “%s” if there is no list', async (fault, answer) => {
  vi.stubGlobal('fetch', async () => answer());
  expect(await createSharedFavouritesSource('/lists/desk.json')()).toBe(fault);
});

it('answers “unavailable” without a network, and reads the list once there is one', async () => {
  const fetchFile = vi
    .fn()
    .mockRejectedValueOnce(new TypeError('offline'))
    .mockResolvedValue(new Response(file));
  vi.stubGlobal('fetch', fetchFile);
  const read = createSharedFavouritesSource('/lists/desk.json');
  expect(await read()).toBe('unavailable');
  expect(await read()).toEqual([{ id: 'a', name: 'Ann' }]);
  expect(fetchFile.mock.lastCall).toMatchObject(['/lists/desk.json', { redirect: 'manual' }]);
});

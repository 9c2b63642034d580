import { beforeEach, expect, it, vi } from 'vitest';
import { stubCaches } from '../fixtures/listsComputer.ts';
import { stubLocalStorage } from '../fixtures/localStorageStub.ts';
import { openKeptMerge, type KeptMerge } from './keptMerge.ts';
import { createSyncStatus, forgetMerge } from './syncStatus.ts';

stubLocalStorage();
let cached: ReturnType<typeof stubCaches>;
beforeEach(() => void (cached = stubCaches()));

const merge: KeptMerge = {
  entries: new Map([
    ['favourite:a', { value: { name: 'Ann' }, at: 1, fieldTimes: { name: 2 } }],
    ['favourite:b', { value: null, at: 3 }],
  ]),
  views: new Map([['favourite:a', { name: 'Anna' }]]),
  eTag: '"1"',
  isUnsent: true,
};
const createUser = () => {
  const oid = crypto.randomUUID();
  return { oid, status: createSyncStatus(oid) };
};

it('keeps a merge for the next page', async () => {
  const { oid, status } = createUser();
  const kept = await openKeptMerge(oid, status);
  expect(kept.merge).toBeNull();
  await kept.write(merge);
  expect((await openKeptMerge(oid, createSyncStatus(oid))).merge).toMatchObject(merge);
});

it.each(['', 'another'])(
  'takes no merge that the name in local storage, “%s”, does not mean',
  async (mergeName) => {
    const { oid, status } = createUser();
    await (await openKeptMerge(oid, status)).write(merge);
    status.change((current) => ({ ...current, mergeName }));
    expect((await openKeptMerge(oid, status)).merge).toBeNull();
  },
);

it.each(['half a merge {', '{"name":1}'])('takes a cache that has %s for an empty one', async (text) => {
  const { oid, status } = createUser();
  await (await openKeptMerge(oid, status)).write(merge);
  cached.set([...cached.keys()][0] ?? '', text);
  expect((await openKeptMerge(oid, status)).merge).toBeNull();
});

it.each(['before', 'during'])(
  'leaves nothing in the cache if the user signs out %s a write',
  async (moment) => {
    const { oid, status } = createUser();
    const kept = await openKeptMerge(oid, status);
    const put = vi.spyOn(cached, 'set');
    if (moment === 'before') forgetMerge(oid, { forGood: false });
    const writing = kept.write(merge);
    // As a tab does that the sign-out of another one has reached only now.
    if (moment === 'during') status.change((current) => ({ ...current, mergeName: '' }));
    await writing;
    expect([kept.isValid(), cached.size]).toEqual([false, 0]);
    expect(put).toHaveBeenCalledTimes(moment === 'before' ? 0 : 1);
  },
);

it('forgets the last merge if the browser does not store the next one', async () => {
  const { oid, status } = createUser();
  const kept = await openKeptMerge(oid, status);
  await kept.write(merge);
  const open = caches.open.bind(caches);
  vi.spyOn(caches, 'open').mockImplementation(async (name) =>
    Object.assign(await open(name), { put: () => Promise.reject(new Error('full')) }),
  );
  await kept.write({ ...merge, entries: new Map() });
  expect((await openKeptMerge(oid, status)).merge).toBeNull();
});

it('works in a browser that blocks the cache', async () => {
  vi.stubGlobal('caches', undefined);
  const { oid, status } = createUser();
  const kept = await openKeptMerge(oid, status);
  await kept.write(merge);
  expect(kept.merge).toBeNull();
});

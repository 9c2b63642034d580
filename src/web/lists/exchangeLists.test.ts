import * as fc from 'fast-check';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { noteStorageFault, storageFaults } from '../base/storedValue.ts';
import { createComputer, createFolder, stubCaches } from '../fixtures/listsComputer.ts';
import { stubLocalStorage } from '../fixtures/localStorageStub.ts';
import { createTestEntry } from '../fixtures/testEntry.ts';

stubLocalStorage();
let cached: ReturnType<typeof stubCaches>;
beforeEach(() => {
  cached = stubCaches();
  vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 });
});

/** Two computers whose lists are the same: two favourites in this order and a call. */
async function createTwo(skewMs = 0) {
  const folder = createFolder();
  const [first, second] = [createComputer(folder), createComputer(folder, skewMs)];
  await first.change({
    'favourite:a': { name: 'Ann', group: '', position: 0 },
    'favourite:b': { name: 'Ben', group: '', position: 1 },
    'call:one': createTestEntry({ key: 'one' }),
  });
  expect([await first.exchange(), await second.exchange()]).toEqual([null, null]);
  expect(second.readRecords()).toEqual(first.readRecords());
  return { folder, first, second };
}
const lastly = async (...computers: ReturnType<typeof createComputer>[]) => {
  for (let round = 0; round < 2; round += 1) for (const computer of computers) await computer.exchange();
};
const favourite = (name: string, position: number, group = '') => ({ name, group, position });

describe('two computers', () => {
  it('get each other’s changes and removals', async () => {
    const { first, second } = await createTwo();
    await first.change({ 'favourite:a': null, 'setting:ringVolume': 0.1, 'group:g': null });
    await second.change({ 'favourite:c': favourite('Cleo', 2) });
    await lastly(first, second);
    expect(second.readIds()).toEqual(['call:one', 'favourite:b', 'favourite:c', 'setting:ringVolume']);
    expect(second.readRecords()).toEqual(first.readRecords());
    await second.change({ 'setting:ringVolume': null });
    await lastly(second, first);
    expect(first.readIds()).not.toContain('setting:ringVolume');
  });

  it.each([0, 3_600_000, -3_600_000])(
    'keep a note of one and an outcome of the other, and the later name (the clock is %d ms ahead)',
    async (skewMs) => {
      const { first, second } = await createTwo(skewMs);
      await first.change({ 'call:one': createTestEntry({ key: 'one', note: 'Wants a quote' }) });
      await second.change({ 'call:one': createTestEntry({ key: 'one', label: 'Sale' }) });
      await second.change({ 'favourite:a': favourite('Second', 0) });
      await second.exchange();
      await first.exchange();
      await first.change({ 'favourite:a': favourite('First', 0) });
      await lastly(first, second);
      expect(second.readRecords()).toMatchObject({
        'call:one': { note: 'Wants a quote', label: 'Sale' },
        'favourite:a': { name: 'First' },
      });
      expect(second.readRecords()).toEqual(first.readRecords());
    },
  );

  it('agree that a note is gone when one has removed it', async () => {
    const { first, second } = await createTwo();
    await first.change({ 'call:one': createTestEntry({ key: 'one', note: 'Wants a quote' }) });
    await lastly(first, second);
    await second.change({ 'call:one': createTestEntry({ key: 'one', note: '' }) });
    await lastly(second, first);
    expect(first.readRecords()['call:one']).not.toHaveProperty('note');
    expect(second.readRecords()).toEqual(first.readRecords());
  });

  it('keep a group that one has chosen for a favourite while the other has removed the one above', async () => {
    const { first, second } = await createTwo();
    await second.change({
      'group:g': { name: 'Sales', isCollapsed: false, position: 1 },
      'favourite:b': favourite('Ben', 0, 'g'),
    });
    await second.exchange();
    await first.change({ 'favourite:a': null });
    await lastly(first, second);
    expect(first.readRecords()).toMatchObject({ 'favourite:b': { group: 'g' }, 'group:g': {} });
    expect(second.readRecords()).toEqual(first.readRecords());
    expect(first.readIds()).not.toContain('favourite:a');
  });

  it.each([
    ['a removal after a change removes', ['change', 'remove'], false],
    ['a change after a removal keeps', ['remove', 'change'], true],
  ] as const)('agree that %s the favourite', async (_title, order, isKept) => {
    const { first, second } = await createTwo();
    const act = {
      change: () => first.change({ 'favourite:a': favourite('Anna', 0) }).then(first.exchange),
      remove: () => second.change({ 'favourite:a': null }).then(second.exchange),
    };
    // The later one does not know of the earlier one.
    const before = { ...act };
    await before[order[0]]();
    await before[order[1]]();
    await lastly(first, second);
    expect(first.readIds().includes('favourite:a')).toBe(isKept);
    expect(second.readRecords()).toEqual(first.readRecords());
  });

  it('agree on the order when both have removed somebody, a third has renamed, and one adds somebody', async () => {
    const { folder, first, second } = await createTwo();
    const third = createComputer(folder);
    await first.change({ 'favourite:z': favourite('Zoe', 2), 'favourite:d': favourite('Dan', 3) });
    await lastly(first, second, third);
    await third.change({ 'favourite:z': favourite('Zoey', 2) });
    await first.change({ 'favourite:a': null });
    await second.change({ 'favourite:b': null });
    await lastly(first, second);
    // Now the positions in the file, 1 and 2, differ from those on the screens, 0 and 1.
    expect([first.readOrder(), second.readOrder()]).toEqual([
      ['z', 'd'],
      ['z', 'd'],
    ]);
    await lastly(third, first, second);
    expect([first.readOrder(), second.readOrder(), third.readOrder()]).toEqual([
      ['z', 'd'],
      ['z', 'd'],
      ['z', 'd'],
    ]);
    await first.change({ 'favourite:c': favourite('Cleo', 9) });
    await lastly(first, second);
    expect([first.readOrder(), second.readOrder()]).toEqual([
      ['z', 'd', 'c'],
      ['z', 'd', 'c'],
    ]);
  });

  it('lose nothing if one replaces the other’s file, because OneDrive has ignored the ETag', async () => {
    const { folder, first, second } = await createTwo();
    folder.ignoresETags = true;
    await first.change({ 'favourite:c': favourite('Cleo', 2) });
    await second.change({ 'favourite:d': favourite('Dan', 2), 'favourite:a': null });
    folder.afterRead = async () => {
      folder.afterRead = async () => {};
      await second.exchange();
    };
    await first.exchange();
    await lastly(first, second);
    expect(first.readIds()).toEqual(['call:one', 'favourite:b', 'favourite:c', 'favourite:d']);
    expect(second.readRecords()).toEqual(first.readRecords());
  });

  it('join groups of the same name when they merge for the first time, and keep what each has', async () => {
    const folder = createFolder();
    const [first, second] = [createComputer(folder), createComputer(folder)];
    for (const [computer, group, person] of [
      [first, 'group:g1', 'favourite:a'],
      [second, 'group:g2', 'favourite:b'],
    ] as const)
      await computer.change({
        [group]: { name: 'Sales', isCollapsed: false, position: 1 },
        [person]: favourite(person, 0, group.slice(6)),
      });
    await lastly(first, second);
    expect(first.readIds()).toEqual(['favourite:a', 'favourite:b', 'group:g2']);
    expect(second.readRecords()).toEqual(first.readRecords());
  });
});

describe('missing records are no removals', () => {
  it('after a sign-out on a shared computer', async () => {
    const { first, second } = await createTwo();
    const before = first.readRecords();
    second.signOut();
    await lastly(second, first);
    expect(first.readRecords()).toEqual(before);
    expect(second.readRecords()).toEqual(before);
  });

  it('after a sign-out during an exchange, which then writes nothing', async () => {
    const { folder, first, second } = await createTwo();
    const { text } = folder;
    await second.change({ 'favourite:c': favourite('Cleo', 2) });
    folder.afterRead = async () => second.signOut();
    expect(await second.exchange()).toBe('later');
    expect(folder.text).toBe(text);
    expect(second.readIds()).toEqual([]);
    expect([...cached.keys()]).toEqual([`switchboard.lists.${first.oid}`]);
  });

  it('where the browser has lost the history, and where it could not read the lists', async () => {
    const { first, second } = await createTwo();
    second.loseHistory();
    await lastly(second, first);
    expect([first.readIds(), second.readIds()].flat().filter((id) => id === 'call:one')).toHaveLength(2);
    noteStorageFault('unreadable');
    onTestFinished(() => (storageFaults as unknown as { set: (faults: []) => void }).set([]));
    await second.change({ 'favourite:a': null });
    await lastly(second, first);
    expect(first.readIds()).toContain('favourite:a');
  });

  it('but a history that the user has cleared is removed', async () => {
    const { first, second } = await createTwo();
    second.loseHistory();
    second.status.change((status) => ({ ...status, hasCleared: true }));
    await lastly(second, first);
    expect(first.readIds()).toEqual(['favourite:a', 'favourite:b']);
  });
});

describe('the file', () => {
  it('keeps records and fields of a newer build, also when this build changes the record', async () => {
    const { folder, first, second } = await createTwo();
    const file = JSON.parse(folder.text ?? '');
    file.records['voicemail:1'] = { length: 3 };
    file.records['favourite:a'].colour = 'red';
    file.records['favourite:long'] = favourite('x'.repeat(300), 9);
    folder.put(JSON.stringify(file));
    await first.exchange();
    await first.change({ 'favourite:b': favourite('Benjamin', 1) });
    await lastly(first, second);
    const { records } = JSON.parse(folder.text ?? '');
    expect(records).toMatchObject({
      'voicemail:1': { length: 3 },
      'favourite:b': { name: 'Benjamin' },
      'favourite:long': file.records['favourite:long'],
    });
    expect(second.readRecords()).toEqual(first.readRecords());
  });

  it('of a newer version is read and never replaced', async () => {
    const { folder, first } = await createTwo();
    const file = JSON.parse(folder.text ?? '');
    const text = JSON.stringify({
      ...file,
      version: 2,
      records: { ...file.records, 'favourite:c': favourite('Cleo', 5) },
    });
    folder.put(text);
    await first.change({ 'favourite:d': favourite('Dan', 6) });
    expect([await first.exchange(), await first.exchange()]).toEqual(['newer', 'newer']);
    expect(folder.text).toBe(text);
    expect(first.readIds()).toEqual(expect.arrayContaining(['favourite:c', 'favourite:d']));
    folder.put(JSON.stringify({ format: 'switchboard-lists', version: 3 }));
    expect(await first.exchange()).toBe('newer');
  });

  it.each(['', '{"half', '{"entries":[]}'])('that cannot be read is set aside: %s', async (text) => {
    const { folder, first } = await createTwo();
    const before = first.readRecords();
    folder.put(text);
    expect(await first.exchange()).toBe('setAside');
    expect(folder.asides).toEqual([text]);
    expect(first.readRecords()).toEqual(before);
    expect(Object.keys(JSON.parse(folder.text ?? '').records)).toHaveLength(3);
    expect(await first.exchange()).toBeNull();
  });

  it('is written again after a fault, with all that has changed meanwhile', async () => {
    const { folder, first, second } = await createTwo();
    const { write } = folder.access;
    await first.change({ 'favourite:c': favourite('Cleo', 2) });
    Object.assign(folder.access, { write: async () => 'full' });
    expect(await first.exchange()).toBe('full');
    await first.change({ 'favourite:d': favourite('Dan', 3) });
    Object.assign(folder.access, { write: async () => 'changed' });
    expect(await first.exchange()).toBe('unavailable');
    Object.assign(folder.access, { write });
    await lastly(first, second);
    expect(second.readIds()).toEqual(expect.arrayContaining(['favourite:c', 'favourite:d']));
  });

  it('of nobody is not written, and an unchanged one is not written again', async () => {
    const folder = createFolder();
    const computer = createComputer(folder);
    expect(await computer.exchange()).toBeNull();
    expect(folder.text).toBeNull();
    await computer.change({ 'favourite:a': favourite('Ann', 0) });
    await computer.exchange();
    const { text } = folder;
    await computer.exchange();
    expect(folder.text).toBe(text);
  });
});

it('three computers end with the same lists after changes in any order, and the lists lack only what a user removed', async () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd');
  const step = fc.record({
    computer: fc.nat(2),
    action: fc.constantFrom('add', 'rename', 'group', 'remove', 'note', 'exchange', 'exchange', 'collide'),
    id,
    position: fc.nat(4),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const folder = createFolder();
      const computers = [
        createComputer(folder),
        createComputer(folder, 90_000),
        createComputer(folder, -90_000),
      ];
      const [added, removed] = [new Set<string>(), new Set<string>()];
      for (const { computer: index, action, id: person, position } of steps) {
        const computer = computers[index] as (typeof computers)[number];
        const recordId = `favourite:${person}`;
        const here = computer.readRecords()[recordId] as ReturnType<typeof favourite> | undefined;
        if (action === 'exchange') await computer.exchange();
        if (action === 'collide') {
          folder.ignoresETags = position > 2;
          folder.afterRead = async () => {
            folder.afterRead = async () => {};
            await computers[(index + 1) % 3]?.exchange();
          };
          await computer.exchange();
        }
        if (action === 'add') {
          added.add(recordId);
          await computer.change({ [recordId]: favourite(person, position) });
        }
        if (action === 'rename' && here)
          await computer.change({ [recordId]: { ...here, name: `${index}${position}` } });
        if (action === 'group')
          await computer.change({
            [`group:${person}`]: { name: person, isCollapsed: false, position },
            ...(here && { [recordId]: { ...here, group: person } }),
          });
        if (action === 'remove' && here) {
          removed.add(recordId);
          await computer.change({ [recordId]: null });
        }
        if (action === 'note')
          await computer.change({
            [`call:${person}`]: createTestEntry({ key: person, note: `${index}${position}` }),
          });
      }
      folder.ignoresETags = false;
      folder.afterRead = async () => {};
      await lastly(...computers);
      const [first, ...others] = computers.map((computer) => computer.readRecords());
      for (const other of others) expect(other).toEqual(first);
      const kept = [...added].filter((recordId) => !removed.has(recordId));
      expect(Object.keys(first ?? {})).toEqual(expect.arrayContaining(kept));
    }),
  );
});

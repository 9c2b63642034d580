import { expect, test } from 'vitest';
import { storage } from '../fixtures/storage.ts';
import { createSettings } from './settings.ts';

const stored = storage();

test('stores the chosen devices for each account of the browser', () => {
  const devices = { microphone: 'm2', camera: 'c2', speaker: 's2', ringer: 'r2' };
  const alice = createSettings('alice');
  alice.set({ ...alice.get(), ...devices });
  const none = { microphone: null, camera: null, speaker: null, ringer: null };
  const bob = createSettings('bob');
  expect(bob.get()).toMatchObject(none);
  bob.set({ ...bob.get(), camera: 'c1' });
  expect(createSettings('alice').get()).toMatchObject(devices);
  expect(createSettings('bob').get()).toMatchObject({ ...none, camera: 'c1' });
});

test('ignores stored settings that fail the check', () => {
  const [key] = [...(createSettings('alice').set(createSettings('alice').get()), stored.keys())];
  stored.set(key ?? '', JSON.stringify({ camera: 7 }));
  expect(createSettings('alice').get().camera).toBeNull();
});

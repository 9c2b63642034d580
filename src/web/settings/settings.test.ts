import { expect, test } from 'vitest';
import { stubLocalStorage } from '../fixtures/localStorageStub.ts';
import { createSettings } from './settings.ts';

const storedTexts = stubLocalStorage();

test('stores the chosen devices separately for each account of the browser', () => {
  const chosenDevices = { microphone: 'm2', camera: 'c2', speaker: 's2', ringer: 'r2' };
  const alice = createSettings('alice');
  alice.set({ ...alice.get(), ...chosenDevices });
  const noDevices = { microphone: null, camera: null, speaker: null, ringer: null };
  const bob = createSettings('bob');
  expect(bob.get()).toMatchObject(noDevices);
  bob.set({ ...bob.get(), camera: 'c1' });
  expect(createSettings('alice').get()).toMatchObject(chosenDevices);
  expect(createSettings('bob').get()).toMatchObject({ ...noDevices, camera: 'c1' });
});

test('ignores stored settings that do not have the expected form', () => {
  // Storing the default settings shows under which key they are stored.
  const settings = createSettings('alice');
  settings.set(settings.get());
  const [key] = storedTexts.keys();
  storedTexts.set(key ?? '', JSON.stringify({ camera: 7 }));
  expect(createSettings('alice').get().camera).toBeNull();
});

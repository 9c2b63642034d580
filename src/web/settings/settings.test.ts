import { expect, test } from 'vitest';
import { stubLocalStorage } from '../fixtures/localStorageStub.ts';
import { createSettings } from './settings.ts';

const storedTexts = stubLocalStorage();

test('B7: a setting that cannot be read does not cost the others, and a setting of a newer build stays stored', () => {
  const key = 'switchboard.kept.settings.alice';
  storedTexts.set(key, JSON.stringify({ ringVolume: 'loud', doNotDisturb: true, ringColour: 'red' }));
  const settings = createSettings('alice');
  expect(settings.get()).toMatchObject({ ringVolume: 0.7, doNotDisturb: true });
  settings.set({ ...settings.get(), notifications: true });
  expect(JSON.parse(storedTexts.get(key) ?? '')).toMatchObject({ notifications: true, ringColour: 'red' });
});

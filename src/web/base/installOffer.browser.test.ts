import { expect, it, vi } from 'vitest';
import { keepInstallOffer } from './earlyInstallOffer.ts';
import { canInstall, installApp, watchInstallOffer } from './installOffer.ts';

const createOffer = (prompt: () => unknown) =>
  Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt });

it('keeps the browser’s offer, which may come before the app starts, until the user takes it', async () => {
  keepInstallOffer();
  const prompt = vi.fn(async () => ({ outcome: 'dismissed' }));
  const offer = createOffer(prompt);
  dispatchEvent(offer);
  expect([canInstall.get(), offer.defaultPrevented]).toEqual([false, true]);
  watchInstallOffer();
  expect([canInstall.get(), prompt.mock.calls.length]).toEqual([true, 0]);
  await installApp();
  expect([canInstall.get(), prompt.mock.calls.length]).toEqual([false, 1]);
  dispatchEvent(offer);
  expect(canInstall.get()).toBe(true);
  dispatchEvent(new Event('appinstalled'));
  expect(canInstall.get()).toBe(false);
});

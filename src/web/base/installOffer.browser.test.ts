import { expect, it, vi } from 'vitest';
import { keepInstallOffer } from './earlyInstallOffer.ts';
import { canInstall, installApp, watchInstallOffer } from './installOffer.ts';

const createOffer = (prompt: () => unknown) =>
  Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt });

it('takes the offer that the browser made before the app started', async () => {
  keepInstallOffer();
  const prompt = vi.fn(async () => ({ outcome: 'dismissed' }));
  const offer = createOffer(prompt);
  dispatchEvent(offer);
  expect([canInstall.get(), offer.defaultPrevented]).toEqual([false, true]);
  watchInstallOffer();
  expect(canInstall.get()).toBe(true);
  await installApp();
  expect([canInstall.get(), prompt.mock.calls.length]).toEqual([false, 1]);
});

it('keeps the browser’s offer to install the app until the user takes it', async () => {
  watchInstallOffer();
  expect(canInstall.get()).toBe(false);
  const prompt = vi.fn(async () => ({ outcome: 'dismissed' }));
  const offer = createOffer(prompt);
  dispatchEvent(offer);
  expect([canInstall.get(), offer.defaultPrevented, prompt.mock.calls.length]).toEqual([true, true, 0]);
  await installApp();
  expect([canInstall.get(), prompt.mock.calls.length]).toEqual([false, 1]);
  dispatchEvent(offer);
  dispatchEvent(new Event('appinstalled'));
  expect(canInstall.get()).toBe(false);
});

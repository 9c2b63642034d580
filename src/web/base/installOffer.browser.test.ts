import { expect, it, vi } from 'vitest';
import { canInstall, installApp, watchInstallOffer } from './installOffer.ts';

it('keeps the browser’s offer to install the app until the user takes it', async () => {
  watchInstallOffer();
  expect(canInstall.get()).toBe(false);
  const prompt = vi.fn(async () => ({ outcome: 'dismissed' }));
  const offer = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt });
  dispatchEvent(offer);
  expect([canInstall.get(), offer.defaultPrevented, prompt.mock.calls.length]).toEqual([true, true, 0]);
  await installApp();
  expect([canInstall.get(), prompt.mock.calls.length]).toEqual([false, 1]);
  dispatchEvent(offer);
  dispatchEvent(new Event('appinstalled'));
  expect(canInstall.get()).toBe(false);
});

import { callByClock, notice } from '../../support/app/faultTest.ts';
import { hiddenFrameWarning, signInBanner } from '../../support/app/popup.ts';
import { controls } from '../../support/controls.ts';
import { acceptCall, dial, expect, incoming, people, test } from '../../support/app/appTest.ts';
import { lookAt } from './look.ts';

/** Notices and cards that appear by themselves, whatever the user is doing. */

const { alice, bob } = people;

test.afterEach(async ({ system }) => {
  await controls(system).clear();
  await controls(system).reset();
});

test(
  'a sign-in that ends soon, and one that is needed in a call',
  { tag: '@pictures' },
  async ({ open, signedIn, system, expectedErrors }) => {
    test.setTimeout(120_000);
    expectedErrors.push(/status of 40[01]/, hiddenFrameWarning);
    const soon = await signedIn(alice.upn);
    await soon.page.evaluate(() => {
      const key = Object.keys(sessionStorage).find((name) => name.startsWith('switchboard.signedInAt.'));
      sessionStorage.setItem(key ?? '', String(Date.now() - (24 * 60 - 20) * 60_000));
    });
    await soon.page.reload();
    await expect(notice(soon.page, 'sign-in-ends-soon')).toBeVisible();
    await lookAt(soon.page, 'sign-in-ends-soon');
    await soon.context.close();

    const { page } = await open();
    const { pass, untilRenewal } = await callByClock(page, system);
    await controls(system).revoke(alice.upn);
    await untilRenewal();
    await pass(60);
    await expect(signInBanner(page)).toBeVisible();
    await lookAt(page, 'sign-in-needed');
  },
);

test(
  'a microphone that is refused, a call over a dialog, and the browser that asks',
  { tag: '@pictures' },
  async ({ signedIn, system }) => {
    test.setTimeout(120_000);
    const { page } = await signedIn(alice.upn);
    const setMicrophone = (outcome: 'refused' | 'pending') =>
      page.evaluate((what) => {
        navigator.mediaDevices.getUserMedia = () =>
          what === 'refused'
            ? Promise.reject(new DOMException('Permission denied', 'NotAllowedError'))
            : new Promise(() => {});
      }, outcome);
    await setMicrophone('refused');
    await dial(page, bob.id, 'Call');
    await expect(notice(page, 'microphone-needed')).toBeVisible();
    await lookAt(page, 'microphone-needed');
    await page.getByRole('button', { name: 'How to allow it' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    const ring = async () => {
      await controls(system).act({ as: bob.upn, act: 'ring', to: alice.upn });
      await expect(incoming(page)).toBeVisible();
    };
    await ring();
    await lookAt(page, 'incoming-over-a-dialog');
    // The first call would time out before all the screenshots are taken.
    await controls(system).clear();
    await expect(incoming(page)).toHaveCount(0);
    await ring();
    await setMicrophone('pending');
    await acceptCall(page);
    await expect(incoming(page).getByText('Answering…')).toBeVisible();
    await lookAt(page, 'answering');
  },
);

import type { Page } from '@playwright/test';
import { createControls } from '../../support/controls.ts';
import {
  callControl,
  callRegion,
  callStateText,
  dial,
  dismissEndedCall,
  endedCallNotice,
  expect,
  measureLoudness,
  people,
  test,
} from '../../support/app/appTest.ts';

const { alice, bob, carol } = people;
const phoneNumber = '+14255550100';

/** Opens the panel *Captions*, and starts captions. */
async function startCaptions(page: Page): Promise<void> {
  await callControl(page, 'More').click();
  await page.getByRole('menuitem', { name: 'Captions' }).click();
  await page.getByRole('button', { name: 'Start captions' }).click();
}

test('early media, captions and transfers work with the other answers of the service', async ({
  openAppAs,
  system,
}) => {
  const emulator = createControls(system);
  const { page } = await openAppAs(alice.upn);

  await test.step('the caller hears the telephone network before the telephone answers', async () => {
    await emulator.setConditions({
      earlyMedia: true,
      noPhoneCaptions: true,
      refuseCalls: { code: 486, subCode: 560486, afterMs: 4_000, times: 1 },
    });
    await dial(page, phoneNumber, 'Call');
    await expect(callStateText(page, 'Waiting for an answer…')).toBeVisible();
    expect(await measureLoudness(page)).toBeGreaterThan(0.05);
    await expect(endedCallNotice(page, 'is busy')).toBeVisible();
    await dismissEndedCall(page);
  });

  await test.step('a call with a telephone has no captions, and the app says so', async () => {
    await dial(page, phoneNumber, 'Call');
    await expect(callStateText(page, 'Connected')).toBeVisible();
    await startCaptions(page);
    const alert = page.getByRole('alert').filter({ hasText: 'no captions in calls with a telephone' });
    await expect(alert).toBeVisible();
    await callControl(page, 'Hang up').click();
  });

  await emulator.resetConditions();
  const removeAgents = [
    await emulator.addAnsweringAgent(bob.upn),
    await emulator.addAnsweringAgent(carol.upn),
  ];

  await test.step('captions go on without translation when the service changes their kind', async () => {
    await dial(page, bob.upn, 'Call');
    await expect(callStateText(page, 'Connected')).toBeVisible();
    await startCaptions(page);
    await expect(page.getByRole('combobox', { name: 'Caption language' })).toBeVisible();
    await emulator.setConditions({ plainCaptions: true });
    await expect(page.getByText('can no longer be translated')).toBeVisible();
    await expect(page.getByRole('combobox', { name: 'Caption language' })).toHaveCount(0);
    await emulator.runAction({ as: bob.upn, act: 'say', text: 'Good morning, Alice.' });
    await expect(page.getByRole('log', { name: 'What was said' })).toContainText('Good morning, Alice.');
  });

  await test.step('a former call that ends late, and with another code, does not hide that the user was transferred', async () => {
    await emulator.setConditions({ transferredCallEnds: { afterMs: 2_000, code: 410, subCode: 3101 } });
    await emulator.runAction({ as: bob.upn, act: 'transfer', who: alice.upn, to: carol.upn });
    await expect(callRegion(page).getByRole('heading', { name: /Carol Chen/ })).toBeVisible();
    await expect(callStateText(page, 'Connected')).toBeVisible();
    const notice = endedCallNotice(page, 'Bob Baker transferred you to Carol Chen');
    await expect(notice).toBeVisible();
    await expect(notice).not.toContainText('410');
    await expect(page.getByText('Your network failed')).toHaveCount(0);
    await callControl(page, 'Hang up').click();
  });
  for (const removeAgent of removeAgents) await removeAgent();
  await emulator.resetCalls();
});

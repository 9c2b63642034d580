import type { Page } from '@playwright/test';
import {
  acceptCall,
  callControl,
  callStateText,
  chooseMore,
  dial,
  dismissEndedCall,
  endedCallNotice,
  expect,
  expectMovingPicture,
  hangUp,
  incomingCallDialog,
  people,
  signIn,
  test,
} from '../../support/app/appTest.ts';
import { breakDevice } from '../../support/app/deviceFaults.ts';
import { lookAt } from './look.ts';

// The screens of a call between two users.

const { alice, bob, carol, echo } = people;

const expectState = (page: Page, text: string) =>
  expect(callStateText(page, text)).toBeVisible({ timeout: 20_000 });
test.afterEach(({ emulator }) => emulator.resetCalls());

test('the screens of a ringing, connecting, connected and held call, and of two calls at once, are accessible and fit the window', async ({
  openAppAs,
  emulator,
}) => {
  test.setTimeout(240_000);
  const { page } = await openAppAs(alice.upn);
  // The emulator delays the call for two minutes, so that the screen shows *Calling…* long enough.
  await emulator.setConditions({ timing: { callSetupMs: 120_000 } });
  await dial(page, bob.id, 'Video call');
  await expectState(page, 'Calling…');
  await lookAt(page, 'calling');
  await emulator.resetConditions();
  await hangUp(page);

  await emulator.addRingingAgent(bob.upn);
  await dial(page, bob.id, 'Video call');
  await expectState(page, 'Ringing…');
  await lookAt(page, 'ringing');
  await emulator.runAction({ as: bob.upn, act: 'accept' });
  await expectMovingPicture(page, bob.name);
  await lookAt(page, 'in-call');
  await emulator.runAction({ as: bob.upn, act: 'camera', on: false });
  await emulator.runAction({ as: bob.upn, act: 'mute' });
  await expect(page.getByRole('group', { name: 'Bob Baker, muted' }).locator('video')).toHaveCount(0);
  await callControl(page, 'Mute').click();
  await expect(callControl(page, 'Unmute')).toBeEnabled();
  await lookAt(page, 'in-call-no-picture');
  await callControl(page, 'Hold').click();
  await expectState(page, 'On hold');
  await expect(callControl(page, 'Resume')).toBeEnabled();
  await lookAt(page, 'on-hold-by-me');
  await emulator.runAction({ as: bob.upn, act: 'hold' });
  await lookAt(page, 'on-hold-by-both');
  await callControl(page, 'Resume').click();
  await expect(page.getByRole('group', { name: 'Bob Baker' }).getByText('Put you on hold')).toBeVisible();
  await lookAt(page, 'on-hold-by-the-other');
  await emulator.runAction({ as: bob.upn, act: 'resume' });
  await emulator.runAction({ as: carol.upn, act: 'ring', to: alice.upn });
  await expect(incomingCallDialog(page)).toBeVisible();
  await lookAt(page, 'call-waiting');
  await acceptCall(page);
  await expect(page.getByRole('heading', { name: carol.name })).toBeVisible();
  await expectState(page, 'Connected');
  await lookAt(page, 'two-calls');
});

test('the page about the caller, in a call without video, is accessible and fits the window', async ({
  openAppAs,
  emulator,
}) => {
  test.setTimeout(120_000);
  const { page } = await openAppAs(alice.upn);
  await emulator.addAnsweringAgent(bob.upn);
  await dial(page, bob.id, 'Call');
  await expectState(page, 'Connected');
  // The emulator's agent answers with video.
  await emulator.runAction({ as: bob.upn, act: 'camera', on: false });
  const caller = page.getByRole('region', { name: 'Caller' });
  await caller.getByRole('textbox', { name: 'Note' }).fill('Wants an offer');
  await lookAt(page, 'caller');
  await caller.getByRole('button', { name: 'Consult' }).click();
  await expect(page.getByRole('complementary', { name: 'Consult' })).toBeVisible();
});

test('the panels and the menu of a call, and the screens of sharing, recording and reconnecting are accessible and fit the window', async ({
  openAppAs,
  emulator,
  expectedErrors,
}) => {
  test.setTimeout(240_000);
  expectedErrors.push(/ERR_INTERNET_DISCONNECTED|WebSocket connection/);
  const { page, context } = await openAppAs(alice.upn);
  await emulator.addAnsweringAgent(bob.upn);
  await dial(page, bob.id, 'Call');
  await expectState(page, 'Connected');
  await callControl(page, 'More').click();
  await lookAt(page, 'more-menu');
  await page.keyboard.press('Escape');
  await callControl(page, 'People').click();
  await lookAt(page, 'people-panel');
  await callControl(page, 'Transfer').click();
  await page.getByRole('combobox', { name: 'Transfer to' }).fill(carol.upn);
  await lookAt(page, 'transfer-panel');
  const panels = [
    ['Add people', 'add-people-panel'],
    ['Keypad', 'keypad-panel'],
    ['Real-time text', 'real-time-text-panel'],
    ['Call quality', 'call-quality-panel'],
  ] as const;
  for (const [item, state] of panels) {
    await chooseMore(page, item);
    await expect(page.getByRole('complementary', { name: item })).toBeVisible();
    await lookAt(page, state);
  }
  await page.getByRole('button', { name: 'Show details' }).click();
  await lookAt(page, 'call-quality-figures');
  await chooseMore(page, 'Captions');
  await page.getByRole('button', { name: 'Start captions' }).click();
  await expect(page.getByRole('button', { name: 'Stop captions' })).toBeVisible();
  await emulator.runAction({
    as: bob.upn,
    act: 'say',
    text: 'Good morning. The parcel for the third floor has come.',
  });
  await expect(page.getByText(/third floor/).first()).toBeVisible();
  await lookAt(page, 'captions-panel');
  await page.getByRole('button', { name: 'Close Captions' }).click();
  await emulator.runAction({ as: bob.upn, act: 'record', on: true });
  await expect(page.getByText('This call is being recorded.')).toBeVisible();
  await lookAt(page, 'captions-recorded');
  await emulator.runAction({ as: bob.upn, act: 'share', on: true });
  await expect(page.getByRole('group', { name: /screen/ }).locator('video')).toBeVisible();
  await lookAt(page, 'screen-seen');
  // While a video or a screen replaces the caller's page, the note is in a panel.
  await callControl(page, 'Note').click();
  await page.getByRole('textbox', { name: 'Note' }).fill('Wants an offer');
  await lookAt(page, 'note-panel');
  await emulator.runAction({ as: bob.upn, act: 'share', on: false });
  await callControl(page, 'Share screen').click();
  await expect(callControl(page, 'Stop sharing')).toBeVisible();
  await lookAt(page, 'screen-shared');
  await context.setOffline(true);
  await expectState(page, 'Reconnecting…');
  // The agent notices the lost connection later than the call.
  await expect(page.getByText(/^Reconnecting to the calling service/)).toBeVisible({ timeout: 60_000 });
  await lookAt(page, 'reconnecting');
});

test(
  'the screens of ended calls and of a refused camera are accessible and fit the window',
  { tag: '@pictures' },
  async ({ openApp, emulator }) => {
    test.setTimeout(120_000);
    const { page } = await openApp();
    await signIn(page, alice.upn);
    /** @returns a condition with which the emulator ends the next call with this code. */
    const createRefusal = (code: number, subCode: number) => ({ refuseCalls: { code, subCode, times: 1 } });
    const refusals = [
      ['declined', createRefusal(603, 0)],
      ['busy', createRefusal(486, 0)],
      ['no-answer', createRefusal(487, 10004)],
      ['unreachable', createRefusal(480, 10037)],
      ['network', createRefusal(490, 0)],
      ['other', createRefusal(500, 0)],
    ] as const;
    for (const [kind, refusal] of refusals) {
      await emulator.setConditions(refusal);
      await dial(page, bob.id, 'Call');
      await expect(page.getByRole('button', { name: 'Call back' })).toBeVisible();
      await lookAt(page, `ended-${kind}`);
      await dismissEndedCall(page);
    }
    await breakDevice(page, 'video', 'NotAllowedError');
    await dial(page, echo.id, 'Video call');
    await expectState(page, 'Connected');
    await expect(page.getByRole('alert').filter({ hasText: 'camera-refused' })).toBeVisible();
    await lookAt(page, 'camera-refused');
    await page.getByRole('button', { name: 'How to allow it' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await lookAt(page, 'camera-help');
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await callControl(page, 'Hang up').click();
    await expect(endedCallNotice(page, 'The call has ended')).toBeVisible();
    await lookAt(page, 'ended');
  },
);

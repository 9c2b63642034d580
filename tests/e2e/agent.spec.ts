import type { Page } from '@playwright/test';
import {
  acceptCall,
  callControl,
  callStateText,
  connectCall,
  dial,
  dismissEndedCall,
  expect,
  hangUp,
  incomingCallDialog,
  people,
  test,
} from '../support/app/appTest.ts';
import { recentCalls } from '../support/app/ringing.ts';

const { alice, bob } = people;

/** The banner about the agent. The status of a call may say *Reconnecting…*, too. */
const reconnectingStatus = (page: Page) =>
  page.getByRole('status').filter({ hasText: 'Reconnecting to the calling service' });

test('C1: a call goes on without its agent, and the app creates the next agent when the call has ended', async ({
  openPages,
  emulator,
}) => {
  const [alicePage, bobPage] = await openPages(alice, bob);
  await connectCall(alicePage, bobPage, bob.id);

  await emulator.disconnectAgents(bob.upn);
  await expect(reconnectingStatus(bobPage)).toContainText('once your calls have ended');
  await expect(bobPage.getByRole('button', { name: 'Try now' })).toHaveCount(0);
  // Commands still work: Alice sees that Bob holds and resumes the call.
  await callControl(bobPage, 'Hold').click();
  await expect(callStateText(alicePage, 'On hold')).toBeVisible();
  await callControl(bobPage, 'Resume').click();
  await expect(callStateText(alicePage, 'Connected')).toBeVisible();
  await expect(reconnectingStatus(bobPage)).toBeVisible();

  await callControl(alicePage, 'Hang up').click();
  await expect(reconnectingStatus(bobPage)).toHaveCount(0);
  await dismissEndedCall(alicePage);
  await dial(alicePage, bob.id, 'Call');
  await expect(incomingCallDialog(bobPage)).toBeVisible();
  await callControl(alicePage, 'Hang up').click();
});

test('X1, X3: after an outage a call rings at the callee’s new agent, a missed call is recorded, and a hang-up during the outage arrives', async ({
  openPages,
  emulator,
  expectedErrors,
}) => {
  test.setTimeout(120_000);
  // The browser logs every socket that fails.
  expectedErrors.push(/WebSocket/);
  const [alicePage, bobPage] = await openPages(alice, bob);

  const cutOff = async (page: Page, upn: string) => {
    await emulator.setConditions({ silentSignalling: true, user: upn });
    await expect(reconnectingStatus(page)).toBeVisible({ timeout: 10_000 });
  };

  await cutOff(bobPage, bob.upn);
  await dial(alicePage, bob.id, 'Call');
  await expect(callStateText(alicePage, 'Ringing…')).toBeVisible();
  await hangUp(alicePage);
  await dial(alicePage, bob.id, 'Call');
  await expect(callStateText(alicePage, 'Ringing…')).toBeVisible();
  await emulator.resetConditions();
  await expect(incomingCallDialog(bobPage)).toBeVisible({ timeout: 20_000 });
  await expect(recentCalls(bobPage).getByRole('listitem')).toHaveText([/Missed/]);
  await acceptCall(bobPage);
  await expect(callStateText(alicePage, 'Connected')).toBeVisible();

  await cutOff(alicePage, alice.upn);
  await callControl(alicePage, 'Hang up').click();
  // Until the call screen has gone, it says *Reconnecting…*, too.
  await expect(alicePage.getByRole('region', { name: 'Call', exact: true })).toHaveCount(0);
  await expect(reconnectingStatus(alicePage)).toContainText('may not know yet that you have hung up');
  await emulator.resetConditions();
  await expect(reconnectingStatus(alicePage)).toHaveCount(0, { timeout: 20_000 });
  await expect(callStateText(bobPage, 'Connected')).toHaveCount(0);
});

import type { Page } from '@playwright/test';
import { controls } from '../support/controls.ts';
import {
  acceptCall,
  callState,
  connectCall,
  control,
  dial,
  expect,
  incoming,
  people,
  test,
} from '../support/app/appTest.ts';

const { alice, bob } = people;

const reconnectingStatus = (page: Page) => page.getByRole('status').filter({ hasText: 'Reconnecting' });

test('C1: an agent that is disconnected for good is replaced, and calls reach its user again without a click', async ({
  signedIn,
  system,
  expectedErrors,
}) => {
  expectedErrors.push(/WebSocket/);
  const emulator = controls(system);
  const a = await signedIn(alice.upn);
  const b = await signedIn(bob.upn);
  await emulator.set({ agentDisconnect: { user: bob.upn, refuseNewMs: 600_000 } });
  await expect(reconnectingStatus(b.page)).toContainText(/Next attempt at \d+:\d\d:\d\d/);
  await emulator.reset();
  await b.page.getByRole('button', { name: 'Try now' }).click();
  await expect(reconnectingStatus(b.page)).toHaveCount(0);

  await emulator.set({ agentDisconnect: { user: bob.upn, reason: 'invalidToken' } });
  await expect(reconnectingStatus(b.page)).toBeVisible();
  await expect(reconnectingStatus(b.page)).toHaveCount(0);
  await dial(a.page, bob.id, 'Call');
  await acceptCall(b.page);
  await expect(callState(b.page, 'Connected')).toBeVisible();
  await control(a.page, 'Hang up').click();
});

test('C1: a call outlives its agent, and the next agent is created when the call has ended', async ({
  signedIn,
  system,
}) => {
  const emulator = controls(system);
  const a = await signedIn(alice.upn);
  const b = await signedIn(bob.upn);
  await connectCall(a.page, b.page, bob.id);

  await emulator.set({ agentDisconnect: { user: bob.upn } });
  await expect(reconnectingStatus(b.page)).toContainText('once your calls have ended');
  await expect(b.page.getByRole('button', { name: 'Try now' })).toHaveCount(0);
  // Commands still work: Alice sees that Bob holds and resumes the call.
  await control(b.page, 'Hold').click();
  await expect(callState(a.page, 'On hold')).toBeVisible();
  await control(b.page, 'Resume').click();
  await expect(callState(a.page, 'Connected')).toBeVisible();
  await expect(reconnectingStatus(b.page)).toBeVisible();

  await control(a.page, 'Hang up').click();
  await expect(reconnectingStatus(b.page)).toHaveCount(0);
  await a.page.getByRole('button', { name: 'Close', exact: true }).click();
  await dial(a.page, bob.id, 'Call');
  await expect(incoming(b.page)).toBeVisible();
  await control(a.page, 'Hang up').click();
});

import type { Page } from '@playwright/test';
import { controls } from '../support/controls.ts';
import { control, dial, expect, inCall, incoming, people, test } from '../support/app/appTest.ts';

const { alice, bob } = people;

const line = (page: Page) => page.getByRole('status').filter({ hasText: 'Reconnecting' });
const connected = (page: Page) => inCall(page).getByText('Connected', { exact: true });

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
  await expect(line(b.page)).toContainText(/Next attempt at \d+:\d\d:\d\d/);
  await emulator.reset();
  await b.page.getByRole('button', { name: 'Try now' }).click();
  await expect(line(b.page)).toHaveCount(0);

  await emulator.set({ agentDisconnect: { user: bob.upn, reason: 'invalidToken' } });
  await expect(line(b.page)).toBeVisible();
  await expect(line(b.page)).toHaveCount(0);
  await dial(a.page, bob.id, 'Call');
  await incoming(b.page).getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(connected(b.page)).toBeVisible();
  await control(a.page, 'Hang up').click();
});

test('C1: a call outlives its agent, and the next agent is created when the call has ended', async ({
  signedIn,
  system,
}) => {
  const emulator = controls(system);
  const a = await signedIn(alice.upn);
  const b = await signedIn(bob.upn);
  await dial(a.page, bob.id, 'Call');
  await incoming(b.page).getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(connected(a.page)).toBeVisible();

  await emulator.set({ agentDisconnect: { user: bob.upn } });
  await expect(line(b.page)).toContainText('once your calls have ended');
  await expect(b.page.getByRole('button', { name: 'Try now' })).toHaveCount(0);
  // It still carries commands: what Bob does arrives at Alice.
  await control(b.page, 'Hold').click();
  await expect(inCall(a.page).getByText('On hold', { exact: true })).toBeVisible();
  await control(b.page, 'Resume').click();
  await expect(connected(a.page)).toBeVisible();
  await expect(line(b.page)).toBeVisible();

  await control(a.page, 'Hang up').click();
  await expect(line(b.page)).toHaveCount(0);
  await a.page.getByRole('button', { name: 'Close', exact: true }).click();
  await dial(a.page, bob.id, 'Call');
  await expect(incoming(b.page)).toBeVisible();
  await control(a.page, 'Hang up').click();
});

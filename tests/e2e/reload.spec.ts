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

test('C8, C9, C23: a reload in a call hangs up; the call is in the history, and one click calls the same target again', async ({
  signedIn,
  system,
}) => {
  // As in the real service, only the page's own `bye` ends the call at once.
  await controls(system).set({ closedPageStays: { forMs: 600_000 } });
  const a = await signedIn(alice.upn);
  const b = await signedIn(bob.upn);
  await connectCall(a.page, b.page, bob.id);

  await a.page.reload();
  await expect(b.page.getByRole('button', { name: 'Close', exact: true })).toBeVisible();
  const offer = a.page.getByRole('status').filter({ hasText: 'Your call with Bob Baker ended' });
  await expect(offer).toBeVisible({ timeout: 20_000 });
  const history = a.page.getByRole('region', { name: 'Recent calls' });
  await expect(history.getByRole('listitem')).toHaveText([/Bob Baker.*Outgoing · \d/]);
  // The app calls nobody before the click.
  await expect(incoming(b.page)).toHaveCount(0);

  await a.page.getByRole('button', { name: 'Rejoin', exact: true }).click();
  await acceptCall(b.page);
  await expect(callState(a.page, 'Connected')).toBeVisible();
  await expect(offer).toHaveCount(0);
  await control(a.page, 'Hang up').click();
  await a.page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(history.getByRole('listitem')).toHaveCount(2);
  await a.page.reload();
  await expect(history).toBeVisible({ timeout: 20_000 });
  await expect(a.page.getByRole('button', { name: 'Rejoin', exact: true })).toHaveCount(0);
});

test('C8: a user who answers the browser’s question with Stay keeps the call; closing the tab ends it', async ({
  signedIn,
  system,
}) => {
  const emulator = controls(system);
  await emulator.set({ closedPageStays: { forMs: 600_000 } });
  const { page } = await signedIn(alice.upn);
  await dial(page, people.echo.id, 'Call');
  await expect(callState(page, 'Connected')).toBeVisible();
  await page.evaluate(() => addEventListener('beforeunload', (event) => event.preventDefault()));
  const dialog = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  await (await dialog).dismiss();
  await control(page, 'Hold').click();
  await expect(callState(page, 'On hold')).toBeVisible();

  await page.close();
  await expect.poll(emulator.calls).toEqual([]);
});

test.afterEach(async ({ system }) => void (await controls(system).reset()));

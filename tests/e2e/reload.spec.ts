import { control, dial, expect, inCall, incoming, people, test } from './test.ts';

const { alice, bob } = people;

test('C8, C9, C23: a reload in a call hangs up; the call is in the history, and one click calls there again', async ({
  signedIn,
}) => {
  const a = await signedIn(alice.upn);
  const b = await signedIn(bob.upn);
  // The emulator notices a page that goes; the service does not, so the page has to say that it leaves the call.
  let hasLeft = false;
  const session = await a.context.newCDPSession(a.page);
  await session.send('Network.enable');
  session.on('Network.webSocketFrameSent', ({ response }) => {
    hasLeft ||= response.payloadData.includes('"t":"leave"');
  });
  await dial(a.page, bob.id, 'Call');
  await incoming(b.page).getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(inCall(a.page).getByText('Connected', { exact: true })).toBeVisible();

  expect(hasLeft).toBe(false);
  await a.page.reload();
  expect(hasLeft).toBe(true);
  await expect(b.page.getByRole('button', { name: 'Close', exact: true })).toBeVisible();
  const offer = a.page.getByRole('status').filter({ hasText: 'Your call with Bob Baker ended' });
  await expect(offer).toBeVisible({ timeout: 20_000 });
  const history = a.page.getByRole('region', { name: 'Recent calls' });
  await expect(history.getByRole('listitem')).toHaveText([/Bob Baker.*Outgoing · \d/]);
  // Nobody is called before the click.
  await expect(incoming(b.page)).toHaveCount(0);

  await a.page.getByRole('button', { name: 'Rejoin', exact: true }).click();
  await incoming(b.page).getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(inCall(a.page).getByText('Connected', { exact: true })).toBeVisible();
  await expect(offer).toHaveCount(0);
  await control(a.page, 'Hang up').click();
  await a.page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(history.getByRole('listitem')).toHaveCount(2);
  await a.page.reload();
  await expect(history).toBeVisible({ timeout: 20_000 });
  await expect(a.page.getByRole('button', { name: 'Rejoin', exact: true })).toHaveCount(0);
});

test('C8: a person who is asked whether to leave, and stays, keeps the call', async ({ signedIn }) => {
  const { page } = await signedIn(alice.upn);
  await dial(page, people.echo.id, 'Call');
  const connected = inCall(page).getByText('Connected', { exact: true });
  await expect(connected).toBeVisible();
  await page.evaluate(() => addEventListener('beforeunload', (event) => event.preventDefault()));
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  await (await asked).dismiss();
  await control(page, 'Hold').click();
  await expect(inCall(page).getByText('On hold', { exact: true })).toBeVisible();
  await control(page, 'Hang up').click();
});

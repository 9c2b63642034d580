import { createControls } from '../support/controls.ts';
import {
  acceptCall,
  callControl,
  callStateText,
  connectCall,
  dial,
  dismissEndedCall,
  endedCallNotice,
  expect,
  incomingCallDialog,
  people,
  test,
} from '../support/app/appTest.ts';

const { alice, bob } = people;

// The ids in titles, such as C8, are those of defects that an earlier version had.
test('C8, C9, C23: a reload during a call hangs up, keeps the call in the history, and offers to call the same person again', async ({
  openAppAs,
  system,
}) => {
  // The emulator keeps a participant in the call for ten minutes after the participant's page is gone. So the call ends at
  // once only if the page sends the message `bye` before the reload.
  await createControls(system).setConditions({ closedPageStays: { forMs: 600_000 } });
  const { page: alicePage } = await openAppAs(alice.upn);
  const { page: bobPage } = await openAppAs(bob.upn);
  await connectCall(alicePage, bobPage, bob.id);

  await alicePage.reload();
  await expect(endedCallNotice(bobPage, 'The call has ended')).toBeVisible();
  const rejoinOffer = alicePage.getByRole('status').filter({ hasText: 'Your call with Bob Baker ended' });
  await expect(rejoinOffer).toBeVisible({ timeout: 20_000 });
  const history = alicePage.getByRole('region', { name: 'Recent calls' });
  await expect(history.getByRole('listitem')).toHaveText([/Bob Baker.*Outgoing · \d/]);
  // The app places no call before the click.
  await expect(incomingCallDialog(bobPage)).toHaveCount(0);

  await alicePage.getByRole('button', { name: 'Rejoin', exact: true }).click();
  await acceptCall(bobPage);
  await expect(callStateText(alicePage, 'Connected')).toBeVisible();
  await expect(rejoinOffer).toHaveCount(0);
  await callControl(alicePage, 'Hang up').click();
  await dismissEndedCall(alicePage);
  // Both calls share a row.
  await expect(history.getByRole('listitem')).toHaveText([/Bob Baker \(2\) Outgoing/]);
  await alicePage.reload();
  await expect(history).toBeVisible({ timeout: 20_000 });
  await expect(alicePage.getByRole('button', { name: 'Rejoin', exact: true })).toHaveCount(0);
});

test('C8: when the browser asks whether to leave the page, the user keeps the call by staying, and ends the call by closing the tab', async ({
  openAppAs,
  system,
}) => {
  const emulator = createControls(system);
  // Without the page's message `bye`, the emulator would keep the participant for ten minutes.
  await emulator.setConditions({ closedPageStays: { forMs: 600_000 } });
  const { page } = await openAppAs(alice.upn);
  await dial(page, people.echo.id, 'Call');
  await expect(callStateText(page, 'Connected')).toBeVisible();
  await page.evaluate(() => addEventListener('beforeunload', (event) => event.preventDefault()));
  const whenAsked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  await (await whenAsked).dismiss();
  await callControl(page, 'Hold').click();
  await expect(callStateText(page, 'On hold')).toBeVisible();

  await page.close();
  await expect.poll(emulator.listCalls).toEqual([]);
});

test.afterEach(async ({ system }) => createControls(system).resetConditions());

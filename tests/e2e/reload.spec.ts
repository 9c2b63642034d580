import {
  acceptCall,
  callStateText,
  connectCall,
  endedCallNotice,
  expect,
  hangUp,
  incomingCallDialog,
  people,
  test,
} from '../support/app/appTest.ts';
import { recentCalls } from '../support/app/ringing.ts';

const { alice, bob } = people;

test('C8, C9, C23: a reload during a call hangs up, keeps the call in the history, and offers to call the same person again', async ({
  openPages,
  emulator,
}) => {
  // The emulator keeps a participant in the call for ten minutes after the participant's page is gone. So the call ends at
  // once only if the page sends the message `bye` before the reload.
  await emulator.setConditions({ closedPageStays: { forMs: 600_000 } });
  const [alicePage, bobPage] = await openPages(alice, bob);
  await connectCall(alicePage, bobPage, bob.id);

  // The browser asks. While the user thinks, and if the user stays, the call goes on.
  const question = alicePage.waitForEvent('dialog');
  const leaving = alicePage.evaluate(() => location.reload());
  const dialog = await question;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await leaving;
  await expect(callStateText(alicePage, 'Connected')).toBeVisible();

  // Playwright leaves the page by itself if nobody listens to the question.
  await alicePage.reload();
  await expect(endedCallNotice(bobPage, 'The call has ended')).toBeVisible();
  const rejoinOffer = alicePage.getByRole('status').filter({ hasText: 'Your call with Bob Baker ended' });
  await expect(rejoinOffer).toBeVisible({ timeout: 20_000 });
  const history = recentCalls(alicePage);
  await expect(history.getByRole('listitem')).toHaveText([/Bob Baker.*Outgoing · \d/]);
  // The app places no call before the click.
  await expect(incomingCallDialog(bobPage)).toHaveCount(0);

  // From now on Graph does not answer, and no part of a call may wait for it.
  await emulator.setConditions({ delayGraphMs: 120_000 });
  await alicePage.getByRole('button', { name: 'Rejoin', exact: true }).click();
  await acceptCall(bobPage);
  await expect(callStateText(alicePage, 'Connected')).toBeVisible();
  await expect(rejoinOffer).toHaveCount(0);
  await hangUp(alicePage);
  // Both calls share a row.
  await expect(history.getByRole('listitem')).toHaveText([/Bob Baker \(2\) Outgoing/]);
  await alicePage.reload();
  await expect(history).toBeVisible({ timeout: 20_000 });
  await expect(alicePage.getByRole('button', { name: 'Rejoin', exact: true })).toHaveCount(0);
});

test.afterEach(async ({ emulator }) => emulator.resetConditions());

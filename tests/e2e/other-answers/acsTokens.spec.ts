import {
  callControl,
  callRegion,
  callStateText,
  dialAndConnect,
  expect,
  people,
  test,
} from '../../support/app/appTest.ts';
import { watchRequests } from '../../support/app/faultTest.ts';

const { alice, bob, echo } = people;
/** So short that the app renews an ACS token after half of its lifetime. */
const acsTokenLifetimeSeconds = 24;

test('calls go on when ACS tokens live shorter or longer than Entra’s, and when another ACS resource issues the next one', async ({
  openPages,
  emulator,
}) => {
  await emulator.setConditions({ acsTokenLifetimeSeconds, callsKeepAcsResource: true });
  // Alice's Teams tokens live longer than her ACS tokens, and Bob's live shorter.
  await emulator.setConditions({
    user: bob.upn,
    acsTokenLifetimeSeconds,
    callsKeepAcsResource: true,
    tokenLifetimeSeconds: 10,
  });
  const [alicePage, bobPage] = await openPages(alice, bob);
  const [aliceLog, bobLog] = [watchRequests(alicePage), watchRequests(bobPage)];
  for (const page of [alicePage, bobPage]) {
    await dialAndConnect(page, echo.id, 'Call');
  }
  for (const log of [aliceLog, bobLog])
    await expect.poll(() => log.exchanges.length, { timeout: 20_000 }).toBeGreaterThan(0);

  // The token service moves Alice to another resource. Her call keeps the old token while that token lives.
  await emulator.setConditions({ user: alice.upn, otherAcsResource: true });
  const moved = alicePage.getByRole('alert').filter({ hasText: 'Your calls move to another server.' });
  await expect(moved).toContainText('resource-moved', { timeout: 20_000 });
  await expect(callStateText(alicePage, 'Connected')).toBeVisible();
  await expect(callStateText(bobPage, 'Connected')).toBeVisible();
  await expect(bobPage.getByRole('alert')).toHaveCount(0);

  // After the call, the new token is used, and the next call works.
  await callControl(alicePage, 'Hang up').click();
  await expect(callRegion(alicePage)).toHaveCount(0);
  await expect(moved).toHaveCount(0);
  await dialAndConnect(alicePage, echo.id, 'Call');
  await emulator.resetCalls();
});

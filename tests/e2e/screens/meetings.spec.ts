import { chooseMore, dialAndConnect, expect, openView, people, test } from '../../support/app/appTest.ts';
import { allow, hiddenFrameWarning } from '../../support/app/popup.ts';
import { lookAt } from './look.ts';

const { alice, echo } = people;

test('the meetings of today, their failures, and the chat beside a call are accessible and fit the window', async ({
  openAppAs,
  expectedErrors,
}) => {
  test.setTimeout(240_000);
  expectedErrors.push(hiddenFrameWarning, /403|503/);
  const { page } = await openAppAs(alice.upn);
  const today = page.getByRole('region', { name: 'Today' });
  await openView(page, 'Meetings');
  await expect(today.getByRole('button', { name: 'Not now' })).toBeVisible();
  await lookAt(page, 'meetings-consent');
  await today.getByRole('button', { name: 'Not now' }).click();
  await lookAt(page, 'meetings-refused');

  await page.route(/calendarView/, (route) => route.fulfill({ status: 503 }));
  await allow(page);
  await expect(today.getByRole('alert')).toBeVisible();
  await lookAt(page, 'meetings-failed');
  await page.unroute(/calendarView/);
  await today.getByRole('button', { name: 'Try again' }).click();
  await expect(today.getByText('Front desk stand-up').first()).toBeVisible();
  await lookAt(page, 'meetings');
  await openView(page, 'Calls');
  await lookAt(page, 'home-today');

  await dialAndConnect(page, echo.id, 'Call');
  await chooseMore(page, 'Teams messages');
  await lookAt(page, 'chat-consent');
  await allow(page);
  await page.getByRole('button', { name: 'Can you take a call now?' }).click();
  await expect(page.getByRole('log', { name: 'Messages' })).toBeVisible();
  await lookAt(page, 'chat');
});

test(
  'the view People, the request to set the presence, and the dial-in details are accessible and fit the window',
  { tag: '@pictures' },
  async ({ openAppAs, emulator }) => {
    test.setTimeout(120_000);
    const { page } = await openAppAs(alice.upn);
    await openView(page, 'People');
    await lookAt(page, 'people-view');
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitemradio', { name: 'Busy' }).click();
    await expect(page.getByRole('dialog', { name: 'Your presence' })).toBeVisible();
    await lookAt(page, 'own-presence');
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await openView(page, 'Calls');
    const { meeting } = await emulator.startScenario('meeting-with-lobby', alice.upn);
    await dialAndConnect(page, meeting.link, 'Call');
    await chooseMore(page, 'Dial-in details');
    const loadButton = page.getByRole('button', { name: 'Load the dial-in details' });
    const conferenceId = page.getByText(/^Conference ID/);
    // If Alice has consented in an earlier test, the details appear by themselves.
    await expect(loadButton.or(conferenceId)).toBeVisible();
    if (await loadButton.isVisible()) await loadButton.click();
    await expect(conferenceId).toBeVisible();
    await lookAt(page, 'dial-in-panel');
    await emulator.resetCalls();
  },
);

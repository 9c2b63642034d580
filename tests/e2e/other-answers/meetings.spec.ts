import type { Page } from '@playwright/test';
import {
  callControl,
  callRegion,
  callStateText,
  dial,
  endedCallNotice,
  expect,
  people,
  test,
} from '../../support/app/appTest.ts';

// In the default directory, this meeting has no lobby, and the passcode open01.
const [meetingId, passcode] = ['201 000 000 001', 'open01'];
const wrongPasscode = /There is no such meeting, or its passcode is wrong/;

const leave = async (page: Page) => {
  await expect(callStateText(page, 'Connected')).toBeVisible();
  await callControl(page, 'Hang up').click();
  await expect(callRegion(page)).toHaveCount(0);
};

test('a user joins a meeting by a link of teams.cloud.microsoft, and by its id and passcode', async ({
  openAppAs,
}) => {
  const { page } = await openAppAs(people.alice.upn);
  await dial(page, `https://teams.cloud.microsoft/meet/201000000001?p=${passcode}`, 'Call');
  await leave(page);

  await page.getByRole('combobox', { name: 'Call someone' }).fill(meetingId);
  await page.getByRole('textbox', { name: 'Passcode' }).fill('wrong');
  await page.keyboard.press('Enter');
  await expect(endedCallNotice(page, wrongPasscode)).toBeVisible();

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Meetings' }).click();
  await page.getByRole('textbox', { name: 'Meeting ID' }).fill(meetingId);
  await page.getByRole('textbox', { name: 'Passcode' }).last().fill(passcode);
  await page.keyboard.press('Enter');
  await leave(page);
});

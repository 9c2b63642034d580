import type { Page } from '@playwright/test';
import { buildControlsAddress } from '../../src/emulator/emulator.ts';
import {
  acceptCall,
  callControl,
  callStateText,
  dial,
  dismissEndedCall,
  endedCallNotice,
  expect,
  expectMovingPicture,
  people,
  test,
  findDialBox,
} from '../support/app/appTest.ts';

const { alice, bob } = people;

const expectState = (page: Page, text: string) => expect(callStateText(page, text)).toBeVisible();

// The emulator's clock never goes back, so with this option Playwright gives the file a worker and an emulator of its own.
test.use({ movesClock: true });

test('a developer starts each kind of scenario with one click on the emulator’s page', async ({
  openAppAs,
  system,
}) => {
  test.slow();
  const { page, context } = await openAppAs(alice.upn);
  const controlsPage = await context.newPage();
  await controlsPage.goto(buildControlsAddress(system.emulator));
  const press = (name: string) => controlsPage.getByRole('button', { name, exact: true }).click();

  await expect(
    page.getByRole('navigation', { name: 'Main' }).getByText('Emulator', { exact: true }),
  ).toBeVisible();
  await press('You are called');
  await acceptCall(page);
  await expectState(page, 'Connected');
  await expectMovingPicture(page, bob.name);
  await press('A recording starts');
  await expect(page.getByText('This call is being recorded.')).toBeVisible();
  await press('Your network is dead for a while');
  await expectState(page, 'Reconnecting…');
  await press('A minute on');
  await expectState(page, 'Connected');
  await expectMovingPicture(page, bob.name);
  await callControl(page, 'Hang up').click();
  await dismissEndedCall(page);

  await press('Your next call is declined');
  await dial(page, bob.id, 'Call');
  await expect(endedCallNotice(page, 'Bob Baker declined the call')).toContainText('Code 603/0');
  await dismissEndedCall(page);

  await press('A meeting with a lobby');
  await dial(page, await controlsPage.locator('#said code').innerText(), 'Call');
  await expectState(page, 'Connected');
  await callControl(page, 'People').click();
  await page.getByRole('complementary').getByRole('button', { name: 'Admit all' }).click();
  for (const name of [bob.name, people.carol.name])
    await expect(page.getByRole('group', { name })).toBeVisible();
  await callControl(page, 'Hang up').click();
  await dismissEndedCall(page);

  await press('Your token ends in two minutes');
  const whenExchanged = page.waitForResponse((response) => response.url().endsWith('/api/token'));
  await page.reload();
  const { expiresOn } = (await (await whenExchanged).json()) as { expiresOn: string };
  // The button *A minute on* has moved the emulator's clock, so a token of two minutes seems to last three.
  expect(Date.parse(expiresOn) - Date.now()).toBeLessThan(181_000);
  await expect(findDialBox(page)).toBeVisible();
  // Other tests use the same emulator.
  await press('Reset everything');
});

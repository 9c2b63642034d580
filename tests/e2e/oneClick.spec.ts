import type { Page } from '@playwright/test';
import { buildControlsAddress } from '../../src/emulator/emulator.ts';
import {
  acceptCall,
  callControl,
  callRegion,
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
const closeEndedCall = (page: Page) => dismissEndedCall(page);

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
  /** Presses a button that creates a meeting. @returns the link of the new meeting */
  const createMeeting = async (name: string): Promise<string> => {
    const link = controlsPage.locator('#said code');
    const lastLinks = await link.allInnerTexts();
    await press(name);
    await expect(link).not.toHaveText(lastLinks[0] ?? '');
    return link.innerText();
  };

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
  await closeEndedCall(page);

  for (const [button, text, code] of [
    ['Your next call is declined', 'Bob Baker declined the call', 'Code 603/0'],
    ['Your next call finds them busy', 'Bob Baker is busy', 'Code 486/0'],
  ] as const) {
    await press(button);
    await dial(page, bob.id, 'Call');
    await expect(endedCallNotice(page, text)).toBeVisible();
    await expect(page.getByText(code)).toBeVisible();
    await closeEndedCall(page);
  }

  await dial(page, await createMeeting('A meeting with a lobby'), 'Call');
  await expectState(page, 'Connected');
  await callControl(page, 'People').click();
  await page.getByRole('complementary').getByRole('button', { name: 'Admit all' }).click();
  for (const name of [bob.name, people.carol.name])
    await expect(page.getByRole('group', { name })).toBeVisible();
  await callControl(page, 'Hang up').click();
  await closeEndedCall(page);

  await dial(page, await createMeeting('A crowd'), 'Call');
  await expectState(page, 'Connected');
  await expect(callRegion(page).getByRole('group', { name: '334 more people' })).toBeVisible();
  await callControl(page, 'Hang up').click();
  await closeEndedCall(page);

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

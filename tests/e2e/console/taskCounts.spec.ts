import type { Page } from '@playwright/test';
import { createControls } from '../../support/controls.ts';
import { callStateText, expect, people, test, findDialBox } from '../../support/app/appTest.ts';
import { ReceptionDesk } from '../../support/app/receptionDesk.ts';
import { expectMoves, startCountingMoves } from '../../support/app/moves.ts';

const { alice, bob, carol } = people;

const expectTransferred = (page: Page, caller: string, target: string) =>
  expect(page.getByRole('status').filter({ hasText: `${caller} is now with ${target}` })).toBeVisible();
const favouritesList = (page: Page) => page.getByRole('list', { name: 'Favourites' });

/** Adds people of the directory to the favourites, in this order. */
async function addFavourites(page: Page, names: readonly string[]): Promise<void> {
  const region = page.getByRole('region', { name: 'Favourites' });
  const searchBox = region.getByRole('searchbox', { name: 'Find people' });
  for (const name of names) {
    await searchBox.fill(name);
    await region
      .getByRole('list', { name: 'Directory' })
      .getByRole('button', { name: new RegExp(`^Favourite: ${name}`) })
      .click();
  }
  await searchBox.fill('');
}

test('a user calls by name with 5 keys, answers while typing with one, and types again after the call with none', async ({
  openAppAs,
  system,
}) => {
  const emulator = createControls(system);
  const { page } = await openAppAs(alice.upn);
  const removeBobsAgent = await emulator.addAnsweringAgent(bob.upn);
  await startCountingMoves(page);
  const desk = new ReceptionDesk(page, emulator);

  await expectMoves(page, 'call by name', 5, async () => {
    await expect(findDialBox(page)).toBeFocused();
    await page.keyboard.type('bo');
    await expect(page.getByRole('option', { name: /Bob Baker/ })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByText('Calls Bob Baker.')).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(callStateText(page, 'Connected')).toBeVisible();
  });
  await page.keyboard.press('Control+Shift+H');
  await expectMoves(page, 'back to work after a call that the user ended', 0, () =>
    expect(findDialBox(page)).toBeFocused(),
  );

  await page.keyboard.type('car');
  await desk.receiveCall(1);
  await expect(findDialBox(page)).toBeFocused();
  await expectMoves(page, 'answer while typing', 1, async () => {
    await page.keyboard.press('Control+Shift+S');
    await desk.expectFrontCall(1);
    await expect(callStateText(page, 'Connected')).toBeVisible();
  });
  await desk.hangUpByCaller(1);
  await expectMoves(page, 'back to work after a call that the caller ended', 0, () =>
    expect(findDialBox(page)).toBeFocused(),
  );
  await removeBobsAgent();
  await emulator.resetCalls();
});

test('a user transfers to a favourite with 2 clicks or 5 keys, and with 3 after a consultation', async ({
  openAppAs,
  system,
}) => {
  test.setTimeout(120_000);
  const emulator = createControls(system);
  const { page } = await openAppAs(alice.upn);
  const removeBobsAgent = await emulator.addAnsweringAgent(bob.upn);
  await addFavourites(page, [bob.name, carol.name]);
  await startCountingMoves(page);
  const desk = new ReceptionDesk(page, emulator);
  const bobsRow = favouritesList(page).getByRole('listitem', { name: new RegExp(`^${bob.name}`) });

  await desk.answer(1);
  await expectMoves(page, 'blind transfer by mouse', 2, async () => {
    await bobsRow.getByRole('button', { name: 'Transfer', exact: true }).click();
    await expectTransferred(page, 'Crowd 001 (bot)', bob.name);
  });
  await expect(findDialBox(page)).toBeFocused();

  await desk.answer(2);
  await expectMoves(page, 'blind transfer by keyboard', 5, async () => {
    await page.keyboard.press('Control+Shift+X');
    await expect(page.getByRole('combobox', { name: 'Transfer to' })).toBeFocused();
    await page.keyboard.type('bo');
    await page.keyboard.press('Enter');
    await expectTransferred(page, 'Crowd 002 (bot)', bob.name);
  });
  await expect(findDialBox(page)).toBeFocused();

  await desk.answer(3);
  await expectMoves(page, 'consultation and transfer by mouse', 3, async () => {
    await bobsRow.getByRole('button', { name: 'Consult', exact: true }).click();
    await page.getByRole('button', { name: 'Transfer Crowd 003 (bot) now' }).click();
    await expectTransferred(page, 'Crowd 003 (bot)', bob.name);
  });
  await expect(findDialBox(page)).toBeFocused();
  await removeBobsAgent();
  await emulator.resetCalls();
});

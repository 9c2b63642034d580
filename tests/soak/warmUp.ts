import { callControl, chooseMore, dial, dismissEndedCall, people } from '../support/app/appTest.ts';
import type { User } from '../support/app/user.ts';
import type { Person } from './person.ts';
import type { StorageLedger } from './storageLedger.ts';

/**
 * Loads every part of the app in the first tab of each user, and fills the list of recent calls, so that another call adds no
 * row. If the use of a resource grows after this warm-up, there is a leak.
 */
export async function loadAndFillApp(persons: readonly Person[], ledger: StorageLedger): Promise<void> {
  for (const person of persons) {
    await ledger.fillHistory(person);
    for (const { user } of person.tabs.slice(0, 1)) await openEveryPart(user);
  }
}

/** Opens each part of the app that is loaded at its first use: videos, panels, menus and dialogs. */
async function openEveryPart({ page }: User): Promise<void> {
  await dial(page, people.echo.id, 'Video call');
  const pressControl = (name: string) => callControl(page, name).click();
  for (const name of ['Hold', 'Resume', 'Share screen', 'Stop sharing', 'Mute', 'Unmute'])
    await pressControl(name);
  const closePanel = (name: string) => page.getByRole('button', { name: `Close ${name}` }).click();
  for (const panel of ['People', 'Transfer']) {
    await pressControl(panel);
    await closePanel(panel);
  }
  await chooseMore(page, 'Keypad');
  await closePanel('Keypad');
  await chooseMore(page, 'Settings');
  await page.getByRole('tab').first().waitFor();
  await page.keyboard.press('Escape');
  await pressControl('Hang up');
  await dismissEndedCall(page);
}

import { callControl, dial, people } from '../support/app/appTest.ts';
import type { SoakRecord } from './record.ts';
import type { User } from '../support/app/user.ts';

/** More calls than the list of recent calls has rows. */
const maxCalls = 60;

/**
 * Loads every part of the app, and places calls until another one adds no row to the list of recent calls. Whatever grows
 * from then on is a leak.
 * @returns the largest number of calls that one user placed.
 */
export async function warmUp(users: readonly User[], record: SoakRecord): Promise<number> {
  for (const user of users) await openEveryPart(user, record);
  const counts = await Promise.all(users.map((user) => fillHistory(user, record)));
  return Math.max(...counts);
}

/** Opens each part of the app that is loaded at its first use: videos, panels, menus and dialogs. */
async function openEveryPart({ page, upn }: User, record: SoakRecord): Promise<void> {
  record.noteEndingCommand(upn, 'hang up');
  await dial(page, people.echo.id, 'Video call');
  const press = (name: string) => callControl(page, name).click({ timeout: 20_000 });
  for (const name of ['Hold', 'Resume', 'Share screen', 'Stop sharing', 'Mute', 'Unmute', 'People'])
    await press(name);
  for (const panel of ['People', 'Transfer', 'Keypad']) {
    if (panel !== 'People') {
      await press('More');
      await page.getByRole('menuitem', { name: panel }).click();
    }
    await page.getByRole('button', { name: `Close ${panel}` }).click();
  }
  await press('More');
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  record.noteEndingCommand(upn, 'hang up');
  await press('Hang up');
  await page.getByRole('main').getByRole('button', { name: 'Close', exact: true }).click();
}

async function fillHistory({ page, upn }: User, record: SoakRecord): Promise<number> {
  const rows = page.getByRole('region', { name: 'Recent calls' }).getByRole('listitem');
  let unchanged = 0;
  for (let calls = 1; calls <= maxCalls; calls++) {
    const before = await rows.count();
    record.noteEndingCommand(upn, 'dial');
    await dial(page, people.busy.id, 'Call');
    await page
      .getByRole('main')
      .getByRole('button', { name: 'Close', exact: true })
      .click({ timeout: 20_000 });
    // On a busy machine the row appears after the first screen does.
    const grew = await rows
      .nth(before)
      .waitFor({ state: 'attached', timeout: 2_000 })
      .then(
        () => true,
        () => false,
      );
    unchanged = grew ? 0 : unchanged + 1;
    if (unchanged === 3) return calls;
  }
  return maxCalls;
}

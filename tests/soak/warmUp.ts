import { callControl, dial, dismissEndedCall, people } from '../support/app/appTest.ts';
import type { SoakRecord } from './record.ts';
import type { User } from '../support/app/user.ts';

/** This number is higher than the number of rows in the list of recent calls. */
const maxCalls = 60;

/**
 * Loads every part of the app, and places calls until another call adds no row to the list of recent calls. If the use of a
 * resource grows after this warm-up, there is a leak.
 * @returns the largest number of calls that a user placed
 */
export async function loadAndFillApp(users: readonly User[], record: SoakRecord): Promise<number> {
  for (const user of users) await openEveryPart(user, record);
  const counts = await Promise.all(users.map((user) => fillHistory(user, record)));
  return Math.max(...counts);
}

/** Opens each part of the app that is loaded at its first use: videos, panels, menus and dialogs. */
async function openEveryPart({ page, upn }: User, record: SoakRecord): Promise<void> {
  record.noteEndingCommand(upn, 'hang up');
  await dial(page, people.echo.id, 'Video call');
  const pressControl = (name: string) => callControl(page, name).click({ timeout: 20_000 });
  for (const name of ['Hold', 'Resume', 'Share screen', 'Stop sharing', 'Mute', 'Unmute', 'People'])
    await pressControl(name);
  for (const panel of ['People', 'Transfer', 'Keypad']) {
    if (panel === 'Transfer') await pressControl(panel);
    else if (panel !== 'People') {
      await pressControl('More');
      await page.getByRole('menuitem', { name: panel }).click();
    }
    await page.getByRole('button', { name: `Close ${panel}` }).click();
  }
  await pressControl('More');
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  record.noteEndingCommand(upn, 'hang up');
  await pressControl('Hang up');
  await dismissEndedCall(page);
}

/** The phone number that is always busy. */
const busyNumber = '+14255550101';

/**
 * Calls the bot Busy and the busy number by turns until the calls add no more rows. Repeated calls to one callee would share
 * a row.
 * @returns the number of calls
 */
async function fillHistory({ page, upn }: User, record: SoakRecord): Promise<number> {
  const rows = page.getByRole('region', { name: 'Recent calls' }).getByRole('listitem');
  /** The number of calls in a row that have added no row. */
  let unchangedCount = 0;
  for (let calls = 1; calls <= maxCalls; calls++) {
    const rowCount = await rows.count();
    record.noteEndingCommand(upn, 'dial');
    await dial(page, calls % 2 === 0 ? busyNumber : people.busy.id, 'Call');
    await dismissEndedCall(page);
    // On a busy machine, the new row appears later than the first screen.
    const hasNewRow = await rows
      .nth(rowCount)
      .waitFor({ state: 'attached', timeout: 2_000 })
      .then(
        () => true,
        () => false,
      );
    unchangedCount = hasNewRow ? 0 : unchangedCount + 1;
    if (unchangedCount === 3) return calls;
  }
  return maxCalls;
}

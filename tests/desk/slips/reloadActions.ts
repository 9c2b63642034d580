import { findDialBox } from '../../support/app/appTest.ts';
import { toShownName, type Caller, type Colleague } from '../desk.ts';
import type { DeskState, Walk } from '../walk.ts';
import { isWithColleague, type DeskAction } from './deskAction.ts';
import { dismissMessages } from './dismissMessages.ts';

const describeCalls = ({ front, held, ringing, consulted }: Omit<DeskState, 'screen' | 'freeColleagues'>) =>
  [
    consulted && 'a consultation',
    front && 'a call',
    held.length > 0 && 'calls on hold',
    ringing.length > 0 && 'a ringing call',
  ]
    .filter(Boolean)
    .join(', ');

/**
 * Reloads the page, and checks that it offers each caller whose call ends to rejoin or to call back.
 * @param transfer a transfer that has begun: the caller may already be with the colleague
 */
export async function reload(
  walk: Walk,
  callers: readonly (Caller | null)[],
  transfer?: { transferee: Caller; colleague: Colleague },
): Promise<void> {
  const {
    page,
    judge,
    desk: { ledger },
  } = walk;
  // A call that rings ends too, unless the user has another page.
  const own = callers.filter((caller) => caller !== null);
  for (const caller of own) judge.permit(caller, 'end');
  await walk.drain();
  await page.reload();
  await findDialBox(page).waitFor();
  for (const caller of own) {
    const ends = [ledger.waitFor(caller.name, 'gone')];
    if (caller === transfer?.transferee)
      ends.push(ledger.waitFor(caller.name, 'talking', transfer.colleague.name));
    await Promise.any(ends);
  }
  await ledger.waitForQuiet();
  const rejoin = page
    .getByRole('status')
    .filter({ has: page.getByRole('button', { name: 'Rejoin', exact: true }) });
  const recent = page.getByRole('region', { name: 'Recent calls' });
  for (const caller of own) {
    if (isWithColleague(ledger.read(caller.name).state)) continue;
    const row = recent.getByRole('listitem').filter({ hasText: toShownName(caller) });
    const offers = row
      .getByRole('button', { name: /^Call / })
      .or(rejoin.filter({ hasText: toShownName(caller) }));
    const isOffered = await offers
      .first()
      .waitFor({ timeout: 10_000 })
      .then(
        () => true,
        () => false,
      );
    if (!isOffered)
      judge.report(judge.lost, `${caller.name} is not offered after a reload, to rejoin or to call back`);
  }
  await dismissMessages(page);
}

async function reloadNow(walk: Walk, state: DeskState): Promise<void> {
  const { front, held, ringing } = state;
  walk.count(`slip: reload with ${describeCalls(state)}`);
  await reload(walk, [front, ...held, ...ringing]);
}

export const reloadActions: readonly DeskAction[] = [
  {
    name: 'reload, and stay',
    weight: ({ front }) => (front ? 1 : 0),
    async run(walk) {
      const { page } = walk;
      walk.count('slip: reload, and stay');
      const question = page.waitForEvent('dialog');
      const leaving = page.evaluate(() => location.reload());
      await (await question).dismiss();
      await leaving;
    },
  },
  {
    name: 'reload',
    weight: ({ front, ringing, consulted }) => (consulted ? 0 : front ? 0.7 : ringing.length > 0 ? 0.3 : 0),
    run: reloadNow,
  },
  {
    name: 'reload during a consultation',
    weight: ({ consulted }) => (consulted ? 2 : 0),
    run: reloadNow,
  },
];

import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../support/random.ts';
import { actions } from './actions.ts';
import type { FaultSource } from './faults.ts';
import type { SoakRecord } from './record.ts';
import type { Screen } from '../support/app/screen.ts';
import { choose, closePanels, type Moment, type Outcome } from './steps.ts';
import type { User } from '../support/app/user.ts';

const outcomeWithinMs = 12_000;

/** Lets the users do things until `until`, a time in milliseconds. */
export async function drive(
  users: readonly User[],
  { random, record, faults }: { random: Random; record: SoakRecord; faults: FaultSource },
  until: number,
): Promise<void> {
  while (Date.now() < until) {
    await faults.turn();
    const rung = await ringingUsers(users);
    // A ring is answered before its caller loses patience, mostly.
    const user = random.pick(rung.length > 0 && random.chance(0.6) ? rung : users);
    const screen = await user.look().catch(() => null);
    const others = users.filter((one) => one !== user);
    if (screen) {
      const other =
        [...others.map(({ name }) => name), 'Echo (bot)'].find((name) => screen.title === name) ?? null;
      await act({ user, screen, others, other, random, record });
    }
    await pause(200 + random.below(1_200));
  }
  await faults.stop();
}

async function ringingUsers(users: readonly User[]): Promise<User[]> {
  const screens = await Promise.all(users.map((user) => user.look().catch(() => null)));
  return users.filter((_, i) => (screens[i]?.incoming.length ?? 0) > 0);
}

async function act(moment: Moment): Promise<void> {
  const { user, record, screen } = moment;
  const action = choose(actions, moment);
  if (!action) return;
  record.step(`${user.name}: ${action.name} (${screen.shows} ${screen.title} ${screen.status})`);
  record.acted(user.upn);
  try {
    const outcome = await action.run(moment);
    record.acted(user.upn);
    record.count(action.name);
    if (outcome) await expectOutcome(moment, action.name, outcome);
  } catch (error) {
    // The other side may have ended the call between the look and the press.
    record.count(`${action.name} came too late`);
    record.step(`  too late: ${String(error).replaceAll(/\s+/g, ' ').slice(0, 400)}`);
    await user.page.keyboard.press('Escape');
  }
}

async function expectOutcome({ user, record }: Moment, action: string, outcome: Outcome): Promise<void> {
  const until = Date.now() + outcomeWithinMs;
  let last: Screen | null = null;
  while (Date.now() < until) {
    last = await user.look().catch(() => null);
    if (last && outcome.holds(last)) return;
    await pause(200);
  }
  // A command may wait until the network is back.
  if (record.isDisturbed(outcomeWithinMs + 20_000)) return;
  record.break(
    `${user.name}: "${action}" had no effect (${outcome.what}); the screen: ${JSON.stringify(last)}`,
  );
}

/** Brings every user to the first screen, without a call. */
export async function rest(users: readonly User[], record: SoakRecord): Promise<void> {
  const until = Date.now() + 90_000;
  for (;;) {
    const screens = await Promise.all(users.map(async (user) => ({ user, screen: await user.look() })));
    const busy = screens.filter(
      ({ screen }) => screen.shows !== 'home' || screen.incoming.length > 0 || screen.hasDialog,
    );
    if (busy.length === 0) return;
    if (Date.now() > until) {
      record.break(
        `not everyone came to rest in 90 s: ${JSON.stringify(busy.map(({ user, screen }) => [user.name, screen]))}`,
      );
      return;
    }
    for (const { user, screen } of busy) await leave(user, screen, record);
    await pause(500);
  }
}

async function leave(user: User, screen: Screen, record: SoakRecord): Promise<void> {
  record.mayEnd(user.upn, 'coming to rest');
  const { page } = user;
  const click = (name: string) =>
    page
      .getByRole('button', { name, exact: true })
      .first()
      .click({ timeout: 2_000 })
      .catch(() => {});
  if (screen.hasDialog) await page.keyboard.press('Escape');
  else if (screen.incoming.length > 0) await click('Decline');
  else if (screen.shows === 'call') {
    await closePanels(user);
    if (screen.controls.includes('Hang up')) await click('Hang up');
  } else if (screen.shows === 'ended') await click('Close');
}

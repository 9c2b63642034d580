import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../support/random.ts';
import { actions } from './actions.ts';
import type { FaultSource } from './faults.ts';
import type { SoakRecord } from './record.ts';
import type { Screen } from '../support/app/screen.ts';
import { chooseAction, closePanels, type ActionContext, type Outcome } from './steps.ts';
import type { User } from '../support/app/user.ts';

/** Milliseconds within which the screen must show the outcome of an action. */
const outcomeTimeoutMs = 12_000;

/**
 * Lets random users carry out random actions, while faults begin and end.
 * @param endsAt milliseconds since 1970
 */
export async function runRandomActions(
  users: readonly User[],
  { random, record, faults }: { random: Random; record: SoakRecord; faults: FaultSource },
  endsAt: number,
): Promise<void> {
  while (Date.now() < endsAt) {
    await faults.update();
    const calledUsers = await findCalledUsers(users);
    // A user with an incoming call acts more often, so that users answer most calls before the calls time out.
    const user = random.pick(calledUsers.length > 0 && random.chance(0.6) ? calledUsers : users);
    const screen = await user.readScreen().catch(() => null);
    const others = users.filter((candidate) => candidate !== user);
    if (screen) {
      const participant =
        [...others.map(({ name }) => name), 'Echo (bot)'].find((name) => screen.title === name) ?? null;
      await actAtRandom({ user, screen, others, participant, random, record });
    }
    await pause(200 + random.below(1_200));
  }
  await faults.stop();
}

/** Finds the users who have an incoming call on the screen. */
async function findCalledUsers(users: readonly User[]): Promise<User[]> {
  const screens = await Promise.all(users.map((user) => user.readScreen().catch(() => null)));
  return users.filter((_, index) => (screens[index]?.incoming.length ?? 0) > 0);
}

/** Lets the user carry out one random action, and checks its outcome. */
async function actAtRandom(context: ActionContext): Promise<void> {
  const { user, record, screen } = context;
  const action = chooseAction(actions, context);
  if (!action) return;
  record.noteStep(`${user.name}: ${action.name} (${screen.shows} ${screen.title} ${screen.status})`);
  record.noteAction(user.upn);
  try {
    const outcome = await action.run(context);
    record.noteAction(user.upn);
    record.countAction(action.name);
    if (outcome) await expectOutcome(context, action.name, outcome);
  } catch (error) {
    // The other participant may have ended the call since the screen was read.
    record.countAction(`${action.name} came too late`);
    record.noteStep(`  too late: ${String(error).replaceAll(/\s+/g, ' ').slice(0, 400)}`);
    await user.page.keyboard.press('Escape');
  }
}

async function expectOutcome(
  { user, record }: ActionContext,
  action: string,
  outcome: Outcome,
): Promise<void> {
  const endsAt = Date.now() + outcomeTimeoutMs;
  let lastScreen: Screen | null = null;
  while (Date.now() < endsAt) {
    lastScreen = await user.readScreen().catch(() => null);
    if (lastScreen && outcome.isShownOn(lastScreen)) return;
    await pause(200);
  }
  // During a fault, and up to 20 s later, a missing outcome is no defect: commands wait while the network is down.
  if (record.isDisturbed(outcomeTimeoutMs + 20_000)) return;
  record.reportBroken(
    `${user.name}: "${action}" had no effect; expected: ${outcome.what}; the screen: ${JSON.stringify(lastScreen)}`,
  );
}

/** Ends the calls of every user, and brings every user back to the first screen. */
export async function endAllCalls(users: readonly User[], record: SoakRecord): Promise<void> {
  const endsAt = Date.now() + 90_000;
  for (;;) {
    const screens = await Promise.all(users.map(async (user) => ({ user, screen: await user.readScreen() })));
    const busyUsers = screens.filter(
      ({ screen }) => screen.shows !== 'home' || screen.incoming.length > 0 || screen.hasDialog,
    );
    if (busyUsers.length === 0) return;
    if (Date.now() > endsAt) {
      record.reportBroken(
        `not every user was back on the first screen after 90 s: ${JSON.stringify(busyUsers.map(({ user, screen }) => [user.name, screen]))}`,
      );
      return;
    }
    for (const { user, screen } of busyUsers) await leaveScreen(user, screen, record);
    await pause(500);
  }
}

/** Takes one step towards the first screen. */
async function leaveScreen(user: User, screen: Screen, record: SoakRecord): Promise<void> {
  record.noteEndingCommand(user.upn, 'end all calls');
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
  } else if (screen.shows === 'ended') await click('Dismiss');
}

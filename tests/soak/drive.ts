import { setTimeout as pause } from 'node:timers/promises';
import type { Screen } from '../support/app/screen.ts';
import type { Random } from '../support/random.ts';
import { actions } from './actions.ts';
import type { FaultSource } from './faults.ts';
import type { Person, Tab } from './person.ts';
import type { SoakRecord } from './record.ts';
import type { StorageLedger } from './storageLedger.ts';
import {
  chooseAction,
  closePanels,
  createDoublePress,
  pressOnce,
  type ActionContext,
  type Outcome,
} from './steps.ts';

/** Milliseconds within which the screen must show the outcome of an action. */
const outcomeTimeoutMs = 12_000;

/** What the walk works with. `main.ts` provides it. */
export interface WalkDeps {
  readonly random: Random;
  readonly record: SoakRecord;
  readonly ledger: StorageLedger;
  readonly faults: readonly FaultSource[];
  readonly readLogs: (tab: Tab) => Promise<void>;
}

const actorCount = 2;

/**
 * Lets random users carry out random actions in their tabs, while faults begin and end.
 * @param endsAt milliseconds since 1970
 */
export async function runRandomActions(
  persons: readonly Person[],
  deps: WalkDeps,
  endsAt: number,
): Promise<void> {
  const tabsInUse = new Set<Tab>();
  const act = async () => {
    while (Date.now() < endsAt) {
      const tab = chooseTab(persons, deps.random, tabsInUse);
      tabsInUse.add(tab);
      const screen = await tab.readScreen();
      if (screen) await actAtRandom(createContext(tab, screen, persons, deps));
      tabsInUse.delete(tab);
      await pause(200 + deps.random.below(1_200));
    }
  };
  // Each source has a loop of its own, so that a fault that begins slowly does not delay the end of another one.
  const runFaults = async (source: FaultSource) => {
    while (Date.now() < endsAt) {
      await source.update();
      await pause(300);
    }
    await source.stop();
  };
  await Promise.all([...deps.faults.map(runFaults), ...Array.from({ length: actorCount }, act)]);
}

/** Chooses the next tab. Users act more often where a call rings, so that most calls are answered in time. */
function chooseTab(persons: readonly Person[], random: Random, tabsInUse: ReadonlySet<Tab>): Tab {
  const tabs = persons.flatMap((person) => person.tabs).filter((tab) => !tab.isFrozen && !tabsInUse.has(tab));
  const calledTabs = tabs.filter(({ lastScreen }) => (lastScreen?.incoming.length ?? 0) > 0);
  const tabsInCall = tabs.filter(({ lastScreen }) => lastScreen?.shows === 'call');
  if (calledTabs.length > 0 && random.chance(0.5)) return random.pick(calledTabs);
  return random.pick(tabsInCall.length > 0 && random.chance(0.4) ? tabsInCall : tabs);
}

function createContext(
  tab: Tab,
  screen: Screen,
  persons: readonly Person[],
  { random, record, ledger, readLogs }: WalkDeps,
): ActionContext {
  const others = persons.filter((person) => person !== tab.person);
  const participant = [...others.map(({ name }) => name), 'Echo (bot)'].find((name) => screen.title === name);
  const peer = others
    .filter(({ name }) => name === participant)
    .flatMap(({ tabs }) => tabs)
    .find(
      ({ isFrozen, lastScreen }) =>
        !isFrozen && lastScreen?.title === tab.person.name && lastScreen.controls.includes('Hang up'),
    );
  return {
    tab,
    user: tab.user,
    screen,
    others,
    participant: participant ?? null,
    peer: peer ?? null,
    random,
    record,
    ledger,
    press: random.chance(0.25) ? createDoublePress(random) : pressOnce,
    readLogs: () => readLogs(tab),
  };
}

async function actAtRandom(context: ActionContext): Promise<void> {
  const { tab, record, screen, press } = context;
  const action = chooseAction(actions, context);
  if (!action) return;
  const how = press === pressOnce ? '' : ', pressing twice';
  record.noteStep(`${tab.label}: ${action.name}${how} (${screen.shows} ${screen.title} ${screen.status})`);
  record.noteAction(tab.person.upn);
  try {
    const outcome = await action.run(context);
    record.noteAction(tab.person.upn);
    record.countAction(action.name);
    // A second press may undo what the first press did.
    if (outcome && press === pressOnce) await expectOutcome(context, action.name, outcome);
  } catch (error) {
    // The other participant may have ended the call since the screen was read.
    record.countAction(`${action.name} came too late`);
    record.noteStep(`  too late: ${String(error).replaceAll(/\s+/g, ' ').slice(0, 400)}`);
    if (!tab.page.isClosed()) await tab.page.keyboard.press('Escape').catch(() => {});
  }
}

async function expectOutcome(
  { tab, record }: ActionContext,
  action: string,
  outcome: Outcome,
): Promise<void> {
  const endsAt = Date.now() + outcomeTimeoutMs;
  let lastScreen: Screen | null = null;
  while (Date.now() < endsAt) {
    lastScreen = await tab.readScreen();
    if (lastScreen && outcome.isShownOn(lastScreen)) return;
    await pause(200);
  }
  // During a fault, and up to 20 s later, commands may still wait for the network.
  if (record.isDisturbed(outcomeTimeoutMs + 20_000)) return;
  record.reportBroken(
    `${tab.label}: "${action}" had no effect; expected: ${outcome.what}; the screen: ${JSON.stringify(lastScreen)}`,
  );
}

/** Ends the calls in every tab, and brings every tab back to the first screen. */
export async function endAllCalls(persons: readonly Person[], record: SoakRecord): Promise<void> {
  const endsAt = Date.now() + 90_000;
  for (;;) {
    const tabs = persons.flatMap((person) => person.tabs);
    const screens = await Promise.all(tabs.map(async (tab) => ({ tab, screen: await tab.readScreen() })));
    const busyTabs = screens.filter(
      ({ screen }) =>
        screen === null || screen.shows !== 'home' || screen.incoming.length > 0 || screen.hasDialog,
    );
    if (busyTabs.length === 0) return;
    if (Date.now() > endsAt) {
      record.reportBroken(
        `not every tab was back on the first screen after 90 s: ${JSON.stringify(busyTabs.map(({ tab, screen }) => [tab.label, screen]))}`,
      );
      return;
    }
    for (const { tab, screen } of busyTabs) if (screen) await leaveScreen(tab, screen);
    await pause(500);
  }
}

/** Takes one step towards the first screen. */
async function leaveScreen({ user }: Tab, screen: Screen): Promise<void> {
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

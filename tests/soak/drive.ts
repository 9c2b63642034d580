import { setTimeout as pause } from 'node:timers/promises';
import type { Screen } from '../support/app/screen.ts';
import { actions } from './actions.ts';
import type { FaultSource } from './faults.ts';
import type { Person, Tab } from './person.ts';
import type { SoakRecord } from './record.ts';
import {
  closePanels,
  createDoublePress,
  findButton,
  pressOnce,
  type Action,
  type ActionContext,
  type IsEffectShown,
  type WalkDeps,
} from './steps.ts';

/** Milliseconds within which the screen must show the effect of an action. */
const effectTimeoutMs = 12_000;
/** How many users act at the same time. */
const actorCount = 2;

/**
 * Lets random users carry out random actions in their tabs, while faults begin and end.
 * @param endsAt milliseconds since 1970
 */
export async function runRandomActions(deps: WalkDeps, endsAt: number): Promise<void> {
  const tabsInUse = new Set<Tab>();
  const act = async () => {
    while (Date.now() < endsAt) {
      const tab = chooseTab(deps, tabsInUse);
      tabsInUse.add(tab);
      const screen = await tab.readScreen();
      if (screen) await actAtRandom(createContext(tab, screen, deps));
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
function chooseTab({ persons, random }: WalkDeps, tabsInUse: ReadonlySet<Tab>): Tab {
  const tabs = persons.flatMap((person) => person.tabs).filter((tab) => !tab.isFrozen && !tabsInUse.has(tab));
  const calledTabs = tabs.filter(({ lastScreen }) => (lastScreen?.incoming.length ?? 0) > 0);
  const tabsInCall = tabs.filter(({ lastScreen }) => lastScreen?.shows === 'call');
  if (calledTabs.length > 0 && random.chance(0.5)) return random.pick(calledTabs);
  return random.pick(tabsInCall.length > 0 && random.chance(0.4) ? tabsInCall : tabs);
}

function createContext(tab: Tab, screen: Screen, deps: WalkDeps): ActionContext {
  const { persons, random } = deps;
  const others = persons.filter((person) => person !== tab.person);
  const participant = [...others.map(({ name }) => name), 'Echo (bot)'].find((name) => screen.title === name);
  const isPeer = ({ isFrozen, lastScreen }: Tab) =>
    !isFrozen && lastScreen?.title === tab.person.name && lastScreen.controls.includes('Hang up');
  const tabsOfParticipant = others.find(({ name }) => name === participant)?.tabs ?? [];
  return {
    ...deps,
    tab,
    user: tab.user,
    screen,
    others,
    participant: participant ?? null,
    peer: tabsOfParticipant.find(isPeer) ?? null,
    press: random.chance(0.25) ? createDoublePress(random) : pressOnce,
  };
}

/** Chooses a random action. An action with twice the weight is twice as likely. @returns `null` if no action is possible */
function chooseAction(context: ActionContext): Action | null {
  const weightedActions = actions.map((action) => ({ action, weight: action.weight(context) }));
  const totalWeight = weightedActions.reduce((sum, { weight }) => sum + weight, 0);
  // A random point on a line on which each action covers a length of its weight.
  let point = (context.random.below(1_000_000) / 1_000_000) * totalWeight;
  for (const { action, weight } of weightedActions) {
    point -= weight;
    if (point < 0) return action;
  }
  return null;
}

async function actAtRandom(context: ActionContext): Promise<void> {
  const { tab, record, screen, press } = context;
  const action = chooseAction(context);
  if (!action) return;
  const how = press === pressOnce ? '' : ', pressing twice';
  record.noteStep(`${tab.label}: ${action.name}${how} (${screen.shows} ${screen.title} ${screen.status})`);
  record.noteAction(tab.person.upn);
  try {
    const isEffectShown = await action.run(context);
    record.noteAction(tab.person.upn);
    record.countAction(action.name);
    // A second press may undo what the first press did.
    if (isEffectShown && press === pressOnce) await expectEffect(context, action.name, isEffectShown);
  } catch (error) {
    // The other participant may have ended the call since the screen was read.
    record.countAction(`${action.name} came too late`);
    record.noteStep(`  too late: ${String(error).replaceAll(/\s+/g, ' ').slice(0, 400)}`);
    if (!tab.page.isClosed()) await tab.page.keyboard.press('Escape').catch(() => {});
  }
}

async function expectEffect(
  { tab, record }: ActionContext,
  action: string,
  isEffectShown: IsEffectShown,
): Promise<void> {
  const endsAt = Date.now() + effectTimeoutMs;
  let lastScreen: Screen | null = null;
  while (Date.now() < endsAt) {
    lastScreen = await tab.readScreen();
    if (lastScreen && isEffectShown(lastScreen)) return;
    await pause(200);
  }
  // During a fault, and up to 20 s later, commands may still wait for the network.
  if (record.isDisturbed(effectTimeoutMs + 20_000)) return;
  record.reportBroken(`${tab.label}: "${action}" had no effect; the screen: ${JSON.stringify(lastScreen)}`);
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
      const texts = busyTabs.map(({ tab, screen }) => `${tab.label} ${JSON.stringify(screen)}`);
      record.reportBroken(`not every tab was back on the first screen after 90 s: ${texts.join('; ')}`);
      return;
    }
    for (const { tab, screen } of busyTabs) if (screen) await leaveScreen(tab, screen);
    await pause(500);
  }
}

/** Takes one step towards the first screen. */
async function leaveScreen({ user }: Tab, screen: Screen): Promise<void> {
  const click = (name: string) =>
    findButton(user, name)
      .click({ timeout: 2_000 })
      .catch(() => {});
  if (screen.hasDialog) await user.page.keyboard.press('Escape');
  else if (screen.incoming.length > 0) await click('Decline');
  else if (screen.shows === 'call') {
    await closePanels(user);
    if (screen.controls.includes('Hang up')) await click('Hang up');
  } else if (screen.shows === 'ended') await click('Dismiss');
}

import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';
import { callControl, findDialBox } from '../support/app/appTest.ts';
import { pressHeadset, setHeadsetPlugged } from '../support/app/headset.ts';
import { pickKey, pickSlip, type Slip } from './aims.ts';
import {
  findCard,
  findRow,
  receptionist,
  refuser,
  toShownName,
  type Caller,
  type Colleague,
} from './desk.ts';
import { createKeyboardHand, findFavourite } from './hands.ts';
import { findPlace, pressPlace } from './pressing.ts';
import type { DeskState, Walk } from './walk.ts';

interface DeskAction {
  readonly name: string;
  /** How likely the action is at this moment; 0 makes it impossible. */
  readonly weight: (state: DeskState, walk: Walk) => number;
  readonly run: (walk: Walk, state: DeskState) => Promise<void>;
}

const isTalking = ({ front, screen }: DeskState): boolean => front !== null && screen.status === 'Connected';
const isPanelOpen = ({ screen }: DeskState): boolean =>
  screen.panels.some((name) => /^(Transfer|Consult|Ask|People)/.test(name));
const countCalls = ({ front, held, consulted }: DeskState): number =>
  held.length + (front ? 1 : 0) + (consulted ? 1 : 0);

/** Presses where a card is about to appear, if that is no control yet, or what the user presses otherwise. */
async function pickRingSlip(walk: Walk, state: DeskState): Promise<Slip> {
  const { page, random, cardPlaces } = walk;
  const place = random.chance(0.4) ? cardPlaces[0] : undefined;
  const isFree =
    place &&
    (await page.evaluate(
      ({ x, y }) => document.elementFromPoint(x, y)?.closest('button, a, input, li') === null,
      place,
    ));
  if (!isFree) return pickSlip(walk, state);
  return { name: 'place of a new card pressed', press: () => pressPlace(page, place) };
}

const callerActions: DeskAction[] = [
  {
    name: 'a call rings',
    weight: (state) => (state.ringing.length < 2 && countCalls(state) + state.ringing.length < 4 ? 6 : 0),
    async run(walk, state) {
      let caller: Caller | undefined;
      const ring = async () => (caller = await walk.ring());
      let isLate = false;
      if (walk.random.chance(0.7))
        ({ isLate } = await walk.pressAfter(ring, await pickRingSlip(walk, state)));
      else await ring();
      // A late press has accepted or declined the call in earnest, and the card is gone.
      const isDealtWith = isLate && caller && walk.desk.ledger.read(caller.name).state.is !== 'ringing';
      if (caller && !isDealtWith) await walk.waitForCard(caller);
    },
  },
  {
    name: 'a ringing caller gives up',
    weight: ({ ringing }) => (ringing.length > 0 ? 1.5 : 0),
    async run(walk, state) {
      const caller = walk.random.pick(state.ringing);
      await walk.pressAfter(() => walk.leave(caller), await pickSlip(walk, state, caller));
    },
  },
  {
    name: 'a ringing caller gives up just when they are accepted',
    weight: ({ ringing, consulted }) => (ringing.length > 0 && !consulted ? 1 : 0),
    async run(walk, state) {
      const caller = walk.random.pick(state.ringing);
      const accept = findCard(walk.page, caller).getByRole('button', { name: 'Accept', exact: true });
      const place = await findPlace(accept);
      walk.permitTalkTo(caller, state);
      walk.count('slip: Accept pressed at the same time');
      await Promise.all([
        walk.leave(caller),
        pause(walk.random.below(80)).then(() => pressPlace(walk.page, place)),
      ]);
    },
  },
  {
    name: 'the caller on the screen hangs up, and another one calls',
    weight: ({ front, ringing }) => (front && ringing.length < 2 ? 0.7 : 0),
    async run(walk, state) {
      const { front } = state;
      if (!front) return;
      const events = () => Promise.all([walk.leave(front), walk.ring()]);
      await walk.pressAfter(events, await pickSlip(walk, state, front));
    },
  },
  {
    name: 'the caller on the screen hangs up',
    weight: (state) => (state.front ? (state.held.length > 0 || isPanelOpen(state) ? 3 : 1) : 0),
    async run(walk, state) {
      const { front } = state;
      if (!front) return;
      if (!isPanelOpen(state) && walk.random.chance(0.4)) {
        await pressPanelButton(walk, state);
        await pause(1_000);
      }
      await walk.pressAfter(() => walk.leave(front), await pickSlip(walk, state, front));
    },
  },
  {
    name: 'a caller on hold hangs up',
    weight: ({ held, consulted }) => (held.length > 0 && !consulted ? 1.5 : 0),
    async run(walk, state) {
      const caller = walk.random.pick(state.held);
      await walk.pressAfter(() => walk.leave(caller), await pickSlip(walk, state, caller));
    },
  },
  {
    name: 'a transferred caller hangs up',
    weight: (_state, { live, desk }) =>
      live.some(({ name }) => isWithColleague(desk.ledger.read(name).state)) ? 3 : 0,
    async run(walk) {
      const caller = walk.live.find(({ name }) => isWithColleague(walk.desk.ledger.read(name).state));
      if (caller) await walk.leave(caller);
    },
  },
];

const isWithColleague = (state: { is: string; with?: string }): boolean =>
  state.with !== undefined && state.with !== receptionist.name;

const ringingActions: DeskAction[] = [
  {
    name: 'answer',
    weight: ({ ringing, consulted }) => (ringing.length > 0 && !consulted ? 8 : 0),
    async run(walk, state) {
      const { page, random, desk } = walk;
      const way = random.below(5);
      const first = state.ringing.find((caller) => toShownName(caller).test(state.screen.incoming[0] ?? ''));
      const caller = way < 2 ? first : random.pick(state.ringing);
      if (!caller) return;
      walk.permitTalkTo(caller, state);
      if (way === 0) await walk.pressKeys('Control+Shift+KeyS');
      else if (way === 1) await pressHeadsetTwice(walk);
      else await walk.press(findCard(page, caller).getByRole('button', { name: 'Accept', exact: true }));
      await desk.ledger.waitFor(caller.name, 'talking', receptionist.name);
    },
  },
  {
    name: 'decline',
    weight: ({ ringing }) => (ringing.length > 0 ? 1 : 0),
    async run(walk, state) {
      const caller = walk.random.pick(state.ringing);
      walk.judge.permit(caller, 'end');
      await walk.press(findCard(walk.page, caller).getByRole('button', { name: 'Decline', exact: true }));
      await walk.desk.ledger.waitFor(caller.name, 'gone');
    },
  },
];

const callActions: DeskAction[] = [
  {
    name: 'hang up',
    weight: ({ front }) => (front ? 2 : 0),
    async run(walk, { front, ringing }) {
      if (!front) return;
      walk.judge.permit(front, 'end');
      // While a call rings, the headset answers that call.
      const way = walk.random.below(ringing.length === 0 ? 3 : 2);
      if (way === 0) await walk.pressKeys('Control+Shift+KeyH');
      else if (way === 2) await pressHeadsetTwice(walk);
      else await walk.press(callControl(walk.page, 'Hang up'));
      await walk.desk.ledger.waitFor(front.name, 'gone');
    },
  },
  {
    name: 'hold or resume',
    weight: ({ front }) => (front ? 2 : 0),
    async run(walk, state) {
      const { front, screen } = state;
      if (!front) return;
      walk.permitTalkTo(front, state);
      walk.judge.permit(front, 'wait');
      await walk.press(callControl(walk.page, screen.controls.includes('Resume') ? 'Resume' : 'Hold'));
    },
  },
  {
    name: 'swap',
    weight: ({ held, consulted }) => (held.length > 0 && !consulted ? 3 : 0),
    async run(walk, state) {
      const caller = walk.random.pick(state.held);
      walk.permitTalkTo(caller, state);
      await walk.press(findRow(walk.page, caller).locator('button[aria-current]'));
      await walk.desk.ledger.waitFor(caller.name, 'talking', receptionist.name);
    },
  },
  {
    name: 'end a call on hold',
    weight: ({ held, consulted, front }) => (held.length > 0 && !consulted && front ? 1 : 0),
    async run(walk, { held }) {
      const caller = walk.random.pick(held);
      walk.judge.permit(caller, 'end');
      const options = findRow(walk.page, caller).getByRole('button', { name: /^Options for/ });
      const item = walk.page.getByRole('menuitem', { name: /^End call with/ });
      await walk.press(options);
      // A second press, or Escape, has closed the menu again.
      if (!(await item.isVisible())) await options.click({ timeout: 8_000 });
      await walk.press(item);
      await walk.desk.ledger.waitFor(caller.name, 'gone');
    },
  },
  {
    name: 'transfer',
    weight: (state) => (isTalking(state) && state.freeColleagues.length > 0 ? 2 : 0),
    async run(walk, { front, freeColleagues }) {
      if (!front) return;
      const colleague = walk.random.pick(freeColleagues);
      walk.judge.permit(front, 'wait', { talkTo: colleague.name });
      await pressColleague(walk, colleague, 'Transfer');
      await walk.desk.ledger.waitFor(front.name, 'talking', colleague.name);
    },
  },
  {
    name: 'transfer by keys',
    weight: (state) => (isTalking(state) && state.freeColleagues.length > 0 && !isPanelOpen(state) ? 1 : 0),
    async run(walk, { front, freeColleagues }) {
      if (!front) return;
      const colleague = walk.random.pick(freeColleagues);
      walk.judge.permit(front, 'wait', { talkTo: colleague.name });
      await createKeyboardHand(walk.page).transfer(colleague);
      await pause(walk.random.below(300));
      walk.count('slip: Enter pressed twice');
      await walk.page.keyboard.press('Enter');
      await walk.desk.ledger.waitFor(front.name, 'talking', colleague.name);
    },
  },
  {
    name: 'reload during a transfer',
    weight: (state) => (isTalking(state) && state.freeColleagues.length > 0 ? 0.5 : 0),
    async run(walk, state) {
      const { front, held, ringing, freeColleagues } = state;
      if (!front) return;
      const colleague = walk.random.pick(freeColleagues);
      walk.judge.permit(front, 'wait', 'end', { talkTo: colleague.name });
      await pressColleague(walk, colleague, 'Transfer');
      await pause(walk.random.below(1_000));
      walk.count('slip: reload during a transfer');
      await reload(walk, [front, ...held, ...ringing], { transferee: front, colleague });
    },
  },
  {
    name: 'consult',
    weight: (state) => (isTalking(state) && state.freeColleagues.length > 0 ? 2.5 : 0),
    async run(walk, { front, freeColleagues }) {
      if (!front) return;
      const colleague = walk.random.pick(freeColleagues);
      walk.judge.permit(front, 'wait');
      walk.noteCall();
      await pressColleague(walk, colleague, 'Consult');
      walk.consultingFor = front;
      await walk.desk.ledger.waitFor(colleague.name, 'talking', receptionist.name);
    },
  },
  {
    name: 'consult a colleague who declines',
    weight: (state) => (isTalking(state) ? 1 : 0),
    async run(walk, { front }) {
      if (!front) return;
      walk.judge.permit(front, 'wait');
      walk.noteCall();
      await pressRefuser(walk, 'Consult');
    },
  },
  {
    name: 'transfer to a colleague who declines',
    weight: (state) => (isTalking(state) ? 1 : 0),
    async run(walk, { front }) {
      if (!front) return;
      walk.judge.permit(front, 'wait');
      await pressRefuser(walk, 'Transfer');
    },
  },
  {
    name: 'open or close a panel',
    weight: (state) => (state.front ? (isPanelOpen(state) ? 0.7 : 2) : 0),
    run: pressPanelButton,
  },
];

async function pressPanelButton(walk: Walk, { screen }: DeskState): Promise<void> {
  const names = ['Transfer', 'Ask', 'People'].filter((name) => screen.controls.includes(name));
  if (names.length > 0) await walk.press(callControl(walk.page, walk.random.pick(names)));
}

/** Presses a button of the colleague who declines, and waits until the screen says that the colleague has declined. */
async function pressRefuser(walk: Walk, button: 'Transfer' | 'Consult'): Promise<void> {
  const { page } = walk;
  const refusal = page.getByRole('alert').filter({ hasText: refuser.name });
  // An earlier attempt has left the same words.
  await dismissMessages(page);
  await refusal.waitFor({ state: 'detached' });
  await pressColleague(walk, refuser, button);
  await refusal.waitFor();
}

/** Dismisses all messages. The next one takes the place of the dismissed one. */
async function dismissMessages(page: Page): Promise<void> {
  const dismiss = page
    .getByRole('region', { name: 'What happened' })
    .getByRole('button', { name: 'Dismiss' });
  while ((await dismiss.count()) > 0) await dismiss.first().click({ timeout: 8_000 });
}

/** Presses a colleague's button among the favourites. An open panel takes their place, and *Transfer* has the same buttons. */
async function pressColleague(walk: Walk, colleague: Colleague, name: 'Transfer' | 'Consult'): Promise<void> {
  const { page } = walk;
  const panel = page.getByRole('main').getByRole('complementary');
  const row = panel.getByRole('row').filter({ hasText: colleague.name });
  if (await row.isVisible()) {
    const button = name === 'Consult' ? 'Consult first' : name;
    return walk.press(row.getByRole('button', { name: button, exact: true }));
  }
  if (await panel.isVisible()) await panel.getByRole('button', { name: /^Close / }).click();
  return walk.press(findFavourite(page, colleague).getByRole('button', { name, exact: true }));
}

async function pressHeadsetTwice(walk: Walk): Promise<void> {
  const { page, random } = walk;
  walk.count('slip: headset pressed twice');
  const untilSecond = pause(30 + random.below(370));
  await pressHeadset(page, 'callButton');
  await untilSecond;
  await pressHeadset(page, 'callButton');
}

const consultationActions: DeskAction[] = [
  {
    name: 'complete the transfer',
    weight: ({ consulted }, { consultingFor }) => (consulted && consultingFor ? 4 : 0),
    async run(walk, { consulted }) {
      const { page, consultingFor: caller } = walk;
      if (!caller || !consulted) return;
      walk.judge.permit(caller, 'wait', { talkTo: consulted.name });
      const name = new RegExp(`^Transfer .*${toShownName(caller).source}.* now$`);
      await walk.press(page.getByRole('button', { name }));
      await walk.desk.ledger.waitFor(caller.name, 'talking', consulted.name);
    },
  },
  {
    name: 'take the caller back',
    weight: ({ consulted }, { consultingFor }) => (consulted && consultingFor ? 2 : 0),
    async run(walk, state) {
      const { page, consultingFor: caller } = walk;
      const { consulted } = state;
      if (!caller || !consulted) return;
      walk.permitTalkTo(caller, state);
      await walk.press(
        page.getByRole('button', { name: new RegExp(`^Resume with .*${toShownName(caller).source}`) }),
      );
      await walk.desk.ledger.waitFor(caller.name, 'talking', receptionist.name);
      await endConsultation(walk, consulted);
    },
  },
  {
    name: 'hang up the consultation',
    weight: ({ consulted }) => (consulted ? 1.5 : 0),
    async run(walk, { consulted }) {
      await walk.press(callControl(walk.page, 'Hang up'));
      if (consulted) await walk.desk.ledger.waitFor(consulted.name, 'gone');
    },
  },
  {
    name: 'the colleague hangs up',
    weight: ({ consulted }) => (consulted ? 1.5 : 0),
    async run(walk, state) {
      const { consulted } = state;
      if (!consulted) return;
      const colleague = { name: consulted.name, persona: consulted.upn };
      const leave = () => walk.callers.leave(colleague);
      await walk.pressAfter(leave, await pickSlip(walk, state, colleague));
    },
  },
];

/** Ends the call with a colleague who waits. */
async function endConsultation({ page, desk }: Walk, { name }: Colleague): Promise<void> {
  await pause(1_000);
  // The caller's row has the colleague's name, too: “Ready to transfer to …”.
  await page.getByRole('button', { name: `Options for ${name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: /^End call with/ }).click();
  await desk.ledger.waitFor(name, 'gone');
}

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
async function reload(
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

const pageActions: DeskAction[] = [
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
  {
    name: 'a second tab',
    weight: ({ front }) => (front ? 0.6 : 0),
    async run(walk) {
      const tab = await walk.desk.openReceptionistTab();
      walk.count('slip: a second tab');
      const useThisTab = tab.getByRole('button', { name: 'Use this tab', exact: true });
      await useThisTab.waitFor();
      if (walk.random.chance(0.5)) {
        await useThisTab.click();
        await pause(1_000);
      }
      await tab.close();
      await pause(1_000);
    },
  },
  {
    name: 'the headset is unplugged',
    weight: ({ front }) => (front ? 1 : 0),
    async run(walk) {
      const { page, random } = walk;
      walk.count('slip: headset unplugged');
      await setHeadsetPlugged(page, false);
      await pause(random.below(1_500));
      await setHeadsetPlugged(page, true);
    },
  },
  {
    name: 'the microphone is unplugged',
    weight: ({ front }) => (front ? 1 : 0),
    async run(walk) {
      const { desk, random } = walk;
      walk.count('slip: microphone unplugged');
      await desk.controls.setConditions({ user: receptionist.upn, microphone: 'unplugged' });
      await pause(500 + random.below(2_000));
      await desk.controls.setConditions({ user: receptionist.upn, microphone: null });
    },
  },
  {
    name: 'Escape or Enter',
    weight: () => 1,
    async run(walk, state) {
      await (await pickKey(walk, state, null)).press();
    },
  },
];

export const deskActions: readonly DeskAction[] = [
  ...callerActions,
  ...ringingActions,
  ...callActions,
  ...consultationActions,
  ...pageActions,
];

/** Matches the names of slips, of which a run of ten minutes makes each at least once. */
export const slipKinds = [
  /^slip: pressed twice/,
  /^slip: keys twice/,
  /^slip: keys after/,
  /^slip: Enter pressed twice/,
  /^slip: Enter held/,
  /^slip: Escape right after/,
  /^slip: Accept pressed at the same time/,
  /^slip: headset pressed twice/,
  /^slip: headset pressed after a change/,
  /^slip: place of a new card pressed/,
  /^slip: toolbar pressed/,
  /^slip: row pressed/,
  /^slip: card pressed/,
  /^slip: person pressed/,
  /^slip: panel pressed/,
  /^slip: notice pressed/,
  /^slip: call pressed/,
  /^slip: history pressed/,
  /^slip: Enter after/,
  /^slip: Escape after/,
  /^slip: reload with a call/,
  /^slip: reload with .*calls on hold/,
  /^slip: reload with a consultation/,
  /^slip: reload during a transfer/,
  /^slip: reload, and stay/,
  /^slip: a second tab/,
  /^slip: headset unplugged/,
  /^slip: microphone unplugged/,
];

import { setTimeout as pause } from 'node:timers/promises';
import { callControl, findDialBox } from '../support/app/appTest.ts';
import { pressHeadset, setHeadsetPlugged } from '../support/app/headset.ts';
import { talkToReceptionist, type Effect } from './callerJudge.ts';
import { findCard, findRow, receptionist, toShownName, type Caller, type Colleague } from './desk.ts';
import { findFavourite } from './hands.ts';
import { findPlace, type Place } from './pressing.ts';
import type { DeskState, Walk } from './walk.ts';

interface DeskAction {
  readonly name: string;
  /** How likely the action is at this moment; 0 makes it impossible. */
  readonly weight: (state: DeskState, walk: Walk) => number;
  readonly run: (walk: Walk, state: DeskState) => Promise<void>;
}

const isTalking = ({ front, screen }: DeskState): boolean => front !== null && screen.status === 'Connected';
const countCalls = ({ front, held, consulted }: DeskState): number =>
  held.length + (front ? 1 : 0) + (consulted ? 1 : 0);

/** The controls of the call on the screen that a slip may press. */
const controlNames = ['Hang up', 'Hold', 'Resume', 'Mute', 'Transfer', 'People'] as const;

/** Finds where one of the call's controls is; `null` if it has none of these. */
async function pickControlPlace({ page, random }: Walk, { screen }: DeskState): Promise<Place | null> {
  const names = controlNames.filter((name) => screen.controls.includes(name));
  return names.length === 0 ? null : findPlace(callControl(page, random.pick(names)));
}

/** What Enter does to the call on the screen when this control has the focus. */
const effectsByControl: Readonly<Record<string, readonly Effect[]>> = {
  'Hang up': ['end'],
  Hold: ['wait', talkToReceptionist],
  Resume: ['wait', talkToReceptionist],
};

/** Runs in the page. */
const readFocus = () =>
  document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '';

/** A key that the user presses for something else. Enter presses the focused control, which the user then means. */
async function pickKey({ page, random, judge }: Walk, { front }: DeskState, isFrontLeaving: boolean) {
  const focused = await page.evaluate(readFocus);
  const effects = effectsByControl[focused.trim()];
  if (front && !isFrontLeaving && effects) judge.permit(front, ...effects);
  const isHarmless =
    effects !== undefined || !(await page.evaluate(() => document.activeElement?.closest('li, [role=row]')));
  return random.pick(isHarmless ? ['Escape', 'Enter'] : ['Escape']);
}

const callerActions: DeskAction[] = [
  {
    name: 'a call rings',
    weight: (state) => (state.ringing.length < 2 && countCalls(state) + state.ringing.length < 4 ? 6 : 0),
    async run(walk, state) {
      let caller: Caller | undefined;
      const ring = async () => (caller = await walk.ring());
      const place = walk.random.chance(0.5) ? walk.cardPlaces[0] : undefined;
      // What was at the place before must not be a control, because the user would mean that.
      const isFree =
        place &&
        (await walk.page.evaluate(
          ({ x, y }) => document.elementFromPoint(x, y)?.closest('button, a, input, li') === null,
          place,
        ));
      if (isFree) await walk.pressAfter(ring, place);
      else if (walk.random.chance(0.4)) await walk.pressAfter(ring, await pickKey(walk, state, false));
      else await ring();
      if (caller) await walk.waitForCard(caller);
    },
  },
  {
    name: 'a ringing caller gives up',
    weight: ({ ringing }) => (ringing.length > 0 ? 1.5 : 0),
    async run(walk, state) {
      const caller = walk.random.pick(state.ringing);
      const place = await findPlace(
        findCard(walk.page, caller).getByRole('button', {
          name: walk.random.pick(['Accept', 'Decline']),
          exact: true,
        }),
      );
      await walk.pressAfter(() => walk.leave(caller), place);
    },
  },
  {
    name: 'the caller on the screen hangs up',
    weight: ({ front, held }) => (front ? (held.length > 0 ? 3 : 1) : 0),
    async run(walk, state) {
      const { front } = state;
      if (!front) return;
      const place = walk.random.chance(0.7) ? await pickControlPlace(walk, state) : null;
      await walk.pressAfter(() => walk.leave(front), place ?? (await pickKey(walk, state, true)));
    },
  },
  {
    name: 'a caller on hold hangs up',
    weight: ({ held, consulted }) => (held.length > 0 && !consulted ? 1.5 : 0),
    async run(walk, state) {
      const caller = walk.random.pick(state.held);
      const others = [...state.held, state.front].filter(
        (other): other is Caller => other !== null && other !== caller,
      );
      if (others.length === 0) return walk.leave(caller);
      const meant = walk.random.pick(others);
      const row = findRow(walk.page, meant);
      const isEnd = meant !== state.front && walk.random.chance(0.5);
      const button = isEnd
        ? row.getByRole('button', { name: /^End call with/ })
        : row.locator('button[aria-current]');
      const place = await findPlace(button);
      // The press is meant for this row, wherever the row is by then.
      if (isEnd) walk.judge.permit(meant, 'end');
      else walk.permitTalkTo(meant, state);
      return walk.pressAfter(() => walk.leave(caller), place);
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
      const byKeys = random.chance(0.3);
      const first = state.ringing.find((caller) => toShownName(caller).test(state.screen.incoming[0] ?? ''));
      const caller = byKeys ? first : random.pick(state.ringing);
      if (!caller) return;
      walk.permitTalkTo(caller, state);
      if (byKeys) await walk.pressKeys('Control+Shift+KeyS');
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
    async run(walk, { front }) {
      if (!front) return;
      walk.judge.permit(front, 'end');
      const way = walk.random.below(3);
      if (way === 0) await walk.pressKeys('Control+Shift+KeyH');
      else if (way === 1) await pressHeadsetTwice(walk);
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
      await walk.press(findRow(walk.page, caller).getByRole('button', { name: /^End call with/ }));
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
      await pressFavourite(walk, colleague, 'Transfer');
      await walk.desk.ledger.waitFor(front.name, 'talking', colleague.name);
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
      await pressFavourite(walk, colleague, 'Consult');
      walk.consultingFor = front;
      await walk.desk.ledger.waitFor(colleague.name, 'talking', receptionist.name);
    },
  },
];

const pressFavourite = (walk: Walk, colleague: Colleague, name: string): Promise<void> =>
  walk.press(findFavourite(walk.page, colleague).getByRole('button', { name, exact: true }));

async function pressHeadsetTwice({ page, random }: Walk): Promise<void> {
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
      const leave = () => walk.callers.leave({ name: consulted.name, persona: consulted.upn });
      await walk.pressAfter(leave, (await pickControlPlace(walk, state)) ?? 'Escape');
    },
  },
];

/** Ends the call with a colleague who waits. */
async function endConsultation({ page, desk }: Walk, { name, upn }: Colleague): Promise<void> {
  await pause(1_000);
  await findRow(page, { name, persona: upn })
    .getByRole('button', { name: /^End call with/ })
    .click();
  await desk.ledger.waitFor(name, 'gone');
}

const pageActions: DeskAction[] = [
  {
    name: 'reload, and stay',
    weight: ({ front }) => (front ? 1 : 0),
    async run({ page }) {
      const question = page.waitForEvent('dialog');
      const leaving = page.evaluate(() => location.reload());
      await (await question).dismiss();
      await leaving;
    },
  },
  {
    name: 'reload',
    weight: ({ front, held, ringing }) => (ringing.length === 0 && (front ?? held.length > 0) ? 0.5 : 0),
    async run(walk, { front, held }) {
      const { page, judge } = walk;
      const ended = [front, ...held].filter((caller) => caller !== null);
      for (const caller of ended) judge.permit(caller, 'end');
      await walk.drain();
      await page.reload();
      await findDialBox(page).waitFor();
      for (const caller of ended) await walk.desk.ledger.waitFor(caller.name, 'gone');
      const rejoin = page
        .getByRole('status')
        .filter({ has: page.getByRole('button', { name: 'Rejoin', exact: true }) });
      const recent = page.getByRole('region', { name: 'Recent calls' });
      for (const caller of ended) {
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
      if (await rejoin.isVisible()) await page.getByRole('button', { name: 'Do not rejoin' }).click();
    },
  },
  {
    name: 'a second tab',
    weight: ({ front }) => (front ? 0.6 : 0),
    async run(walk) {
      const tab = await walk.desk.openReceptionistTab();
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
    async run({ page, random }) {
      await setHeadsetPlugged(page, false);
      await pause(random.below(1_500));
      await setHeadsetPlugged(page, true);
    },
  },
  {
    name: 'the microphone is unplugged',
    weight: ({ front }) => (front ? 1 : 0),
    async run({ desk, random }) {
      await desk.controls.setConditions({ user: receptionist.upn, microphone: 'unplugged' });
      await pause(500 + random.below(2_000));
      await desk.controls.setConditions({ user: receptionist.upn, microphone: null });
    },
  },
  {
    name: 'Escape or Enter',
    weight: () => 1,
    async run(walk, state) {
      await walk.page.keyboard.press(await pickKey(walk, state, false));
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

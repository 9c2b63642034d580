import { pressHeadset } from '../support/app/headset.ts';
import { talkToReceptionist } from './callerJudge.ts';
import { colleagues, toShownName, type Caller } from './desk.ts';
import { pressPlace, type Place } from './pressing.ts';
import type { DeskState, Walk } from './walk.ts';

/** The parts of the screen with controls that a slip may press. A control belongs to the first part that contains it. */
const areas = {
  toolbar: '[role=toolbar] button',
  row: 'ul[aria-label=Calls] > li button',
  card: '[role=alertdialog] button',
  person: '[data-person] button[aria-label]',
  panel: 'main aside button',
  notice: 'section[aria-label="What happened"] button',
  call: 'section[aria-label=Call] button',
  history: 'main section li button[aria-label^="Call "]',
} as const;
type Area = keyof typeof areas;

/** A control as the user sees it before something happens. */
interface Aim extends Place {
  readonly area: Area;
  readonly label: string;
  /** The text of the row or card that has the control; empty for any other control. */
  readonly about: string;
}

/** A press that the user means for what was on the screen a moment ago. */
export interface Slip {
  readonly name: string;
  readonly press: () => Promise<void>;
}

/** Runs in the page: lists the controls that can be pressed; with `onlyFocused`, the one that has the focus. */
function listControls({ selectors, onlyFocused }: { selectors: typeof areas; onlyFocused: boolean }): Aim[] {
  const textOf = (element: Element | null) =>
    (element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim();
  const seen = new Set<Element>();
  return Object.entries(selectors).flatMap(([area, selector]) =>
    [...document.querySelectorAll(selector)].flatMap((button) => {
      if (seen.has(button) || (onlyFocused && button !== document.activeElement)) return [];
      seen.add(button);
      const { left, top, width, height } = button.getBoundingClientRect();
      const place = { x: left + width / 2, y: top + height / 2 };
      const hit = document.elementFromPoint(place.x, place.y);
      if (width === 0 || hit === null || !button.contains(hit)) return [];
      const about = textOf(button.closest('[role=alertdialog]') ?? button.closest('li'));
      return [{ ...place, area: area as Area, label: textOf(button), about }];
    }),
  );
}

/**
 * Notes what the press on a control means, so that the judge lets it happen.
 * @param leaving who is about to hang up: a press that means them may do nothing to anybody else
 * @returns `false` if the press would do something that the walk does not follow, so that the walk must not press there
 */
function permitAim(
  { area, label, about }: Aim,
  walk: Walk,
  state: DeskState,
  leaving: Caller | null,
): boolean {
  const { judge, consultingFor } = walk;
  const { front, held, ringing, consulted } = state;
  const isFrontLeaving = isLeaving(state, leaving);
  const meant =
    [front, ...held, ...ringing].find((caller) => caller && toShownName(caller).test(about)) ?? null;
  const isAlive = meant !== null && meant !== leaving;
  // It would open Microsoft's window.
  if (label.startsWith('Allow')) return false;
  switch (area) {
    case 'toolbar':
      if (!/^(Hang up|Hold|Resume|Mute|Unmute|Transfer|People|Ask)$/.test(label)) return false;
      if (isFrontLeaving || !/^(Hang up|Hold|Resume)$/.test(label)) return true;
      // Pressed in earnest, it would end a consultation, which other actions do.
      if (!front) return false;
      if (label === 'Hang up') judge.permit(front, 'end');
      else judge.permit(front, 'wait', talkToReceptionist);
      return true;
    case 'row':
      if (consulted && !isFrontLeaving) return false;
      if (label.startsWith('Options for')) return true;
      if (isAlive) walk.permitTalkTo(meant, state);
      return true;
    case 'card':
      if (isAlive && label === 'Decline') judge.permit(meant, 'end');
      else if (isAlive && label === 'Accept' && !consulted) walk.permitTalkTo(meant, state);
      else return !isAlive;
      return true;
    case 'person':
    case 'panel':
      // Pressed in earnest, these buttons call or transfer to somebody, which other actions do.
      return isFrontLeaving && !consulted;
    case 'call':
      if (isFrontLeaving && label.startsWith('Resume with')) walk.permitTalkTo(consultingFor, state);
      return isFrontLeaving;
    case 'notice':
      return label === 'Dismiss';
    case 'history':
      // A colleague who talks accepts the call, and lets their caller wait.
      return (
        front === null &&
        held.length === 0 &&
        consulted === null &&
        !isBusy(state, about) &&
        walk.expectCallTo(about)
      );
  }
}

/** Whether the row is that of a colleague who is in a call. */
const isBusy = ({ freeColleagues }: DeskState, about: string): boolean =>
  colleagues.some((colleague) => about.includes(colleague.name) && !freeColleagues.includes(colleague));

/** Whether the person on the screen is about to hang up. */
const isLeaving = ({ front, consulted }: DeskState, leaving: Caller | null): boolean =>
  leaving !== null && leaving.name === (consulted ?? front)?.name;

/** Chooses a control of the screen: often of the part that was pressed least often, otherwise of any part. */
async function pickAim(walk: Walk, state: DeskState, leaving: Caller | null): Promise<Slip | null> {
  const { page, random } = walk;
  const aims = await page.evaluate(listControls, { selectors: areas, onlyFocused: false });
  const present = [...new Set(aims.map(({ area }) => area))];
  const nameOf = (area: Area) => `${area} pressed after a change`;
  const countOf = (area: Area) => walk.counts.get(`slip: ${nameOf(area)}`) ?? 0;
  const [rarest] = present.toSorted((one, other) => countOf(one) - countOf(other));
  if (!rarest) return null;
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const area = attempt === 0 && random.chance(0.5) ? rarest : random.pick(present);
    const aim = random.pick(aims.filter((candidate) => candidate.area === area));
    if (!permitAim(aim, walk, state, leaving)) continue;
    walk.judge.note(`  aims at ${aim.label} [${aim.about}]`);
    return { name: nameOf(area), press: () => pressPlace(page, aim) };
  }
  return null;
}

/** The call button of the headset answers a call that rings, and otherwise ends the call on the screen. */
function pickHeadset(walk: Walk, state: DeskState, leaving: Caller | null): Slip | null {
  const { front, ringing, consulted, screen } = state;
  const first = ringing.find((caller) => toShownName(caller).test(screen.incoming[0] ?? ''));
  // Without a call, the button has no other meaning than to answer the call that comes.
  if (!front && !first && !consulted) return null;
  if (consulted && (first || !isLeaving(state, leaving))) return null;
  if (first && first !== leaving) walk.permitTalkTo(first, state);
  else if (!first && front && front !== leaving) walk.judge.permit(front, 'end');
  return { name: 'headset pressed after a change', press: () => pressHeadset(walk.page, 'callButton') };
}

/** Keys that mean the call on the screen, or the first call that rings, of a moment ago. */
function pickShortcut(walk: Walk, state: DeskState, leaving: Caller | null): Slip | null {
  const { front, ringing, consulted, screen } = state;
  const { judge, page, random } = walk;
  const first = ringing.find((caller) => toShownName(caller).test(screen.incoming[0] ?? '')) ?? null;
  const choices = [
    // Pressed in earnest, these would end a consultation, or let the colleague wait, which other actions do.
    ...((consulted ? isLeaving(state, leaving) : front) ? (['KeyH', 'KeyY'] as const) : []),
    ...(first && !consulted ? (['KeyS', 'KeyD'] as const) : []),
  ];
  // Without a call, the keys can only mean the call that comes.
  if (choices.length === 0) return null;
  const keys = random.pick(choices);
  const meant = keys === 'KeyS' || keys === 'KeyD' ? first : front;
  if (meant && meant !== leaving) {
    if (keys === 'KeyS') walk.permitTalkTo(meant, state);
    else if (keys === 'KeyY') judge.permit(meant, 'wait', talkToReceptionist);
    else judge.permit(meant, 'end');
  }
  judge.note(`  Ctrl+Shift+${keys.slice(3)} is for ${meant?.name ?? 'nobody'}`);
  return { name: 'keys after a change', press: () => page.keyboard.press(`Control+Shift+${keys}`) };
}

/** A key that the user presses for something else. Enter presses the focused control, which the user then means. */
export async function pickKey(walk: Walk, state: DeskState, leaving: Caller | null): Promise<Slip> {
  const { page, random } = walk;
  const [focused] = await page.evaluate(listControls, { selectors: areas, onlyFocused: true });
  const isOtherButton = () =>
    page.evaluate(() => document.activeElement?.matches('button, a, [role=menuitem]'));
  // After a press in the history, the focus stays on its button, and Enter would call the same person again.
  const canPressEnter = focused
    ? focused.area !== 'history' && permitAim(focused, walk, state, leaving)
    : !(await isOtherButton());
  const key = random.pick(canPressEnter ? ['Escape', 'Enter'] : ['Escape']);
  if (key === 'Enter' && focused) walk.judge.note(`  Enter is for ${focused.label} [${focused.about}]`);
  return { name: `${key} after a change`, press: () => page.keyboard.press(key) };
}

/** Chooses a press that comes too late: by the mouse, by the headset, by a shortcut or by another key. */
export async function pickSlip(walk: Walk, state: DeskState, leaving: Caller | null = null): Promise<Slip> {
  const way = walk.random.below(10);
  const slip =
    (way < 6 && (await pickAim(walk, state, leaving))) ||
    (way === 6 && pickHeadset(walk, state, leaving)) ||
    (way > 6 && way < 9 && pickShortcut(walk, state, leaving));
  return slip || pickKey(walk, state, leaving);
}

import { setTimeout as pause } from 'node:timers/promises';
import type { Screen } from '../support/app/screen.ts';
import { findControl, pressOnce, type Action, type ActionContext } from './steps.ts';

/** The tabs that are never reloaded or closed. The report counts only their resources, because a new page has fewer. */
export const isLasting = (label: string): boolean => ['Alice Archer/1', 'Bob Baker/1'].includes(label);

/** Whether the user may reload or close this tab. During an outage, nobody could sign in again. */
const mayLeave = ({ tab, record }: ActionContext): boolean =>
  !isLasting(tab.label) && !record.isDisturbed(5_000);

const hasLostSignIn = ({ alerts }: Screen): boolean => alerts.some((alert) => /sign-in-needed/.test(alert));

const browserActions: Action[] = [
  {
    name: 'use this tab',
    weight: ({ screen }) => (screen.offersThisTab ? 1.5 : 0),
    async run({ user, press }) {
      await press(user.page.getByRole('button', { name: 'Use this tab', exact: true }));
      return { what: 'calls ring in this tab', isShownOn: ({ offersThisTab }) => !offersThisTab };
    },
  },
  {
    name: 'reload',
    weight(context) {
      if (!mayLeave(context)) return 0;
      return context.screen.shows === 'call' ? 0.3 : 0.1;
    },
    async run({ tab, record, readLogs }) {
      await readLogs();
      record.noteLeavingPage(tab, 'reload');
      await tab.page.reload({ timeout: 20_000 });
      return { what: 'the app', isShownOn: ({ shows }) => shows !== 'other' };
    },
  },
  {
    name: 'rejoin',
    weight: ({ screen }) => (screen.offersRejoin ? 2 : 0),
    run: ({ user, press }) => press(user.page.getByRole('button', { name: 'Rejoin', exact: true })),
  },
  {
    // A tab that could not store its renewed sign-in loses the sign-in, and says so. The user begins again in a new tab.
    name: 'replace a tab without a sign-in',
    weight: ({ screen }) => (hasLostSignIn(screen) ? 20 : 0),
    async run({ tab, record, readLogs }) {
      await readLogs();
      record.noteLeavingPage(tab, 'close the tab');
      await tab.person.closeTab(tab);
      await tab.person.openTab(tab.person.closedNumber ?? 2);
    },
  },
  {
    name: 'close the tab',
    weight: (context) => (context.tab.person.closedNumber === null && mayLeave(context) ? 0.15 : 0),
    async run({ tab, record, readLogs }) {
      await readLogs();
      record.noteLeavingPage(tab, 'close the tab');
      await tab.person.closeTab(tab);
    },
  },
  {
    name: 'open a tab again',
    weight: ({ tab, record }) => (tab.person.closedNumber !== null && !record.isDisturbed(10_000) ? 4 : 0),
    run: ({ tab }) => tab.person.openTab(tab.person.closedNumber ?? 2),
  },
];

/** Presses of a user while the other participant hangs up, from 60 ms before to 60 ms after. */
const crossingActions: Action[] = ['Hang up', 'Hold', 'Resume', 'Mute', 'Unmute'].map((name) => ({
  name: `${name.toLowerCase()} while the other participant hangs up`,
  weight: ({ screen, peer }) =>
    peer !== null && screen.controls.includes(name) ? (screen.otherCalls.length > 0 ? 1.5 : 0.15) : 0,
  async run({ user, random, peer }) {
    const box = await findControl(user, name).boundingBox({ timeout: 3_000 });
    if (!box || !peer) return;
    const headStartMs = random.below(120);
    // The pointer presses a place, not a button, because Playwright would wait for the button.
    const pressPlace = async () => {
      await pause(headStartMs);
      await user.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    };
    await Promise.all([pause(60).then(() => pressOnce(findControl(peer.user, 'Hang up'))), pressPlace()]);
  },
}));

export const tabActions: readonly Action[] = [...browserActions, ...crossingActions];

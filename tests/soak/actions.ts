import { createMeetingLink } from '../../src/emulator/wire/meetingLink.ts';
import { dial, people } from '../support/app/appTest.ts';
import { closePanels, menu, press, outcome, type Action } from './steps.ts';

const fabrikam = 'f1111111-1111-4111-8111-111111111111';
const openHouse = createMeetingLink('19:meeting_OpenHouse@thread.v2', fabrikam, people.alice.id);
const answeringPhone = '+14255550100';

const home: Action[] = [
  {
    name: 'dial',
    weight: ({ screen }) => (screen.shows === 'home' && screen.incoming.length === 0 ? 6 : 0),
    async run({ user, others, random, record }) {
      const colleagues = others.map(({ id }) => id);
      const target = random.pick([
        ...colleagues,
        ...colleagues,
        ...colleagues,
        ...colleagues,
        people.echo.id,
        people.busy.id,
        people.decline.id,
        answeringPhone,
        openHouse,
        openHouse,
      ]);
      const video = random.chance(0.4);
      // The callee ends the call by being busy or by declining.
      record.noteEndingCommand(user.upn, 'dial');
      await dial(user.page, target, video ? 'Video call' : 'Call');
      return outcome('a call or its end on the screen', ({ shows }) => shows === 'call' || shows === 'ended');
    },
  },
  {
    name: 'close the ended call',
    weight: ({ screen }) => (screen.shows === 'ended' ? 8 : 0),
    async run({ user }) {
      await user.page
        .getByRole('main')
        .getByRole('button', { name: 'Close', exact: true })
        .click({ timeout: 3_000 });
      return outcome('the first screen', ({ shows }) => shows !== 'ended');
    },
  },
  {
    name: 'call again',
    weight: ({ screen }) => (screen.shows === 'ended' ? 1 : 0),
    async run({ user, record }) {
      record.noteEndingCommand(user.upn, 'dial');
      await user.page.getByRole('button', { name: 'Call again', exact: true }).click({ timeout: 3_000 });
      return null;
    },
  },
  {
    name: 'open and close the settings',
    weight: ({ screen }) => (screen.shows === 'home' ? 0.3 : 0),
    async run({ user }) {
      await user.page.getByRole('button', { name: 'Account' }).click({ timeout: 3_000 });
      await user.page.getByRole('menuitem', { name: 'Settings' }).click({ timeout: 3_000 });
      await user.page.getByRole('dialog').waitFor({ timeout: 5_000 });
      await user.page.getByRole('dialog').getByRole('button', { name: 'Done' }).click({ timeout: 3_000 });
      return null;
    },
  },
];

const ringing: Action[] = (['Accept', 'Accept with video', 'Decline', 'End and accept'] as const).map(
  (name) => ({
    name: name.toLowerCase(),
    weight: ({ screen }) => {
      if (screen.incoming.length === 0) return 0;
      if (name === 'End and accept') return screen.shows === 'call' ? 1 : 0;
      return name === 'Accept' ? 12 : 1.5;
    },
    async run({ user, screen, record }) {
      if (name !== 'Accept' && name !== 'Accept with video') record.noteEndingCommand(user.upn, name);
      const card = user.page.getByRole('alertdialog', { name: screen.incoming[0] ?? '' }).first();
      await card.getByRole('button', { name, exact: true }).click({ timeout: 3_000 });
      return outcome('the card goes away', (now) => !now.incoming.includes(screen.incoming[0] ?? ''));
    },
  }),
);

/** @returns the action that presses a button, whose name then changes to `nextName`. */
const toggle = (name: string, nextName: string, weight: number): Action => ({
  name: name.toLowerCase(),
  weight: ({ screen }) => (screen.controls.includes(name) && screen.status !== 'Reconnecting…' ? weight : 0),
  async run({ user, screen }) {
    await press(user, name);
    return outcome(
      `${name} becomes ${nextName}`,
      (now) =>
        now.controls.includes(nextName) ||
        // A call that is put on hold meanwhile has fewer buttons.
        (!now.controls.includes(name) && now.status === 'On hold') ||
        now.title !== screen.title ||
        now.status !== screen.status,
    );
  },
});

const connected: Action[] = [
  toggle('Mute', 'Unmute', 3),
  toggle('Unmute', 'Mute', 4),
  toggle('Turn camera on', 'Turn camera off', 1),
  toggle('Turn camera off', 'Turn camera on', 1),
  toggle('Hold', 'Resume', 2),
  toggle('Resume', 'Hold', 5),
  toggle('Share screen', 'Stop sharing', 0.4),
  toggle('Stop sharing', 'Share screen', 3),
  {
    name: 'hang up',
    weight: ({ screen }) =>
      screen.controls.includes('Hang up') ? (screen.status === 'Ringing…' ? 0.5 : 1.5) : 0,
    async run({ user, screen, record }) {
      record.noteEndingCommand(user.upn, 'hang up');
      await press(user, 'Hang up');
      return outcome(
        'the call leaves the screen',
        (now) =>
          now.shows !== 'call' ||
          now.title !== screen.title ||
          // The next call on the screen can have the same title.
          now.status !== screen.status ||
          now.otherCalls.length < screen.otherCalls.length,
      );
    },
  },
  {
    name: 'switch',
    weight: ({ screen }) => (screen.otherCalls.length > 0 ? 6 : 0),
    async run({ user, screen, random }) {
      const name = random.pick(screen.otherCalls);
      const list = user.page.getByRole('list', { name: 'Calls', exact: true });
      await list.getByRole('button', { name, exact: true }).click({ timeout: 3_000 });
      return null;
    },
  },
  {
    name: 'two quick switches',
    weight: ({ screen }) => (screen.otherCalls.length > 0 ? 2 : 0),
    async run({ user }) {
      const items = user.page.getByRole('list', { name: 'Calls', exact: true }).getByRole('button');
      await items.last().click({ timeout: 3_000 });
      await items.first().click({ timeout: 3_000 });
      return null;
    },
  },
];

const transfers: Action[] = (['Transfer now', 'Ask first', 'To voicemail'] as const).map((how) => ({
  name: how.toLowerCase(),
  weight: ({ screen, participant }) =>
    screen.status === 'Connected' && participant !== null && screen.incoming.length === 0 ? 0.5 : 0,
  async run({ user, others, participant, random, record }) {
    const target = random.pick([
      ...others.filter(({ name }) => name !== participant).map(({ upn }) => upn),
      people.echo.upn,
    ]);
    await menu(user, 'Transfer');
    const panel = user.page.getByRole('complementary', { name: 'Transfer' });
    await panel.getByRole('combobox', { name: 'Transfer to' }).fill(target, { timeout: 3_000 });
    record.noteEndingCommand(user.upn, 'transfer');
    await panel.getByRole('button', { name: how }).click({ timeout: 5_000 });
    return null;
  },
}));

const otherActions: Action[] = [
  {
    name: 'complete a transfer',
    weight: ({ screen }) => (screen.status === 'Connected' && screen.otherCalls.length > 0 ? 4 : 0),
    async run({ user, record }) {
      const complete = user.page.getByRole('button', { name: /^Complete the transfer/ }).first();
      if (!(await complete.isVisible())) return null;
      record.noteEndingCommand(user.upn, 'transfer');
      await complete.click({ timeout: 3_000 });
      return null;
    },
  },
  {
    name: 'people',
    weight: ({ screen }) => (screen.controls.includes('People') && screen.panels.length === 0 ? 0.5 : 0),
    async run({ user }) {
      await press(user, 'People');
      return outcome(
        'the list of people',
        ({ panels, shows }) => panels.includes('People') || shows !== 'call',
      );
    },
  },
  {
    name: 'close the panel',
    weight: ({ screen }) => (screen.panels.length > 0 ? 2 : 0),
    async run({ user }) {
      await closePanels(user);
      return null;
    },
  },
  {
    name: 'raise a hand',
    weight: ({ screen }) => (screen.status === 'Connected' && screen.title.includes('meeting') ? 1 : 0),
    async run({ user }) {
      await menu(user, /^(Raise|Lower) hand$/);
      return null;
    },
  },
];

export const actions: readonly Action[] = [...home, ...ringing, ...connected, ...transfers, ...otherActions];

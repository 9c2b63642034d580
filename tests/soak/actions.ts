import { createMeetingLink } from '../../src/emulator/wire/meetingLink.ts';
import { people, findDialBox } from '../support/app/appTest.ts';
import type { Screen } from '../support/app/screen.ts';
import { closePanels, chooseMenuItem, findControl, pressOnce, type Action } from './steps.ts';
import { listActions } from './listActions.ts';
import { tabActions } from './tabActions.ts';

const fabrikamTenantId = 'f1111111-1111-4111-8111-111111111111';
const openHouseLink = createMeetingLink('19:meeting_OpenHouse@thread.v2', fabrikamTenantId, people.alice.id);
const answeringPhone = '+14255550100';

// In this file, `weight` says how likely an action is for the screen that the user sees; 0 makes it impossible.

const homeActions: Action[] = [
  {
    name: 'dial',
    weight: ({ screen }) => (screen.shows === 'home' && screen.incoming.length === 0 ? 4 : 0),
    async run({ user, others, random, press }) {
      const colleagues = others.map(({ id }) => id);
      // A target that stands in the list several times is more likely.
      const target = random.pick([
        ...colleagues,
        ...colleagues,
        ...colleagues,
        ...colleagues,
        people.echo.id,
        people.busy.id,
        people.decline.id,
        answeringPhone,
        openHouseLink,
        openHouseLink,
      ]);
      const hasVideo = random.chance(0.4);
      await findDialBox(user.page).fill(target, { timeout: 3_000 });
      // The rows of favourites have buttons *Call*, too. They come after the dial box.
      const name = hasVideo ? 'Video call' : 'Call';
      await press(user.page.getByRole('button', { name, exact: true }).first());
      return {
        what: 'a call or its end on the screen',
        isShownOn: ({ shows }) => shows === 'call' || shows === 'ended',
      };
    },
  },
  {
    name: 'close the ended call',
    weight: ({ screen }) => (screen.shows === 'ended' ? 8 : 0),
    async run({ user, press, screen }) {
      const messages = user.page.getByRole('region', { name: 'What happened' });
      await press(messages.getByRole('button', { name: 'Dismiss', exact: true }).last());
      return {
        what: 'one message less',
        isShownOn: ({ shows, messageCount }) => shows !== 'ended' || messageCount < screen.messageCount,
      };
    },
  },
  {
    name: 'call again',
    weight: ({ screen }) => (screen.shows === 'ended' ? 1 : 0),
    run: ({ user, press }) =>
      press(user.page.getByRole('button', { name: 'Call back', exact: true }).first()),
  },
  {
    name: 'open and close the settings',
    weight: ({ screen }) => (screen.shows === 'home' ? 0.3 : 0),
    async run({ user }) {
      await user.page.getByRole('button', { name: 'Account' }).click({ timeout: 3_000 });
      await user.page.getByRole('menuitem', { name: 'Settings' }).click({ timeout: 3_000 });
      await user.page.getByRole('tab').first().waitFor({ timeout: 5_000 });
      await user.page.keyboard.press('Escape');
      await user.page.getByRole('tab').first().waitFor({ state: 'hidden', timeout: 5_000 });
    },
  },
];

const incomingCallActions: Action[] = (
  ['Accept', 'Accept with video', 'Decline', 'End and accept'] as const
).map((name) => ({
  name: name.toLowerCase(),
  weight: ({ screen }) => {
    if (screen.incoming.length === 0) return 0;
    if (name === 'End and accept') return screen.shows === 'call' ? 1 : 0;
    // With two cards on the screen, a second press can reach the other card.
    if (name === 'Decline' && screen.incoming.length > 1) return 6;
    return name === 'Accept' ? 8 : 1.5;
  },
  async run({ user, screen, press }) {
    const card = user.page.getByRole('alertdialog', { name: screen.incoming[0] ?? '' }).first();
    // *End and accept* names the call that ends between its words.
    await press(card.getByRole('button', { name: new RegExp(`^${name.replace('End', 'End .+')}$`) }));
    // A caller who calls from two tabs has two cards with the same name.
    const countCards = ({ incoming }: Screen) =>
      incoming.filter((name) => name === screen.incoming[0]).length;
    return {
      what: 'the card goes away',
      isShownOn: (nextScreen) => countCards(nextScreen) < countCards(screen),
    };
  },
}));

/** @returns the action that presses a button, after which the button's name changes to `nextName` */
const createToggle = (name: string, nextName: string, weight: number): Action => ({
  name: name.toLowerCase(),
  weight: ({ screen }) => (screen.controls.includes(name) && screen.status !== 'Reconnecting…' ? weight : 0),
  async run({ user, screen, press }) {
    await press(findControl(user, name));
    return {
      what: `${name} becomes ${nextName}`,
      isShownOn: (nextScreen) =>
        nextScreen.controls.includes(nextName) ||
        // A call that has meanwhile been put on hold has fewer buttons.
        (!nextScreen.controls.includes(name) && nextScreen.status === 'On hold') ||
        nextScreen.title !== screen.title ||
        nextScreen.status !== screen.status,
    };
  },
});

const callActions: Action[] = [
  createToggle('Mute', 'Unmute', 3),
  createToggle('Unmute', 'Mute', 4),
  createToggle('Turn camera on', 'Turn camera off', 1),
  createToggle('Turn camera off', 'Turn camera on', 1),
  createToggle('Hold', 'Resume', 2),
  createToggle('Resume', 'Hold', 5),
  createToggle('Share screen', 'Stop sharing', 0.4),
  createToggle('Stop sharing', 'Share screen', 3),
  {
    name: 'hang up',
    weight({ screen }) {
      if (!screen.controls.includes('Hang up')) return 0;
      return screen.status === 'Ringing…' ? 0.5 : 1.5;
    },
    async run({ user, screen, press }) {
      await press(findControl(user, 'Hang up'));
      return {
        what: 'the call leaves the screen',
        isShownOn: (nextScreen) =>
          nextScreen.shows !== 'call' ||
          nextScreen.title !== screen.title ||
          // The next call on the screen can have the same title.
          nextScreen.status !== screen.status ||
          nextScreen.otherCalls.length < screen.otherCalls.length,
      };
    },
  },
  {
    name: 'switch',
    weight: ({ screen }) => (screen.otherCalls.length > 0 ? 6 : 0),
    async run({ user, screen, random, press }) {
      const list = user.page.getByRole('list', { name: 'Calls', exact: true });
      const otherCalls = list.locator('button[aria-current=false]');
      await press(otherCalls.nth(random.below(screen.otherCalls.length)));
    },
  },
  {
    name: 'two quick switches',
    weight: ({ screen }) => (screen.otherCalls.length > 0 ? 2 : 0),
    async run({ user }) {
      const items = user.page
        .getByRole('list', { name: 'Calls', exact: true })
        .locator('button[aria-current]');
      await pressOnce(items.last());
      await pressOnce(items.first());
    },
  },
];

const transferActions: Action[] = (['Transfer', 'Consult first', 'To voicemail'] as const).map((button) => ({
  name: button.toLowerCase(),
  weight: ({ screen, participant }) =>
    screen.status === 'Connected' && participant !== null && screen.incoming.length === 0 ? 0.5 : 0,
  async run({ user, others, participant, random, press }) {
    const target = random.pick([
      ...others.filter(({ name }) => name !== participant).map(({ upn }) => upn),
      people.echo.upn,
    ]);
    await pressOnce(findControl(user, 'Transfer'));
    const panel = user.page.getByRole('complementary', { name: 'Transfer' });
    await panel.getByRole('combobox', { name: 'Transfer to' }).fill(target, { timeout: 3_000 });
    await press(panel.getByRole('row').getByRole('button', { name: button }).first());
  },
}));

const otherActions: Action[] = [
  {
    name: 'complete a transfer',
    weight: ({ screen }) => (screen.status === 'Connected' && screen.otherCalls.length > 0 ? 4 : 0),
    async run({ user, press }) {
      const completeButton = user.page.getByRole('button', { name: /^Transfer .+ now$/ }).first();
      if (!(await completeButton.isVisible())) return;
      await press(completeButton);
    },
  },
  {
    name: 'people',
    weight: ({ screen }) => (screen.controls.includes('People') && screen.panels.length === 0 ? 0.5 : 0),
    async run({ user }) {
      await pressOnce(findControl(user, 'People'));
      return {
        what: 'the list of people',
        isShownOn: ({ panels, shows }) => panels.includes('People') || shows !== 'call',
      };
    },
  },
  {
    name: 'close the panel',
    weight: ({ screen }) => (screen.panels.length > 0 ? 2 : 0),
    run: ({ user }) => closePanels(user),
  },
  {
    name: 'raise a hand',
    weight: ({ screen }) => (screen.status === 'Connected' && screen.title.includes('meeting') ? 1 : 0),
    run: (context) => chooseMenuItem(context, /^(Raise|Lower) hand$/),
  },
];

export const actions: readonly Action[] = [
  ...homeActions,
  ...incomingCallActions,
  ...callActions,
  ...transferActions,
  ...otherActions,
  ...tabActions,
  ...listActions,
];

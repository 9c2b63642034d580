import { createMeetingLink } from '../../src/emulator/wire/meetingLink.ts';
import { people, findDialBox } from '../support/app/appTest.ts';
import type { Screen } from '../support/app/screen.ts';
import { closePanels, findButton, findCallItems, findControl, pressOnce, type Action } from './steps.ts';
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
      const bots = [people.echo.id, people.busy.id, people.decline.id];
      // A target that stands in the list several times is more likely.
      const meetings = [openHouseLink, openHouseLink];
      const targets = [colleagues, colleagues, colleagues, colleagues, bots, answeringPhone, meetings].flat();
      await findDialBox(user.page).fill(random.pick(targets));
      // The rows of favourites have buttons *Call*, too. They come after the dial box.
      await press(findButton(user, random.chance(0.4) ? 'Video call' : 'Call'));
      return ({ shows }) => shows === 'call' || shows === 'ended';
    },
  },
  {
    name: 'close the ended call',
    weight: ({ screen }) => (screen.shows === 'ended' ? 8 : 0),
    async run({ user, press, screen }) {
      const messages = user.page.getByRole('region', { name: 'What happened' });
      await press(messages.getByRole('button', { name: 'Dismiss', exact: true }).last());
      return ({ shows, messageCount }) => shows !== 'ended' || messageCount < screen.messageCount;
    },
  },
  {
    name: 'call again',
    weight: ({ screen }) => (screen.shows === 'ended' ? 1 : 0),
    run: ({ user, press }) => press(findButton(user, 'Call back')),
  },
  {
    name: 'open and close the settings',
    weight: ({ screen }) => (screen.shows === 'home' ? 0.3 : 0),
    async run({ user: { page } }) {
      await page.getByRole('button', { name: 'Account' }).click();
      await page.getByRole('menuitem', { name: 'Settings' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
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
    await press(card.getByRole('button', { name, exact: true }));
    // A caller who calls from two tabs has two cards with the same name.
    const countCards = ({ incoming }: Screen) =>
      incoming.filter((name) => name === screen.incoming[0]).length;
    return (nextScreen) => countCards(nextScreen) < countCards(screen);
  },
}));

/** @returns the action that presses a button, after which the button's name changes to `nextName` */
const createToggle = (name: string, nextName: string, weight: number): Action => ({
  name: name.toLowerCase(),
  weight: ({ screen }) => (screen.controls.includes(name) && screen.status !== 'Reconnecting…' ? weight : 0),
  async run({ user, screen, press }) {
    await press(findControl(user, name));
    return (nextScreen) =>
      nextScreen.controls.includes(nextName) ||
      // A call that has meanwhile been put on hold has fewer buttons.
      (!nextScreen.controls.includes(name) && nextScreen.status === 'On hold') ||
      nextScreen.title !== screen.title ||
      nextScreen.status !== screen.status;
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
      return (nextScreen) =>
        nextScreen.shows !== 'call' ||
        nextScreen.title !== screen.title ||
        // The next call on the screen can have the same title.
        nextScreen.status !== screen.status ||
        nextScreen.otherCalls.length < screen.otherCalls.length;
    },
  },
  {
    name: 'switch',
    weight: ({ screen }) => (screen.otherCalls.length > 0 ? 6 : 0),
    async run({ user, screen, random, press }) {
      const otherCalls = findCallItems(user).and(user.page.locator('[aria-current=false]'));
      await press(otherCalls.nth(random.below(screen.otherCalls.length)));
    },
  },
  {
    name: 'two quick switches',
    weight: ({ screen }) => (screen.otherCalls.length > 0 ? 2 : 0),
    async run({ user }) {
      await pressOnce(findCallItems(user).last());
      await pressOnce(findCallItems(user).first());
    },
  },
];

const transferActions: Action[] = (['Transfer', 'Consult first', 'Voicemail'] as const).map((button) => ({
  name: button.toLowerCase(),
  weight: ({ screen, participant }) =>
    screen.status === 'Connected' && participant !== null && screen.incoming.length === 0 ? 0.5 : 0,
  async run({ user, others, participant, random, press }) {
    const colleagues = others.filter(({ name }) => name !== participant);
    await pressOnce(findControl(user, 'Transfer'));
    const panel = user.page.getByRole('complementary', { name: 'Transfer' });
    await panel
      .getByRole('combobox', { name: 'Transfer to' })
      .fill(random.pick([...colleagues, people.echo]).upn);
    await press(panel.getByRole('row').getByRole('button', { name: button }).first());
  },
}));

const otherActions: Action[] = [
  {
    name: 'complete a transfer',
    weight: ({ screen }) => (screen.status === 'Connected' && screen.otherCalls.length > 0 ? 4 : 0),
    async run({ user, press }) {
      const completeButton = findButton(user, /^Transfer .+ now$/);
      if (await completeButton.isVisible()) await press(completeButton);
    },
  },
  {
    name: 'people',
    weight: ({ screen }) => (screen.controls.includes('People') && screen.panels.length === 0 ? 0.5 : 0),
    async run({ user }) {
      await pressOnce(findControl(user, 'People'));
      return ({ panels, shows }) => panels.includes('People') || shows !== 'call';
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
    async run({ user, press }) {
      await pressOnce(findControl(user, 'More'));
      const item = user.page.getByRole('menuitem', { name: /^(Raise|Lower) hand$/ });
      await item.waitFor();
      if (await item.isEnabled()) await press(item);
      else await user.page.keyboard.press('Escape');
    },
  },
];

// The user adds notes and favourites to the lists in the browser's storage. The ledger expects them there until the end of the
// run. While the storage is full, a tab keeps a change for itself.
const listActions: Action[] = [
  {
    name: 'write a note',
    weight: ({ screen, tab }) => (screen.hasNoteField && !tab.person.isStorageFull ? 1 : 0),
    async run({ user, tab, ledger }) {
      const { storageFaultCount } = tab.person;
      const field = user.page.getByRole('textbox', { name: 'Note', exact: true }).first();
      const word = ledger.createWord('note');
      await field.fill(`${await field.inputValue()} ${word}`);
      await field.blur();
      if (tab.person.storageFaultCount === storageFaultCount) ledger.expect(tab.person, word);
    },
  },
  {
    name: 'change a favourite',
    weight: ({ screen, tab }) => (screen.shows === 'home' && !tab.person.isStorageFull ? 0.4 : 0),
    async run({ user, tab, ledger, random, press }) {
      const { storageFaultCount } = tab.person;
      const { id, name } = random.pick([people.dave, people.echo, people.busy, people.decline]);
      const box = findDialBox(user.page);
      await box.fill(name);
      await user.page
        .getByRole('option', { name: new RegExp(name) })
        .first()
        .click();
      const star = findButton(user, /^Favourite: /);
      await press(star);
      const isStored = tab.person.storageFaultCount === storageFaultCount;
      const isFavourite = (await star.getAttribute('aria-pressed')) === 'true';
      ledger.setFavourite(tab.person, `8:orgid:${id}`, isFavourite && isStored);
      // Removes the chosen person from the box.
      await pressOnce(box);
      await box.press('Backspace');
    },
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

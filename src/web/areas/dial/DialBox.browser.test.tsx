import { screen, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createStore } from '../../base/store.ts';
import { useReadable } from '../../base/useReadable.ts';
import { fail } from '../../errors/problem.ts';
import { i18n } from '../../fixtures/i18n.ts';
import { runAndRender, pressButton, renderApp, type AppParts } from '../../fixtures/render.tsx';
import { createSimulatedPeople } from '../../fixtures/simulatedPeople.ts';
import { alice, bob, carol } from '../../fixtures/testUsers.ts';
import { supportedLanguages } from '../../i18n/supportedLanguages.ts';
import type { People, SearchResult } from '../../people/people.ts';
import { NoticeList } from '../call-notices/NoticeList.tsx';
import { DialBox } from './DialBox.tsx';

const getBox = () => screen.getByRole('combobox', { name: 'Call someone' });
const getButton = (name: string) => screen.getByRole('button', { name });
const link = 'https://teams.microsoft.com/meet/2345678901234?p=abc';

async function renderBoxWithText(text: string, parts: AppParts = {}) {
  const app = await renderApp(<DialBox />, parts);
  if (text) await userEvent.fill(getBox(), text);
  return app;
}

it.each([
  ['Call', false],
  ['Video call', true],
])('the button %s calls the person whose id the user enters (camera on: %s)', async (name, hasVideo) => {
  const { service } = await renderBoxWithText(bob.rawId);
  expect(await screen.findByText('Calls Bob Baker.')).toBeVisible();
  expect(getButton('Favourite: Bob Baker')).toBeVisible();
  await pressButton(name);
  expect(service.startedTargets).toEqual([bob.rawId]);
  expect(service.calls[0]?.isLocalVideoStarted).toBe(hasVideo);
});

it('calls the only person who matches a name, with Enter after the choice', async () => {
  const { service } = await renderBoxWithText('bob');
  await screen.findByRole('option', { name: /Bob Baker/ });
  await userEvent.keyboard('{Enter}');
  expect(await screen.findByText('Calls Bob Baker.')).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => service.startedTargets).toEqual([bob.rawId]);
});

it('row 10: finds an Outlook contact by its name or by digits, and calls the chosen number', async () => {
  const contacts = new Map([['+14255550199', 'Nora Nordström']]);
  const people = createSimulatedPeople({}, 'Available', undefined, contacts);
  const { service } = await renderBoxWithText('nordstrom', { people });
  const contact = /Nora Nordström.*\+1 425 555 0199/;
  await screen.findByRole('option', { name: contact });
  await userEvent.fill(getBox(), '555 0199');
  await screen.findByRole('option', { name: contact });
  await userEvent.keyboard('{Enter}');
  expect(getBox()).toHaveValue('+1 425 555 0199');
  expect(service.startedTargets).toEqual([]);
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => service.startedTargets).toEqual(['4:+14255550199']);
});

it('calls nobody while the box is empty, its text is no id, number or link, or the connection is lost', async () => {
  const { service } = await renderBoxWithText('');
  expect(getButton('Call')).toHaveAttribute('aria-disabled', 'true');
  getBox().focus();
  await userEvent.keyboard('8:orgid:123{Enter}');
  expect(screen.getByText(/^Paste the whole Teams ID\./)).toBeVisible();
  expect(getButton('Video call')).toHaveAttribute('aria-disabled', 'true');
  await runAndRender(() => service.changeConnection('Disconnected'));
  await userEvent.fill(getBox(), '');
  // The message below the bar says it already.
  expect(screen.queryByText(/^The connection was lost\./)).toBeNull();
  await userEvent.fill(getBox(), bob.rawId);
  expect(screen.getByText(/^The connection was lost\./)).toBeVisible();
  expect(getButton('Call')).toHaveAttribute('aria-disabled', 'true');
  await runAndRender(() => service.changeConnection('Connected'));
  expect(getButton('Call')).not.toHaveAttribute('aria-disabled', 'true');
  expect(service.startedTargets).toEqual([]);
});

it('opens the suggestions below the box and its buttons, where the box begins', async () => {
  await renderBoxWithText('bob');
  await screen.findByRole('option');
  const list = screen.getByRole('listbox').getBoundingClientRect();
  const box = getBox().parentElement?.getBoundingClientRect();
  expect(list.left).toBeCloseTo(box?.left ?? 0, 0);
  expect(list.top).toBeGreaterThanOrEqual(getButton('Call').getBoundingClientRect().bottom);
});

it('B5: calls on behalf of a person until the settings no longer name them, and never to meetings and emergency numbers', async () => {
  const { service, phone } = await renderBoxWithText(bob.rawId, {
    settings: { delegators: [carol.rawId, alice.rawId] },
  });
  const choice = screen.getByRole('combobox', { name: 'Call as' });
  expect(await within(choice).findByRole('option', { name: 'Carol Chen' })).toBeInTheDocument();
  await userEvent.selectOptions(choice, 'Carol Chen');
  await pressButton('Call');
  expect(service.delegators).toEqual([carol.rawId]);
  for (const text of [link, '112']) {
    await userEvent.fill(getBox(), text);
    expect(screen.queryByRole('combobox', { name: 'Call as' })).toBeNull();
    await pressButton('Call');
  }
  await runAndRender(() => phone.settings.set({ ...phone.settings.get(), delegators: [alice.rawId] }));
  await userEvent.fill(getBox(), bob.rawId);
  expect(screen.getByRole('combobox', { name: 'Call as' })).toHaveDisplayValue('Myself');
  await pressButton('Call');
  expect([service.startedTargets, service.delegators]).toEqual([
    [bob.rawId, link, '4:112', bob.rawId],
    [carol.rawId, null, null, null],
  ]);
});

it('W2: says before an emergency call what will and will not happen, and does not stop the user from calling', async () => {
  const { service } = await renderBoxWithText('112');
  const notice = screen.getByRole('note', { name: /^Before you call an emergency number/ });
  expect(within(notice).getAllByRole('listitem')).toHaveLength(4);
  expect(notice).toHaveTextContent(
    'Without a line that is set up for emergencies in this country, it fails.',
  );
  expect(notice).toHaveTextContent('Switchboard sends no location.');
  await pressButton('Call');
  expect(service.startedTargets).toEqual(['4:112']);
});

it('joins a meeting, and offers to open it in Teams', async () => {
  const { service } = await renderBoxWithText(link);
  expect(screen.getByText('Joins this Teams meeting.')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Open this meeting in Teams' })).toHaveAttribute('href', link);
  await pressButton('Call');
  expect(service.startedTargets).toEqual([link]);
});

it.each([
  ['forbidden', /does not let this app search for people/],
  ['unavailable', /The directory cannot be reached/],
] as const)(
  'says that the search ended with %s, and still calls people by their ids',
  async (answer, words) => {
    const people = createSimulatedPeople({ search: async () => answer });
    const { service } = await renderBoxWithText('bob', { people });
    expect(await screen.findByText(words)).toBeVisible();
    await userEvent.fill(getBox(), bob.rawId);
    await pressButton('Call');
    expect(service.startedTargets).toEqual([bob.rawId]);
  },
);

it('searches again when the directory was busy, and ignores the answer after the user has typed another name', async () => {
  let answerSearch: (matches: SearchResult) => void = () => {};
  const { search: searchDirectory } = createSimulatedPeople();
  const search = vi
    .fn<People['search']>(searchDirectory)
    .mockResolvedValueOnce('busy')
    .mockReturnValueOnce(new Promise((resolve) => (answerSearch = resolve)));
  await renderBoxWithText('bob', { people: createSimulatedPeople({ search }) });
  expect(await screen.findByText(/^The directory is busy/)).toBeVisible();
  await expect.poll(() => search.mock.calls.length, { timeout: 4_000 }).toBe(2);
  await userEvent.fill(getBox(), 'carol');
  expect(await screen.findByText('Calls Carol Chen.')).toBeVisible();
  await runAndRender(() => answerSearch([bob]));
  expect(screen.getByText('Calls Carol Chen.')).toBeVisible();
});

it('places one call, however often the user presses Call', async () => {
  const { service, blockService, releaseService } = await renderBoxWithText(bob.rawId);
  blockService();
  await pressButton('Call');
  expect(getButton('Call')).toHaveAttribute('aria-disabled', 'true');
  // Only a call that takes long gets the spinner.
  expect(within(getButton('Call')).queryByRole('progressbar')).toBeNull();
  expect(await within(getButton('Call')).findByRole('progressbar')).toBeVisible();
  await pressButton('Call');
  await pressButton('Video call');
  await releaseService();
  expect(service.startedTargets).toEqual([bob.rawId]);
});

it('asks for the chat of a group call if the app may not create a chat', async () => {
  const { service } = await renderBoxWithText('bob', { createThread: async () => fail('no-group-chat') });
  await screen.findByRole('option', { name: /Bob Baker/ });
  await userEvent.keyboard('{ArrowDown}{Enter}carol');
  expect(
    await screen.findByText('Calls Bob Baker, Carol Chen together. The chat of the call stays in Teams.'),
  ).toBeVisible();
  await pressButton('Call');
  const threadField = await screen.findByRole('textbox', { name: 'Chat of the group call' });
  await userEvent.type(threadField, '19:wrong');
  expect(threadField).toHaveAccessibleDescription(/A chat’s id looks like/);
  expect(getButton('Call')).toHaveAttribute('aria-disabled', 'true');
  await userEvent.fill(threadField, '19:chat@thread.v2');
  await pressButton('Call');
  expect(service.startedTargets).toEqual([bob.rawId, carol.rawId]);
});

it('takes the focus after the last call: from a button at once, and from a list when the list disappears', async () => {
  const isShown = createStore(true);
  const List = () =>
    useReadable(isShown) && (
      <li>
        <button type="button">Carol Chen</button>
      </li>
    );
  const { connectCall } = await renderApp(
    <>
      <button type="button">Other</button>
      <List />
      <DialBox />
    </>,
  );
  const focusAndEndCall = async (name: string) => {
    const call = await connectCall(bob.rawId);
    getButton(name).focus();
    await runAndRender(() => call.end({ code: 0, subCode: 0 }));
  };
  await focusAndEndCall('Other');
  expect(getBox()).toHaveFocus();
  await focusAndEndCall('Carol Chen');
  expect(getButton('Carol Chen')).toHaveFocus();
  await runAndRender(() => isShown.set(false));
  await expect.poll(getBox).toHaveFocus();
});

it('gets the focus when the user dismisses a notice, whose button had the focus', async () => {
  const { connectCall } = await renderApp(
    <>
      <DialBox />
      <NoticeList />
    </>,
  );
  const call = await connectCall(bob.rawId);
  await runAndRender(() => call.end({ code: 0, subCode: 0 }));
  getButton('Dismiss').focus();
  await runAndRender(() => userEvent.keyboard('{Enter}'));
  expect(getBox()).toHaveFocus();
});

it('joins a meeting by its id and passcode', async () => {
  const { service } = await renderBoxWithText('201 000 000 002');
  expect(await screen.findByText('Joins the Teams meeting 201 000 000 002.')).toBeVisible();
  const checkbox = screen.getByRole('checkbox', { name: 'This is a meeting ID' });
  expect(checkbox).toBeChecked();
  // Every field can be reached with the keyboard.
  await userEvent.keyboard('{Tab}');
  expect(checkbox).toHaveFocus();
  await userEvent.keyboard('{Tab}lobby2{Enter}');
  await expect.poll(() => service.startedTargets).toEqual(['201000000002 lobby2']);
});

it('treats ten digits as a phone number unless the user says that they are a meeting id', async () => {
  const { service } = await renderBoxWithText('4255550100');
  expect(await screen.findByText('Calls the phone number +1 425 555 0100.')).toBeVisible();
  expect(screen.queryByRole('textbox', { name: 'Passcode' })).toBeNull();
  await userEvent.click(screen.getByRole('checkbox', { name: 'This is a meeting ID' }));
  expect(screen.getByText('Joins the Teams meeting 425 555 010 0.')).toBeVisible();
  await pressButton('Call');
  expect(service.startedTargets).toEqual(['4255550100 -']);
});

it('places one call when the user presses Call again before the box is empty', async () => {
  const { service } = await renderBoxWithText(bob.rawId);
  const press = () => getButton('Call').click();
  await runAndRender(async () => {
    press();
    await expect.poll(() => service.calls.length).toBe(1);
    // React empties the box and disables the button when this function is over.
    await new Promise((resolve) => setTimeout(resolve, 50));
    press();
  });
  expect(service.startedTargets).toEqual([bob.rawId]);
});

afterEach(async () => {
  await i18n.changeLanguage('en');
  await page.viewport(1280, 800);
});

it.each(supportedLanguages.map(({ tag }) => tag))(
  'says what the user may enter, in the language %s on the smallest phone, too',
  async (tag) => {
    const { default: words } = (await import(`../../locales/${tag}.json`)) as { default: object };
    i18n.addResourceBundle(tag, 'translation', words, true, true);
    await i18n.changeLanguage(tag);
    await page.viewport(320, 640);
    await renderApp(<DialBox />);
    const box = screen.getByRole<HTMLInputElement>('combobox');
    const { font, paddingLeft, paddingRight } = getComputedStyle(box);
    const canvas = document.createElement('canvas').getContext('2d');
    Object.assign(canvas ?? {}, { font });
    const roomPx = box.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    expect(canvas?.measureText(box.placeholder).width).toBeLessThanOrEqual(roomPx);
  },
);

it('moves nothing below the bar on the smallest phone when somebody or nobody is found, or the connection is lost', async () => {
  await page.viewport(320, 640);
  const { service } = await renderBoxWithText('');
  const bar = getBox().closest('.fui-Field')?.parentElement?.parentElement;
  const readHeight = () => bar?.parentElement?.offsetHeight;
  const height = bar?.offsetHeight;
  expect(readHeight()).toBe(height);
  await runAndRender(() => service.changeConnection('Disconnected'));
  expect(readHeight()).toBe(height);
  await runAndRender(() => service.changeConnection('Connected'));
  await userEvent.fill(getBox(), 'somebody');
  expect(await screen.findByText('Nobody in your organisation has this name or email.')).toBeVisible();
  expect(readHeight()).toBe(height);
  await userEvent.fill(getBox(), 'bob');
  await screen.findByText('Calls Bob Baker.');
  expect(getButton('Favourite: Bob Baker')).toBeVisible();
  expect(readHeight()).toBe(height);
  await userEvent.keyboard('{Enter}');
  expect(getButton('Remove Bob Baker')).toBeVisible();
  expect(readHeight()).toBe(height);
});

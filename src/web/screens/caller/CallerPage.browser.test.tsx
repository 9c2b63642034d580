import { createIdentifierFromRawId } from '@azure/communication-common';
import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { callFeatures } from '../../features/list.ts';
import { createSimulated } from '../../fixtures/emitter.ts';
import { pressButton, renderInCall, runAndRender, type AppParts } from '../../fixtures/render.tsx';
import type { SimulatedCall } from '../../fixtures/simulatedCall.ts';
import { createSimulatedConsents } from '../../fixtures/simulatedConsents.ts';
import { createSimulatedParticipant } from '../../fixtures/simulatedParticipant.ts';
import { createSimulatedPeople } from '../../fixtures/simulatedPeople.ts';
import { createTestEntry } from '../../fixtures/testEntry.ts';
import { alice, bob, carol } from '../../fixtures/testUsers.ts';
import { startCallLog } from '../../history/callLog.ts';
import { IntegrationContext, type IntegrationAccess } from '../../integration/IntegrationContext.ts';
import { startConsultation } from '../../transfer/startTransfer.ts';
import type { NumberOwner } from '../../people/numberNames.ts';
import type { LookUpResult } from '../../people/people.ts';
import { CallScreen } from '../CallScreen.tsx';

const screenPop: IntegrationAccess = {
  settings: { screenPop: { url: 'https://crm.example/?q={number}', hosts: ['crm.example'] } },
  oid: alice.oid,
  webHook: null,
};
const telephone = '4:+14255550100';

afterEach(() => page.viewport(1280, 800));

/** Renders the screen of a connected call, with a text field beside it. The calls are in the history. */
async function renderCall(
  parts: AppParts = {},
  prepareCall?: (call: SimulatedCall) => void,
  integration: IntegrationAccess | null = null,
) {
  const app = await renderInCall(
    <IntegrationContext value={integration}>
      <div style={{ display: 'flex', height: '100vh' }}>
        <input aria-label="Other" style={{ position: 'fixed', bottom: 0 }} />
        <CallScreen />
      </div>
    </IntegrationContext>,
    { features: callFeatures.map(({ feature }) => feature), ...parts },
    prepareCall,
  );
  startCallLog(app.phone, app.history);
  return app;
}
const connectTo = (rawId: string) => (call: SimulatedCall) => {
  call.setParticipants(rawId);
  call.changeState('Connected');
};
const findPage = () => screen.queryByRole('region', { name: 'Caller' });
const withinPage = () => within(screen.getByRole('region', { name: 'Caller' }));
const getNote = () => withinPage().getByRole('textbox', { name: 'Note' });
const showVideo = (call: SimulatedCall, isShown: boolean, rawId = bob.rawId) =>
  runAndRender(() => {
    const size = { width: 4, height: 3 };
    const video = createSimulated({ id: 1, mediaStreamType: 'Video' as const, isAvailable: true, size });
    call.setParticipants(
      createSimulatedParticipant(rawId, (isShown ? { videoStreams: [video] } : {}) as object),
    );
  });

it('shows who a colleague is, their presence, and the last three calls with their notes, and no tile', async () => {
  const { history } = await renderCall();
  await runAndRender(() => {
    for (const [index, note] of ['Oldest', 'Old', 'Newer', 'Wants an offer'].entries())
      history.add(createTestEntry({ key: note, at: index, note }));
    history.add(createTestEntry({ key: 'other', other: carol.rawId, at: 9, note: 'About Carol' }));
  });
  expect(withinPage().getByRole('heading', { level: 1, name: 'Bob Baker' })).toBeVisible();
  expect(withinPage().getByText('Baker · Support')).toBeVisible();
  expect(await withinPage().findByText('Available')).toBeVisible();
  const calls = withinPage().getByRole('list', { name: 'Last calls' });
  const notes = within(calls)
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);
  expect(notes.map((text) => /Wants an offer|Newer|Old$/.exec(text ?? '')?.[0])).toEqual([
    'Wants an offer',
    'Newer',
    'Old',
  ]);
  expect(document.querySelector('[data-tile]')).toBeNull();
  expect(screen.queryByRole('group', { name: /^You/ })).toBeNull();
  expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
  for (const name of ['Hold', 'Transfer', 'Consult'])
    expect(withinPage().getByRole('button', { name })).toBeEnabled();
});

it('makes Transfer the primary button and, while the user holds the call, Resume instead', async () => {
  const { call } = await renderCall();
  const listPrimary = () =>
    ['Hold', 'Resume', 'Transfer'].filter((name) => {
      const button = withinPage().queryByRole('button', { name });
      const consult = withinPage().getByRole('button', { name: 'Consult' });
      return button && getComputedStyle(button).backgroundColor !== getComputedStyle(consult).backgroundColor;
    });
  await expect.poll(listPrimary).toEqual(['Transfer']);
  await runAndRender(() => call.hold());
  await expect.poll(listPrimary).toEqual(['Resume']);
});

it('keeps the buttons in their place when the call is answered, and for a caller through a queue', async () => {
  const { call } = await renderCall({}, (newCall) => newCall.changeState('Ringing'));
  const readTop = () => withinPage().getByRole('button', { name: 'Hold' }).getBoundingClientRect().top;
  const top = readTop();
  await runAndRender(() => {
    const identifier = createIdentifierFromRawId('28:orgid:aa000000-0000-4000-8000-0000000000aa');
    Object.assign(call, { transferorInfo: { identifier, displayName: 'Support queue' } });
    call.changeState('Connected');
  });
  expect(withinPage().getByText('via Support queue')).toBeVisible();
  expect(Math.abs(readTop() - top)).toBeLessThan(1);
});

it('shows Transfer as pressed, and no longer as the primary button, while its panel is open', async () => {
  await renderCall();
  const getButton = () => withinPage().getByRole('button', { name: 'Transfer' });
  const readColour = () => getComputedStyle(getButton()).backgroundColor;
  const primaryColour = readColour();
  await runAndRender(() => getButton().click());
  expect(getButton()).toHaveAttribute('aria-expanded', 'true');
  const plainColour = getComputedStyle(withinPage().getByRole('button', { name: 'Consult' })).backgroundColor;
  // The colour changes within a moment.
  await expect.poll(readColour).not.toBe(primaryColour);
  expect(readColour()).not.toBe(plainColour);
});

it('shows the company of an Outlook contact on a line of its own, and moves nothing when it arrives', async () => {
  let answer = (_owner: NumberOwner) => {};
  const request = async (_number: string, onOwner: typeof answer) => void (answer = onOwner);
  await renderCall({ people: createSimulatedPeople({ request }) }, connectTo(telephone));
  expect(withinPage().getByRole('heading', { level: 1 })).toHaveTextContent('+1 425 555 0100');
  expect(withinPage().getByText('No name is known for this number.')).toBeVisible();
  const readPlaces = () =>
    [
      getNote(),
      withinPage().getByRole('button', { name: 'Hold' }),
      withinPage().getByRole('heading', { level: 1 }),
    ].map((element) => element.getBoundingClientRect().top);
  const before = readPlaces();
  const name = 'Maximiliane Friederike von Hohenstein-Wartenberg zu Altenburg';
  await runAndRender(() => answer({ name, company: 'Northwind Traders', oid: null }));
  expect(withinPage().getByRole('heading', { level: 1 })).toHaveTextContent(name);
  for (const text of ['Northwind Traders', '+1 425 555 0100', 'Outlook contact'])
    expect(withinPage().getByText(text)).toBeVisible();
  for (const [index, top] of readPlaces().entries())
    expect(Math.abs(top - (before[index] ?? 0))).toBeLessThanOrEqual(8);
});

it('shows the title and presence of a colleague who calls from a telephone', async () => {
  const request = async (_number: string, onOwner: (owner: NumberOwner) => void) =>
    onOwner({ name: bob.name, company: null, oid: bob.oid });
  await renderCall({ people: createSimulatedPeople({ request }) }, connectTo(telephone));
  for (const text of ['Bob Baker', 'Baker · Support', '+1 425 555 0100'])
    expect(await withinPage().findByText(text)).toBeVisible();
});

it.each([
  ['withheld', '4:anonymous', 'Number withheld'],
  ['unknown', null, 'Unknown caller'],
])('says that the number is %s, and shows no calls of other such callers', async (_kind, rawId, name) => {
  const app = await renderCall();
  await runAndRender(() => app.history.add(createTestEntry({ other: rawId, note: 'From another caller' })));
  const call = app.service.addCall('Incoming');
  await runAndRender(() => {
    Object.assign(call, {
      callerInfo: rawId === null ? {} : { identifier: createIdentifierFromRawId(rawId) },
    });
    call.changeState('Connected');
  });
  expect(withinPage().getByRole('heading', { level: 1, name })).toBeVisible();
  expect(withinPage().getByText('Without a number, earlier calls cannot be found.')).toBeVisible();
  expect(withinPage().queryByText(/From another caller/)).toBeNull();
});

it.each<[string, LookUpResult, string]>([
  ['does not know', 'unknown', 'Not in your directory'],
  ['did not answer about', 'unavailable', 'Name not verified'],
])('says that the directory %s the caller', async (_title, result, words) => {
  const people = createSimulatedPeople({ find: async () => result });
  await renderCall({ people }, (call) => {
    call.setParticipants(createSimulatedParticipant(bob.rawId, { displayName: 'Bob Baker' }));
    call.changeState('Connected');
  });
  expect(withinPage().getByText(words)).toBeVisible();
});

it('lets a typed letter go into the note while the call screen has the focus, and takes no focus from another field', async () => {
  const { history } = await renderCall();
  await expect.poll(() => document.activeElement).toBe(screen.getByRole('region', { name: 'Call' }));
  await userEvent.keyboard(' ');
  expect(getNote()).not.toHaveFocus();
  await userEvent.keyboard('Wants');
  expect(getNote()).toHaveValue('Wants');
  await expect.poll(() => history.entries.get()[0]?.note).toBe('Wants');
  screen.getByRole('textbox', { name: 'Other' }).focus();
  await userEvent.keyboard('abc');
  expect(getNote()).toHaveValue('Wants');
});

it('gives way to a video, and comes back after it; the note keeps its text and the focus', async () => {
  const { call } = await renderCall();
  await runAndRender(() => fireEvent.change(getNote(), { target: { value: 'Wants' } }));
  getNote().focus();
  await showVideo(call, true);
  expect(findPage()).toBeNull();
  const panelField = screen.getByRole('textbox', { name: 'Note' });
  expect(panelField).toHaveFocus();
  expect(panelField).toHaveValue('Wants');
  expect(screen.getByRole('heading', { level: 1, name: 'Bob Baker' })).toBeVisible();
  expect(screen.getByText('Baker · Support')).toBeVisible();
  await userEvent.keyboard(' more');
  await showVideo(call, false);
  expect(screen.queryByRole('complementary', { name: 'Note' })).toBeNull();
  expect(getNote()).toHaveFocus();
  expect(getNote()).toHaveValue('Wants more');
});

it('during a consultation, shows the note about the waiting caller, and goes on saving it with the caller’s call', async () => {
  const { call, service, phone, history } = await renderCall();
  const field = (name: string) => screen.getByRole('textbox', { name });
  const typeOnScreen = async (text: string) => {
    screen.getByRole('region', { name: 'Call' }).focus();
    await userEvent.keyboard(text);
  };
  const findEntry = (key: string) => history.entries.get().find((entry) => entry.key === key);
  await typeOnScreen('She ');
  const session = phone.findSession(phone.state.get().front ?? '');
  if (!session) throw new Error('There is no call on the screen.');
  await runAndRender(() => startConsultation(phone, session, carol.rawId));
  const consultation = service.calls.at(-1);
  if (!consultation) throw new Error('There is no consultation.');
  const about = 'Note about Bob Baker';
  expect(withinPage().getByRole('heading', { level: 1, name: 'Carol Chen' })).toBeVisible();
  expect(withinPage().getByRole('heading', { level: 2, name: about })).toBeVisible();
  await typeOnScreen('waits ');
  await runAndRender(() => consultation.connectTo(carol.rawId));
  await typeOnScreen('until ');
  // The panel has the same note.
  const showCarol = (hasVideo: boolean) => showVideo(consultation, hasVideo, carol.rawId);
  await showCarol(true);
  expect(screen.getByRole('complementary', { name: about })).toContainElement(field(about));
  await userEvent.keyboard('Friday');
  await showCarol(false);
  expect(field(about)).toHaveValue('She waits until Friday');
  const outcome = within(screen.getByRole('region', { name: about })).getByRole('combobox', {
    name: 'Outcome',
  });
  await runAndRender(() => fireEvent.change(outcome, { target: { value: 'Call back later' } }));
  const consultationKey = phone.state.get().front ?? '';
  await runAndRender(() => phone.switchTo(session.key));
  expect(field('Note')).toHaveValue('She waits until Friday');
  // The caller hangs up before the last word is saved.
  await runAndRender(() => phone.switchTo(consultationKey));
  await typeOnScreen('!');
  await runAndRender(() => call.changeState('Disconnected'));
  expect(field('Note')).toHaveValue('');
  expect(findEntry(call.id)).toMatchObject({ note: 'She waits until Friday!', label: 'Call back later' });
  expect(findEntry(consultation.id)).not.toHaveProperty('note');
});

it('shows the stage for the user’s own camera, and for a call of several people', async () => {
  const { call } = await renderCall();
  await runAndRender(() => call.startVideo({ mediaStreamType: 'Video', dispose() {} }));
  expect(findPage()).toBeNull();
  expect(screen.getByRole('group', { name: /^You/ })).toBeVisible();
  await runAndRender(() => call.stopVideo());
  expect(findPage()).toBeVisible();
  await runAndRender(() => call.setParticipants(bob.rawId, carol.rawId));
  expect(findPage()).toBeNull();
});

/** The controls of the toolbar that users of videos and agents need, and of which a narrow toolbar has the fewest. */
const spareNames = ['Note', 'Consult', 'Look up', 'Share screen', 'People'];

it.each([
  [1280, spareNames],
  // The width beside the console's columns in a window of 1280 px.
  [908, ['Note', 'Consult', 'Look up', 'Share screen']],
  // The same in windows of 1100 and 1024 px.
  [728, ['Note', 'Consult']],
  [652, ['Note', 'Consult']],
  [428, ['Consult']],
  [420, []],
  [320, []],
])(
  'with a video, the toolbar of a window of %i pixels has %o, and the menu has the rest. No other button moves',
  async (width, expected) => {
    await page.viewport(width, 800);
    const { call } = await renderCall({}, undefined, screenPop);
    const toolbar = screen.getByRole('toolbar');
    const listShown = (role: string) =>
      spareNames.filter((name) => within(toolbar).queryByRole(role, { name }));
    const readPlaces = () =>
      ['Mute', 'Hold', 'Transfer', 'More', 'Hang up'].map(
        (name) => within(toolbar).getByRole('button', { name }).getBoundingClientRect().left,
      );
    const places = readPlaces();
    await pressButton('More');
    for (const name of ['Note', 'Consult', 'Ask', 'Look up'])
      expect(within(toolbar).queryByRole('menuitem', { name })).toBeNull();
    await userEvent.keyboard('{Escape}');
    await showVideo(call, true);
    const shifts = readPlaces().map((place, index) => Math.abs(place - (places[index] ?? 0)));
    expect(Math.max(...shifts)).toBeLessThan(1);
    const { left, right } = toolbar.getBoundingClientRect();
    expect([left >= 6, right <= width - 6]).toEqual([true, true]);
    expect(listShown('button')).toEqual(expected);
    await pressButton('More');
    expect(listShown('menuitem')).toEqual(spareNames.filter((name) => !expected.includes(name)));
    const entries = within(toolbar)
      .getAllByRole('menuitem')
      .map(({ textContent }) => textContent);
    const agentEntries = ['Note', 'Consult', 'Ask', 'Look up'].filter((name) => !expected.includes(name));
    expect(entries.slice(0, agentEntries.length)).toEqual(agentEntries);
    const pressEither = async (name: string) => {
      if (within(toolbar).queryAllByRole('menuitem').length === 0) await pressButton('More');
      await runAndRender(() =>
        within(toolbar)
          .getByRole(expected.includes(name) ? 'button' : 'menuitem', { name })
          .click(),
      );
    };
    await pressEither('Note');
    expect(screen.getByRole('textbox', { name: 'Note' })).toHaveFocus();
    await pressEither('Consult');
    expect(screen.getByRole('combobox', { name: 'Consult with' })).toHaveFocus();
  },
);

it('keeps Stop sharing in the toolbar beside a video, and Note in the menu', async () => {
  await page.viewport(652, 800);
  const { call } = await renderCall();
  await showVideo(call, true);
  await runAndRender(() => call.startScreenSharing());
  expect(screen.getByRole('button', { name: 'Stop sharing' })).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Note' })).toBeNull();
  await pressButton('More');
  expect(screen.getByRole('menuitem', { name: 'Note' })).toBeVisible();
  expect(screen.queryByRole('menuitem', { name: 'Stop sharing' })).toBeNull();
});

it.each([320, 360])(
  'while the user’s camera is on, a toolbar of %i pixels has a button that turns it off, and moves no other',
  async (width) => {
    await page.viewport(width, 640);
    const { call } = await renderCall();
    const toolbar = screen.getByRole('toolbar');
    const readPlaces = () =>
      ['Mute', 'Hold', 'More', 'Hang up'].map(
        (name) => within(toolbar).getByRole('button', { name }).getBoundingClientRect().left,
      );
    const places = readPlaces();
    const readShift = () =>
      Math.max(...readPlaces().map((place, index) => Math.abs(place - (places[index] ?? 0))));
    await runAndRender(() => call.startVideo({ mediaStreamType: 'Video', dispose() {} }));
    expect(readShift()).toBeLessThan(1);
    await pressButton('More');
    expect(within(toolbar).queryByRole('menuitem', { name: /^Turn camera/ })).toBeNull();
    expect(within(toolbar).queryAllByRole('menuitem', { name: 'Transfer' })).toHaveLength(
      width < 360 ? 1 : 0,
    );
    await userEvent.keyboard('{Escape}');
    within(toolbar).getByRole('button', { name: 'Turn camera off' }).focus();
    await pressButton('Turn camera off');
    await expect.poll(() => call.isLocalVideoStarted).toBe(false);
    expect(document.body).not.toHaveFocus();
    expect(within(toolbar).getByRole('button', { name: 'Transfer' })).toBeVisible();
    expect(readShift()).toBeLessThan(1);
  },
);

it('consults by Enter after a press on Consult', async () => {
  const { service } = await renderCall();
  await runAndRender(() => withinPage().getByRole('button', { name: 'Consult' }).click());
  expect(screen.getByRole('complementary', { name: 'Consult' })).toBeVisible();
  expect(screen.getByRole('combobox', { name: 'Consult with' })).toHaveFocus();
  await userEvent.keyboard('carol');
  await expect.poll(() => screen.queryByRole('row', { selected: true })).not.toBeNull();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => service.startedTargets).toEqual([carol.rawId]);
});

it.each([
  [320, 640],
  [390, 844],
  // Three of the four buttons fit beside each other.
  [480, 844],
  [1280, 800],
])('fits a window of %i by %i pixels, with large buttons of one width', async (width, height) => {
  await page.viewport(width, height);
  await renderCall();
  const region = screen.getByRole('region', { name: 'Caller' });
  expect(region.scrollWidth).toBeLessThanOrEqual(region.clientWidth);
  const widths = ['Hold', 'Transfer', 'Consult', 'Ask'].map(
    (name) => withinPage().getByRole('button', { name }).getBoundingClientRect().width,
  );
  expect(Math.max(...widths) - Math.min(...widths)).toBeLessThan(1);
});

it('makes only *Transfer* stand out, also while it asks for the contacts', async () => {
  await renderCall({ consents: createSimulatedConsents('needed') }, connectTo(telephone));
  const [transfer, consult, allow] = ['Transfer', 'Consult', 'Allow…'].map(
    (name) => getComputedStyle(withinPage().getByRole('button', { name })).backgroundColor,
  );
  expect(transfer).not.toBe(consult);
  expect(allow).toBe(consult);
});

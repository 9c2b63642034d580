import { createIdentifierFromRawId, getIdentifierRawId } from '@azure/communication-common';
import { screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { page as browserPage, userEvent } from 'vitest/browser';
import { addPeople } from '../add-people/addPeople.ts';
import { CallRow } from '../areas/calls/CallRow.tsx';
import { DialBox } from '../areas/dial/DialBox.tsx';
import { HistoryList } from '../areas/history/HistoryList.tsx';
import { FavouritesBoard } from '../favourites/FavouritesBoard.tsx';
import { NoticeList } from '../areas/call-notices/NoticeList.tsx';
import { RejoinMessages } from '../areas/phone-messages/PhoneMessages.tsx';
import { ProblemList } from '../areas/problems/ProblemList.tsx';
import { IncomingCalls } from '../areas/incoming/IncomingCalls.tsx';
import { Rail } from '../areas/rail/Rail.tsx';
import { SettingsView } from '../areas/settings/SettingsView.tsx';
import { createStore } from '../base/store.ts';
import { openView } from '../base/view.ts';
import { agent } from '../capabilities/capabilities.ts';
import { toLineId } from '../calling/call/company.ts';
import { usePhone } from '../calling/react.tsx';
import { createPageLife } from '../calling/tab/pageLife.ts';
import { createRejoinOffer } from '../calling/tab/rejoinOffer.ts';
import { AddPeoplePanel } from '../features/add-people/AddPeoplePanel.tsx';
import { listFeatures } from '../features/list.ts';
import { TransferPanel } from '../features/transfer/TransferPanel.tsx';
import { createAgentParts, mainLine, supportLine, toAgentId } from '../fixtures/agentPhone.ts';
import {
  renderApp,
  renderInCall,
  runAndRender,
  pressButton,
  waitForCards,
  type AppParts,
} from '../fixtures/render.tsx';
import type { SimulatedCall } from '../fixtures/simulatedCall.ts';
import { createSimulatedParticipant } from '../fixtures/simulatedParticipant.ts';
import { createSimulatedPeople } from '../fixtures/simulatedPeople.ts';
import { createTestEntry } from '../fixtures/testEntry.ts';
import { alice, bob, carol } from '../fixtures/testUsers.ts';
import { PersonDetails } from '../person-card/PersonDetails.tsx';
import { CallScreen } from './CallScreen.tsx';
import { MainArea } from './MainArea.tsx';
import { useShownCall } from './useShownCall.ts';

// What the phone offers an agent (Teams Phone extensibility). Microsoft's table says what agents can and cannot do:
// https://learn.microsoft.com/azure/communication-services/concepts/interop/tpe/teams-phone-extensibility-capabilities

const parts: AppParts = createAgentParts(mainLine, supportLine);
const telephone = '4:+14255550100';
const otherTelephone = '4:+14255550101';
const getBox = () => screen.getByRole('combobox', { name: 'Call someone' });

async function renderBoxWithText(text: string, boxParts: AppParts = parts) {
  const app = await renderApp(<DialBox />, boxParts);
  await userEvent.fill(getBox(), text);
  return app;
}

interface AgentCallParts extends Pick<AppParts, 'people'> {
  rawIds?: readonly string[];
  prepare?: (call: SimulatedCall) => void;
}

/** Renders something in an agent's connected call with a telephone and, if the test wants, others. */
const renderInAgentCall = (
  children: React.ReactNode,
  { rawIds = [telephone], prepare = (_call: SimulatedCall) => {}, ...moreParts }: AgentCallParts = {},
) =>
  renderInCall(children, { ...parts, ...moreParts, features: listFeatures(agent) }, (call) => {
    call.setParticipants(...rawIds.map((rawId) => createSimulatedParticipant(rawId)));
    prepare(call);
    call.changeState('Connected');
  });

const listParticipants = (call: SimulatedCall) =>
  call.remoteParticipants.map(({ identifier }) => getIdentifierRawId(identifier));
const getControl = (name: string) => screen.getByRole('button', { name });
/** The caller's page has some of the toolbar's buttons, too. */
const getToolbarControl = (name: string) =>
  within(screen.getByRole('toolbar', { name: 'Call controls' })).getByRole('button', { name });
const openMenu = () => pressButton('More');
const listMenu = () => screen.getAllByRole('menuitem').map(({ textContent }) => textContent);

describe('calling out', () => {
  it('calls a telephone for the chosen line, which the browser remembers', async () => {
    const { service, phone } = await renderBoxWithText(telephone.slice(2));
    expect(screen.queryByRole('button', { name: 'Video call' })).toBeNull();
    const choice = screen.getByRole('combobox', { name: 'Call as' });
    expect(choice).toHaveDisplayValue('Main line, +1 425 555 0150');
    await pressButton('Call');
    await userEvent.selectOptions(choice, 'Support, +1 425 555 0151');
    expect(phone.settings.get().companyLine).toBe(toLineId(supportLine));
    await userEvent.fill(getBox(), otherTelephone.slice(2));
    await pressButton('Call');
    expect([service.startedTargets, service.delegators]).toEqual([
      [telephone, otherTelephone],
      [toLineId(mainLine), toLineId(supportLine)],
    ]);
  });

  it.each([320, 390, 1280])(
    'shows the whole text of the chosen line in a window of %i pixels',
    async (width) => {
      await browserPage.viewport(width, 800);
      await renderBoxWithText('');
      const choice = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Call as' });
      const { font, paddingInlineStart, paddingInlineEnd } = getComputedStyle(choice);
      const context = document.createElement('canvas').getContext('2d');
      if (!context) throw new Error('The browser cannot measure text.');
      context.font = font;
      const textWidth = context.measureText(choice.selectedOptions[0]?.text ?? '').width;
      expect(textWidth).toBeGreaterThan(100);
      const room =
        choice.clientWidth - Number.parseFloat(paddingInlineStart) - Number.parseFloat(paddingInlineEnd);
      expect(room).toBeGreaterThanOrEqual(textWidth);
      await browserPage.viewport(1280, 800);
    },
  );

  it('has nothing to choose with one line, but says for which line the call is', async () => {
    const { service } = await renderBoxWithText(telephone.slice(2), createAgentParts(supportLine));
    expect(screen.queryByRole('combobox', { name: 'Call as' })).toBeNull();
    expect(screen.getByText('You call as Support, +1 425 555 0151.')).toBeVisible();
    await pressButton('Call');
    expect(service.delegators).toEqual([toLineId(supportLine)]);
  });

  it('calls an emergency number by the agent’s own number, and says so', async () => {
    const { service } = await renderBoxWithText('112');
    expect(screen.queryByRole('combobox', { name: 'Call as' })).toBeNull();
    expect(screen.getByRole('note')).toHaveTextContent('The call goes out by your own Teams number');
    await pressButton('Call');
    expect([service.startedTargets, service.delegators]).toEqual([['4:112'], [null]]);
  });

  it.each([
    ['a colleague’s id', bob.rawId, 'Teams colleagues cannot be called as an agent. Call them in Teams.'],
    ['a colleague’s name', 'bob', 'Teams colleagues cannot be called as an agent. Call them in Teams.'],
    [
      'a call queue',
      `28:orgid:${carol.oid}`,
      /^Call queues and auto attendants cannot be called as an agent\./,
    ],
    [
      'a meeting',
      'https://teams.microsoft.com/meet/2345678901234?p=abc',
      /^Teams meetings cannot be joined as an agent\./,
    ],
    ['the agent', alice.rawId, 'This is you.'],
    ['a number without its country', '(425) 555-0100 5', /^Begin a phone number with \+ and the country/],
    ['a number that is too short', '+1 425', 'This phone number is not complete.'],
  ])('refuses %s, and says why', async (_name, text, words) => {
    const { service } = await renderBoxWithText(text);
    expect(await screen.findByText(words)).toBeVisible();
    expect(getControl('Call')).toHaveAttribute('aria-disabled', 'true');
    await userEvent.keyboard('{Enter}');
    expect(service.startedTargets).toEqual([]);
  });

  it('takes digits that may be a meeting’s id for a phone number', async () => {
    await renderBoxWithText('201 000 000 002');
    expect(screen.queryByRole('checkbox')).toBeNull();
  });

  it('says that the company’s account was refused, and who can mend it', async () => {
    const { connectCall } = await renderApp(<NoticeList />, parts);
    const call = await connectCall(telephone);
    await runAndRender(() => call.end({ code: 403, subCode: 10105 }));
    expect(screen.getByRole('status')).toHaveTextContent(/Whoever runs Switchboard can assign it\./);
  });

  it('offers no calls to colleagues on their cards, but to their numbers, and says why', async () => {
    const { service } = await renderApp(<PersonDetails rawId={bob.rawId} name={bob.name} />, parts);
    expect(screen.queryByRole('button', { name: /with Bob Baker|Call Bob Baker/ })).toBeNull();
    expect(
      screen.getByText('Teams colleagues cannot be called as an agent. Call them in Teams.'),
    ).toBeVisible();
    await pressButton('Call +1 425 555 0181');
    expect(service.delegators).toEqual([toLineId(mainLine)]);
  });
});

describe('incoming calls', () => {
  beforeEach(() => void (document.body.innerHTML = '<div id="ringing"></div>'));

  const ring = async (voipHeaders: { key: string; value: string }[]) => {
    const app = await renderApp(
      <>
        <IncomingCalls />
        <ProblemList onSignIn={vi.fn()} onRetry={vi.fn()} onCheckSetUp={vi.fn()} />
      </>,
      parts,
    );
    const caller = { identifier: createIdentifierFromRawId(telephone) };
    const incoming = app.service.ringIncomingCall(caller, { customContext: { userToUser: '', voipHeaders } });
    await runAndRender(() => {});
    await waitForCards();
    return { ...app, incoming, card: within(screen.getByRole('alertdialog')) };
  };
  const calledSupport = { key: 'Called-Number', value: supportLine.number };

  it('shows the line that was called, how long the caller has waited, and the rest of the context as details', async () => {
    const { card, phone } = await ring([
      calledSupport,
      { key: 'Waited-Seconds', value: '75' },
      { key: 'Order', value: '4711' },
    ]);
    expect(card.getByText('to Support · waited 1:15')).toBeVisible();
    await runAndRender(() => card.getByText('Details').click());
    expect(card.getByText('4711')).toBeVisible();
    expect(card.queryByText('Waited-Seconds')).toBeNull();
    expect(card.queryByRole('button', { name: 'Accept with video' })).toBeNull();
    await runAndRender(() => card.getByRole('button', { name: 'Accept' }).click());
    const [key = ''] = phone.state.get().calls;
    expect(phone.findSession(key)?.call.get().companyCall).toEqual({
      number: supportLine.number,
      waitedSeconds: 75,
    });
  });

  it('shows a called number that the configuration does not have as a number, and an agent can decline', async () => {
    const { card, incoming } = await ring([{ key: 'Called-Number', value: '+14255550177' }]);
    expect(card.getByText('to +1 425 555 0177')).toBeVisible();
    await runAndRender(() => card.getByRole('button', { name: 'Decline' }).click());
    expect(incoming.callEndReason).toEqual({ code: 603, subCode: 0 });
  });

  it('calls the caller of a missed call back by the number that the caller had called', async () => {
    const { incoming, service } = await ring([calledSupport]);
    await runAndRender(() => incoming.endRinging({ code: 487, subCode: 0 }));
    await pressButton('Call back');
    expect([service.startedTargets, service.delegators]).toEqual([[telephone], [toLineId(supportLine)]]);
  });
});

describe('in a call', () => {
  it('shows the line in the call, and in the list of calls', async () => {
    const Row = () => (
      <ul>
        <CallRow isInFront />
      </ul>
    );
    const { phone } = await renderInAgentCall(
      <>
        <CallScreen />
        <Row />
      </>,
    );
    await runAndRender(() => phone.placeCall({ kind: 'people', rawIds: [otherTelephone] }, { video: false }));
    expect(screen.getByText('from Main line, +1 425 555 0150')).toBeVisible();
    expect(within(screen.getByRole('listitem')).getByText('from Main line')).toBeVisible();
  });

  it('offers no captions, chat and meeting functions, and no end for everyone in a 1:1 call', async () => {
    await renderInAgentCall(<CallScreen />);
    await openMenu();
    expect(listMenu().filter((name) => /captions|messages|dial-in|everyone/i.test(name ?? ''))).toEqual([]);
  });

  it('holds and sends tones in a 1:1 call, and not in a call with several others', async () => {
    const { call } = await renderInAgentCall(<CallScreen />);
    expect(getToolbarControl('Hold')).not.toHaveAttribute('aria-disabled', 'true');
    await runAndRender(() => call.setParticipants(telephone, toAgentId(bob.oid)));
    expect(getToolbarControl('Hold')).toHaveAttribute('aria-disabled', 'true');
    await openMenu();
    expect(screen.getByRole('menuitem', { name: /^Keypad/ })).toHaveTextContent('Not in this kind of call.');
    expect(screen.queryByRole('button', { name: 'Transfer' })).toBeNull();
  });

  it('leaves a call with several others, or ends it for everyone', async () => {
    const { call } = await renderInAgentCall(<CallScreen />, { rawIds: [telephone, toAgentId(bob.oid)] });
    await openMenu();
    await runAndRender(() => screen.getByRole('menuitem', { name: 'End the call for everyone' }).click());
    expect([call.state, call.isEndedForAll]).toEqual(['Disconnected', true]);
  });

  it('mutes and removes other agents, and mutes no telephones', async () => {
    await renderInAgentCall(<CallScreen />, { rawIds: [telephone, toAgentId(bob.oid)] });
    await pressButton('People');
    await runAndRender(() =>
      screen.getByRole('button', { name: 'More options for +1 425 555 0100' }).click(),
    );
    expect(screen.getByRole('menuitem', { name: /^Mute/ })).toHaveTextContent('Not possible here.');
    await userEvent.keyboard('{Escape}');
    await pressButton('More options for Bob Baker');
    expect(screen.getByRole('menuitem', { name: /^Mute/ })).not.toHaveAttribute('aria-disabled', 'true');
    expect(screen.getByRole('menuitem', { name: /^Remove/ })).not.toHaveAttribute('aria-disabled', 'true');
  });

  it('does not let the agent mute, hold, transfer or enlarge an emergency call', async () => {
    await renderInAgentCall(<CallScreen />, {
      prepare: (call) => void Object.assign(call, { isEmergencyCall: true }),
    });
    for (const name of ['Mute', 'Hold', 'Transfer'])
      expect(getToolbarControl(name)).toHaveAttribute('aria-disabled', 'true');
    await openMenu();
    expect(screen.getByRole('menuitem', { name: /^Add people/ })).toHaveTextContent(
      'Not in an emergency call.',
    );
  });

  it('says that a call is recorded, by the application behind the company’s number', async () => {
    const { call } = await renderInAgentCall(<CallScreen />);
    await runAndRender(() =>
      call.features.Recording.changeMembers({ isRecordingActive: true }, 'isRecordingActiveChanged'),
    );
    expect(screen.getByText('This call is being recorded.')).toBeVisible();
  });
});

describe('adding people', () => {
  const getBoxOfPanel = () => screen.getByRole('combobox', { name: 'People to add' });
  const renderPanel = () =>
    renderInCall(<AddPeoplePanel />, { ...parts, features: [addPeople] }, (call) => {
      call.setParticipants(telephone);
      call.changeState('Connected');
    });

  it('adds a colleague as an agent, and a number, without a chat', async () => {
    const { call } = await renderPanel();
    expect(screen.queryByText(/Its chat stays in Teams/)).toBeNull();
    await userEvent.fill(getBoxOfPanel(), bob.rawId);
    await expect.element(getControl('Add to the call')).not.toHaveAttribute('aria-disabled', 'true');
    await pressButton('Add to the call');
    await userEvent.fill(getBoxOfPanel(), otherTelephone.slice(2));
    await pressButton('Add to the call');
    await expect.poll(() => listParticipants(call)).toEqual([telephone, toAgentId(bob.oid), otherTelephone]);
    expect(call.info.threadId ?? null).toBeNull();
  });

  it.each([
    ['a number that is in the call', telephone.slice(2), '+1 425 555 0100 is already in the call.'],
    [
      'a call queue',
      `28:orgid:${carol.oid}`,
      'As an agent, you can choose only other agents and phone numbers here.',
    ],
  ])('does not add %s, and says why', async (_name, text, words) => {
    await renderPanel();
    await userEvent.fill(getBoxOfPanel(), text);
    expect(await screen.findByText(words)).toBeVisible();
    expect(getControl('Add to the call')).toHaveAttribute('aria-disabled', 'true');
  });
});

describe('transfer', () => {
  beforeEach(() => browserPage.viewport(1280, 800));

  const customContext = {
    userToUser: 'vip',
    voipHeaders: [{ key: 'Called-Number', value: mainLine.number }],
  };

  async function renderPanelInAcceptedCall() {
    document.body.innerHTML = '<div id="ringing"></div>';
    const people = createSimulatedPeople();
    for (const { rawId, name } of [bob, carol]) people.favourites.toggle({ id: rawId, name });
    const InCall = () => usePhone() && <TransferPanel />;
    const app = await renderInCall(<InCall />, { ...parts, people, features: [addPeople] }, (call) =>
      call.setParticipants('4:+14255550199'),
    );
    const incoming = app.service.ringIncomingCall(
      { identifier: createIdentifierFromRawId(telephone) },
      { customContext },
    );
    await runAndRender(() => app.phone.acceptCall(incoming.id, { video: false }));
    const call = app.service.calls.at(-1);
    await runAndRender(() => {
      call?.setParticipants(telephone);
      call?.changeState('Connected');
    });
    return { ...app, call };
  }

  it('transfers to a colleague as an agent, and passes the custom context on', async () => {
    const { call } = await renderPanelInAcceptedCall();
    const row = within(await screen.findByRole('row', { name: /Bob Baker/ }));
    expect(row.queryByRole('button', { name: 'To voicemail' })).toBeNull();
    expect(row.queryByRole('button', { name: 'Consult first' })).toBeNull();
    expect(row.getByRole('button', { name: 'Add to the call' })).toBeVisible();
    await runAndRender(() => row.getByRole('button', { name: 'Transfer' }).click());
    await expect
      .poll(() => call?.transfer)
      .toMatchObject({
        to: { targetParticipant: createIdentifierFromRawId(toAgentId(bob.oid)) },
        customContext,
      });
  });

  it('consults a telephone, by the chosen line', async () => {
    const { service, call } = await renderPanelInAcceptedCall();
    const box = screen.getByRole('combobox', { name: 'Transfer to' });
    await userEvent.fill(box, otherTelephone.slice(2));
    await screen.findByRole('row', { name: /425/ });
    await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
    await expect.poll(() => service.startedTargets).toEqual([otherTelephone]);
    expect(service.delegators).toEqual([toLineId(mainLine)]);
    expect(call?.transfer).toBeNull();
  });

  it.each(['Connected', 'LocalHold'] as const)(
    'consults a colleague inside the call, which is no longer on hold then, and says why (%s)',
    async (state) => {
      const { call } = await renderInAgentCall(<CallScreen />);
      if (state === 'LocalHold') await runAndRender(() => getToolbarControl('Hold').click());
      expect(call.state).toBe(state);
      await runAndRender(() => getToolbarControl('Transfer').click());
      await userEvent.fill(screen.getByRole('combobox', { name: 'Transfer to' }), 'bob');
      await screen.findByRole('row', { name: /Bob Baker/ });
      expect(screen.getByText(/Shift\+Enter adds to this call\. Agents cannot be called/)).toBeVisible();
      await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
      await expect.poll(() => listParticipants(call)).toEqual([telephone, toAgentId(bob.oid)]);
      expect(call.state).toBe('Connected');
      // The panel takes the focus, because the button *Transfer* has gone.
      await expect.element(await screen.findByRole('complementary', { name: 'People' })).toHaveFocus();
    },
  );

  it('makes the button stand out that Enter presses, also for a colleague who can only be added', async () => {
    await renderInAgentCall(<CallScreen />);
    const callerPage = within(screen.getByRole('region', { name: 'Caller' }));
    await runAndRender(() => callerPage.getByRole('button', { name: 'Consult' }).click());
    await userEvent.fill(screen.getByRole('combobox', { name: 'Consult with' }), 'bob');
    const row = within(await screen.findByRole('row', { name: /Bob Baker/ }));
    const [transferColour, addColour] = ['Transfer', 'Add to the call'].map(
      (name) => getComputedStyle(row.getByRole('button', { name })).backgroundColor,
    );
    expect(addColour).not.toBe(transferColour);
  });

  it('adds nobody to a call on hold if the service does not resume it', async () => {
    const { call, service } = await renderInAgentCall(<TransferPanel />);
    await runAndRender(() => call.hold());
    service.refuseNext('resume');
    await userEvent.fill(screen.getByRole('combobox', { name: 'Transfer to' }), 'bob');
    await screen.findByRole('row', { name: /Bob Baker/ });
    await pressButton('Add to the call');
    expect([call.state, listParticipants(call)]).toEqual(['LocalHold', [telephone]]);
  });

  it('adds a colleague to the call from their card and from the favourites', async () => {
    const people = createSimulatedPeople();
    people.favourites.toggle({ id: carol.rawId, name: carol.name });
    const { call } = await renderInAgentCall(
      <>
        <PersonDetails rawId={bob.rawId} name={bob.name} />
        <FavouritesBoard />
      </>,
      { people },
    );
    await pressButton('Add Bob Baker to the call');
    await expect.poll(() => listParticipants(call)).toEqual([telephone, toAgentId(bob.oid)]);
    await runAndRender(() => call.setParticipants(telephone));
    // The rows of the favourites render later than the rest.
    const button = await screen.findByRole('button', { name: 'Add to the call' });
    await runAndRender(() => button.click());
    await expect.poll(() => listParticipants(call)).toEqual([telephone, toAgentId(carol.oid)]);
  });

  it('says that a colleague may be no agent if the service refuses the transfer', async () => {
    const { call } = await renderInCall(
      <>
        <TransferPanel />
        <NoticeList />
      </>,
      parts,
      (newCall) => {
        newCall.setParticipants(telephone);
        newCall.changeState('Connected');
      },
    );
    await userEvent.fill(screen.getByRole('combobox', { name: 'Transfer to' }), 'bob');
    await screen.findByRole('row', { name: /Bob Baker/ });
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => call.transfer).not.toBeNull();
    await runAndRender(() => call.finishTransfer('Failed', { code: 403, subCode: 0 }));
    expect(screen.getByRole('alert')).toHaveTextContent('Bob Baker may not be an agent.');
  });
});

describe('history and navigation', () => {
  it('shows the line of each call, and calls back by the same line', async () => {
    const { history, service } = await renderApp(<HistoryList />, parts);
    await runAndRender(() => {
      history.add(
        createTestEntry({
          key: 'a',
          other: telephone,
          name: null,
          companyNumber: supportLine.number,
          waitedSeconds: 42,
        }),
      );
    });
    const row = screen.getByRole('button', { name: /^\+1 425 555 0100/ });
    expect(row).toHaveTextContent('to Support');
    await runAndRender(() => row.click());
    expect(screen.getByText('Company number').nextElementSibling).toHaveTextContent(
      'Support, +1 425 555 0151',
    );
    expect(screen.getByText('Waited in the queue').nextElementSibling).toHaveTextContent('0:42');
    await pressButton('Call back');
    expect(service.delegators).toEqual([toLineId(supportLine)]);
  });

  it('offers no calls to colleagues in the history, and says why', async () => {
    const { history } = await renderApp(<HistoryList />, parts);
    await runAndRender(() => history.add(createTestEntry({ other: toAgentId(bob.oid), name: null })));
    await runAndRender(() => screen.getByRole('button', { name: /^Bob Baker/ }).click());
    expect(screen.queryByRole('button', { name: /^Call/ })).toBeNull();
    expect(
      screen.getByText('Teams colleagues cannot be called as an agent. Call them in Teams.'),
    ).toBeVisible();
  });

  it('stores the line of a call that an agent has placed', async () => {
    const { phone, service } = await renderApp(<NoticeList />, parts);
    await runAndRender(() => phone.placeCall({ kind: 'people', rawIds: [telephone] }, { video: false }));
    await runAndRender(() => service.calls[0]?.end({ code: 0, subCode: 0 }));
    expect(phone.state.get().ended?.companyCall).toEqual({ number: mainLine.number, waitedSeconds: null });
    await pressButton('Call back');
    expect(service.delegators).toEqual([toLineId(mainLine), toLineId(mainLine)]);
  });

  it('calls back after a reload by the call’s own line, whatever line is chosen meanwhile', async () => {
    // This test cannot reload its page, so it opens the app twice, and tells the first one that the user leaves it.
    const createOffer = () => createRejoinOffer(alice.oid, async () => false);
    const page = createPageLife();
    const rejoin = createOffer();
    const before = await renderApp(null, { ...parts, rejoin });
    page.watch(before.phone, createStore(null), () => {});
    const onBehalfOf = toLineId(supportLine);
    await runAndRender(() =>
      before.phone.placeCall({ kind: 'people', rawIds: [telephone] }, { video: false, onBehalfOf }),
    );
    rejoin.markLeft();
    page.stop();
    const { phone, service } = await renderApp(<RejoinMessages />, { ...parts, rejoin: createOffer() });
    expect(phone.settings.get().companyLine).toBeNull();
    await pressButton('Call back');
    expect([service.startedTargets, service.delegators]).toEqual([[telephone], [toLineId(supportLine)]]);
  });

  it('has no view of meetings, and opens the calls if a link asks for it', async () => {
    openView('meetings');
    const Main = () => <MainArea session={useShownCall()} CallScreen={() => null} preview={vi.fn()} />;
    await renderApp(
      <>
        <Rail label={null}>{null}</Rail>
        <Main />
      </>,
      parts,
    );
    expect(screen.getAllByRole('link').map(({ textContent }) => textContent)).toEqual([
      'Calls',
      'People',
      'Settings',
    ]);
    expect(await screen.findByRole('heading', { name: 'Calls', level: 1 })).toBeInTheDocument();
    expect(screen.queryByRole('region', { name: 'Today' })).toBeNull();
    openView('calls');
  });

  it('has no settings for delegates, and says what stays after 2028', async () => {
    await renderApp(<SettingsView onLeave={vi.fn()} />, parts);
    expect(screen.queryByRole('tab', { name: 'Delegation' })).toBeNull();
    await runAndRender(() => screen.getByRole('tab', { name: 'About' }).click());
    expect(screen.getByText(/Teams Phone extensibility/)).toBeVisible();
  });
});

import { createIdentifierFromRawId } from '@azure/communication-common';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CallStatus } from '../areas/call-status/CallStatus.tsx';
import { HoldMessage } from '../areas/call-status/HoldMessage.tsx';
import { NoticeList } from '../areas/call-notices/NoticeList.tsx';
import { IncomingCalls } from '../areas/incoming/IncomingCalls.tsx';
import { callFeatures } from '../features/list.ts';
import { runAndRender, renderInCall } from '../fixtures/render.tsx';
import { createSimulatedPeople } from '../fixtures/simulatedPeople.ts';
import { createSimulatedParticipant } from '../fixtures/simulatedParticipant.ts';
import { bob, carol } from '../fixtures/testUsers.ts';
import { renderFeatures } from './renderFeatures.tsx';

/** What a screen reader would say: the text of each live region in which a text has appeared or changed. */
let spokenTexts: string[] = [];
let observer: MutationObserver;

const liveRegions = '[aria-live], [role="status"], [role="alert"], [role="log"]';

function listen(records: readonly MutationRecord[]): void {
  const changed = records.flatMap(({ type, target, addedNodes }) =>
    type === 'characterData' ? [target] : [...addedNodes],
  );
  for (const node of changed) {
    const element = node instanceof HTMLElement ? node : node.parentElement;
    const inside = node instanceof HTMLElement ? [...node.querySelectorAll(liveRegions)] : [];
    const region = element?.closest(liveRegions);
    for (const live of region ? [region] : inside)
      if (live.getAttribute('aria-live') !== 'off' && live.textContent)
        spokenTexts.push(live === region && node.textContent ? node.textContent : live.textContent);
  }
}

beforeEach(() => {
  document.body.innerHTML = '<div id="ringing"></div>';
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  spokenTexts = [];
  observer = new MutationObserver(listen);
  observer.observe(document.body, { childList: true, characterData: true, subtree: true });
});

afterEach(() => observer.disconnect());

async function renderCall(people = createSimulatedPeople()) {
  const app = await renderInCall(
    <>
      <input aria-label="Elsewhere" />
      <IncomingCalls />
      <NoticeList />
      <CallStatus />
      <HoldMessage />
      {renderFeatures('Overlay')}
      {renderFeatures('Banner')}
    </>,
    { features: callFeatures.map(({ feature }) => feature), people },
  );
  /** Lets something happen. @returns what a screen reader says in the following three seconds */
  const listenTo = async (event: () => unknown): Promise<string[]> => {
    // What happens in the first moments of a call belongs to its beginning.
    await runAndRender(() => vi.advanceTimersByTime(3_000));
    spokenTexts = [];
    await runAndRender(event);
    for (let i = 0; i < 6; i++) await runAndRender(() => vi.advanceTimersByTime(500));
    return spokenTexts;
  };
  return { ...app, listenTo };
}

it('announces each event of a call exactly once', async () => {
  const { call, listenTo } = await renderCall();
  const participants = [bob, carol].map(({ rawId }) => createSimulatedParticipant(rawId));
  expect(await listenTo(() => call.setParticipants(...participants))).toEqual(['Carol Chen joined']);
  expect(await listenTo(() => call.features.RaiseHand.raiseHandOf(carol.rawId))).toEqual([
    'Carol Chen raised a hand',
  ]);
  const react = () => call.features.Reaction.raiseReactionOf(bob.rawId, 'applause');
  expect(await listenTo(react)).toEqual(['Bob Baker: Applause']);
  expect(await listenTo(react)).toEqual(['Bob Baker: Applause']);
  const { Recording } = call.features;
  const startRecording = () =>
    Recording.changeMembers({ isRecordingActive: true }, 'isRecordingActiveChanged');
  expect(await listenTo(startRecording)).toEqual(['This call is being recorded.']);
  expect(await listenTo(() => call.setParticipants(...participants.slice(0, 1)))).toEqual([
    'Carol Chen left',
  ]);
  expect(await listenTo(() => call.setHeldRemotely(true))).toEqual(['On hold']);
  expect(await listenTo(() => call.setHeldRemotely(false))).toEqual(['Connected']);
  // In a call of two, the state of the call says that the other participant has left.
  expect(await listenTo(() => call.setParticipants())).toEqual([]);
});

it('announces participants who join one after another in one text', async () => {
  const { call, listenTo } = await renderCall();
  const participants = [bob.rawId, carol.rawId, '8:orgid:d'].map((rawId) =>
    createSimulatedParticipant(rawId),
  );
  const joinOneByOne = () => {
    call.setParticipants(...participants.slice(0, 2));
    queueMicrotask(() => call.setParticipants(...participants));
  };
  expect(await listenTo(joinOneByOne)).toEqual(['Carol Chen and one more joined']);
});

it('goes on showing a call that many participants join at once', async () => {
  const { call, listenTo, phone } = await renderCall();
  const crowd = Array.from({ length: 200 }, (_, index) => createSimulatedParticipant(`8:orgid:${index}`));
  const joinInTurn = async () => {
    for (let count = 1; count <= crowd.length; count += 1) {
      call.setParticipants(...crowd.slice(0, count));
      await Promise.resolve();
    }
  };
  await listenTo(joinInTurn);
  expect(phone.state.get().problems).toEqual([]);
});

it('announces an incoming call once and assertively, unless the focus has moved to its card', async () => {
  const { service, listenTo } = await renderCall();
  const ring = () => service.ringIncomingCall({ identifier: createIdentifierFromRawId(carol.rawId) });
  document.querySelector('input')?.focus();
  expect(await listenTo(ring)).toEqual(['Incoming call from Carol Chen']);
  expect(document.querySelector('[aria-live="assertive"]')).toHaveTextContent(
    'Incoming call from Carol Chen',
  );
});

it.each([
  ['once with the name, however long the directory needs for that within a second', 900, ['Carol Chen']],
  ['as a caller without a name if the directory needs longer', 1_400, ['someone', 'Carol Chen']],
])('announces a colleague’s call %s', async (_title, delayMs, names) => {
  const find = async () => {
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    return carol;
  };
  const { service, listenTo } = await renderCall(createSimulatedPeople({ find }));
  const ring = () => service.ringIncomingCall({ identifier: createIdentifierFromRawId(carol.rawId) });
  // The card has the focus, which a screen reader tells before the name is known.
  expect(await listenTo(ring)).toEqual(names.map((name) => `Incoming call from ${name}`));
});

import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { createStore } from '../../base/store.ts';
import type { AgentStatus, AgentWait } from '../../calling/agent/currentAgent.ts';
import type { Target } from '../../calling/call/target.ts';
import type { TabLeadership } from '../../calling/tab/leaderTab.ts';
import { runAndRender, pressButton, renderApp } from '../../fixtures/render.tsx';
import { createSimulatedDevices } from '../../fixtures/simulatedDevices.ts';
import { createSimulatedRejoin } from '../../fixtures/simulatedPhone.ts';
import { bob } from '../../fixtures/testUsers.ts';
import { AgentMessage, OtherTabMessage, PlacingMessage, RejoinMessages } from './PhoneMessages.tsx';

const callToBob = { kind: 'people', rawIds: [bob.rawId] } as const;
const getMessage = () => screen.getByRole('status');

async function renderAgentMessage(waitsFor: AgentWait, nextAttemptAt: number | null = null) {
  const status = createStore<AgentStatus>({ kind: 'down', waitsFor, nextAttemptAt });
  const tryNow = vi.fn();
  await page.viewport(1280, 800);
  await renderApp(<AgentMessage />, { connectedAgent: { status, tryNow } });
  return { status, tryNow };
}

it('says when the next attempt is due, and makes the attempt at once when the user presses Try now', async () => {
  const { status, tryNow } = await renderAgentMessage('time', new Date(2026, 0, 1, 9, 30, 5).getTime());
  expect(getMessage()).toHaveTextContent(
    /^Reconnecting to the calling service\. Until then nobody can call you\./,
  );
  expect(screen.getByText(/^Next attempt at 9:30:05/)).toHaveAttribute('aria-live', 'off');
  await pressButton('Try now');
  expect(tryNow).toHaveBeenCalledOnce();
  await runAndRender(() => status.set({ kind: 'up' }));
  expect(screen.queryByRole('status')).toBeNull();
});

it('offers no second attempt while an attempt is running', async () => {
  const { tryNow } = await renderAgentMessage('attempt');
  expect(getMessage()).toHaveTextContent('Trying now.');
  await pressButton('Try now');
  expect(tryNow).not.toHaveBeenCalled();
});

it.each([
  ['calls', 'Reconnecting to the calling service once your calls have ended.', 0],
  ['network', 'as soon as this device is online', 1],
] as const)('says that the next attempt waits for %s', async (waitsFor, words, buttonCount) => {
  await renderAgentMessage(waitsFor);
  expect(getMessage()).toHaveTextContent(words);
  // An attempt would end the user's calls.
  expect(screen.queryAllByRole('button')).toHaveLength(buttonCount);
});

it('says that calls ring in another tab, and makes them ring in this tab', async () => {
  const status = createStore<ReturnType<TabLeadership['status']['get']>>('other');
  const leaderTab = { status, takeOver: () => status.set('leader'), close: () => {} };
  const { service } = await renderApp(<OtherTabMessage />, { leaderTab });
  expect(getMessage()).toHaveTextContent('Switchboard is open in another tab, and calls ring there.');
  const call = service.addCall('Outgoing');
  await runAndRender(() => call.changeState('Connected'));
  expect(getMessage()).toHaveTextContent('This call goes on here until it ends.');
  await pressButton('Use this tab');
  expect(screen.queryByRole('status')).toBeNull();
});

it('X13: says that the call waits for the microphone, and stops waiting when the user cancels', async () => {
  let answer = () => {};
  const devices = {
    ...createSimulatedDevices(async () => {}),
    askPermission: async () => {
      await new Promise<void>((resolve) => (answer = resolve));
      return { audio: true, video: false };
    },
  };
  const { phone, service } = await renderApp(<PlacingMessage />, { connectedAgent: { devices } });
  void phone.placeCall(callToBob, { video: false });
  // The message comes only after half a second, and later on a busy computer.
  expect(await screen.findByRole('status', {}, { timeout: 5_000 })).toHaveTextContent(
    'Waiting for the microphone.',
  );
  await pressButton('Cancel');
  expect(screen.queryByRole('status')).toBeNull();
  expect(phone.state.get().isPlacing).toBe(false);
  await runAndRender(() => answer());
  expect([service.startedTargets, phone.state.get().problems]).toEqual([[], []]);
});

it('X13: shows nothing for a call that needs no waiting', async () => {
  const { phone } = await renderApp(<PlacingMessage />);
  await runAndRender(() => phone.placeCall(callToBob, { video: false }));
  expect(screen.queryByRole('status')).toBeNull();
});

/** Renders the message after a reload that has ended a call. @param target whom or what that call was placed to */
const renderOffer = (target: Target) =>
  renderApp(<RejoinMessages />, { rejoin: createSimulatedRejoin(target) });
const link = 'https://teams.microsoft.com/meet/1';

it('calls the person of the ended call again, and places only one call', async () => {
  const { service, blockService, releaseService } = await renderOffer(callToBob);
  expect(getMessage()).toHaveTextContent('Your call with Bob Baker ended because');
  blockService();
  await pressButton('Rejoin');
  expect(screen.getByRole('button', { name: 'Rejoin' })).toHaveAttribute('aria-disabled', 'true');
  await releaseService();
  expect(service.startedTargets).toEqual([bob.rawId]);
});

it.each([
  [{ kind: 'meeting', link }, 'You left the Teams meeting because'],
  [{ kind: 'meeting', link, subject: 'Stand-up' }, 'You left the meeting “Stand-up” because'],
] as const)('after a reload during a meeting, joins the same meeting again: %o', async (target, words) => {
  const { phone, service } = await renderOffer(target);
  expect(getMessage()).toHaveTextContent(words);
  await pressButton('Rejoin');
  expect(service.startedTargets).toEqual([link]);
  expect(phone.findSession(phone.state.get().front ?? '')?.target).toMatchObject(target);
});

it('offers to call a telephone back, because nobody can rejoin it', async () => {
  const { service } = await renderOffer({ kind: 'people', rawIds: ['4:+14255550100'] });
  expect(screen.queryByRole('button', { name: 'Rejoin' })).toBeNull();
  await pressButton('Call back');
  expect(service.startedTargets).toEqual(['4:+14255550100']);
});

it('names each caller whom the reload has lost, until the user calls one of them back', async () => {
  const telephone = { kind: 'people', rawIds: ['4:+14255550100'] } as const;
  const { service } = await renderApp(<RejoinMessages />, {
    rejoin: createSimulatedRejoin(callToBob, telephone),
  });
  const [toBob, toTelephone] = screen.getAllByRole('status');
  expect(toBob).toHaveTextContent('Your call with Bob Baker ended');
  expect(toTelephone).toHaveTextContent('Your call with +1 425 555 0100 ended');
  await pressButton('Call back');
  expect(service.startedTargets).toEqual(telephone.rawIds);
  await expect.poll(() => screen.queryByRole('status')).toBeNull();
});

it('offers no call to an emergency number, which one stray press would dial', async () => {
  await renderOffer({ kind: 'people', rawIds: ['4:911'] });
  expect(screen.queryByRole('button')).toBeNull();
});

it('disappears when the user does not want to rejoin', async () => {
  const { service } = await renderOffer(callToBob);
  await pressButton('Dismiss');
  expect(screen.queryByRole('status')).toBeNull();
  expect(service.startedTargets).toEqual([]);
});

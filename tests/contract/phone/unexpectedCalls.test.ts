import type { TeamsCallAgent } from '@azure/communication-calling';
import { expect, test, vi } from 'vitest';
import { stubBrowser } from '../../../src/web/fixtures/sessionInNode.ts';
import type { SimulatedCall } from '../../../src/web/fixtures/simulatedCall.ts';
import { bob, carol } from '../../../src/web/fixtures/testUsers.ts';
import { createTestPhone } from './createTestPhone.ts';

/** Calls that the SDK starts by itself, for example because the other participant transfers the user. */

stubBrowser();

const dora = '8:orgid:d';

test('B14: a call that the SDK starts while the user places a call has neither the target nor the delegator of that call', async () => {
  const { connectCall, phone, service } = createTestPhone();
  await connectCall(bob.rawId);
  const startCall = service.agent.startCall.bind(service.agent);
  let transferred: SimulatedCall | undefined;
  // The SDK may list a call that a transfer begins before `startCall` returns.
  vi.spyOn(service.agent, 'startCall').mockImplementation(
    (...args: Parameters<TeamsCallAgent['startCall']>) => {
      transferred = service.addCall('Outgoing');
      return startCall(...args);
    },
  );
  await phone.placeCall({ kind: 'people', rawIds: [carol.rawId] }, { video: false, onBehalfOf: dora });
  await vi.waitFor(() => expect(phone.state.get().calls).toHaveLength(3));
  const sessions = phone.state.get().calls.map((key) => phone.findSession(key));
  const [, placed] = service.calls.filter((call) => call !== transferred);
  const readStart = (call: SimulatedCall | undefined) => {
    const session = sessions.find((candidate) => candidate?.call.get().id === call?.id);
    return [session?.target, session?.call.get().onBehalfOf];
  };
  expect(readStart(placed)).toEqual([{ kind: 'people', rawIds: [carol.rawId] }, dora]);
  expect(readStart(transferred)).toEqual([null, null]);
});

test('B14: a call that the SDK starts just after it has placed the user’s call comes as a call that nobody placed', async () => {
  const { phone, service, placeCall, connectCall } = createTestPhone();
  await connectCall(bob.rawId);
  const startCall = service.agent.startCall.bind(service.agent);
  const transfers: SimulatedCall[] = [];
  vi.spyOn(service.agent, 'startCall').mockImplementation(
    (...args: Parameters<TeamsCallAgent['startCall']>) => {
      const call = startCall(...args);
      service.block();
      queueMicrotask(() => transfers.push(service.addCall('Outgoing')));
      return call;
    },
  );
  const placing = placeCall(carol.rawId);
  await vi.waitFor(() => expect(transfers).toHaveLength(1));
  service.release();
  await placing;
  const targets = phone.state.get().calls.map((key) => phone.findSession(key)?.target ?? null);
  expect(targets.filter((target) => target === null)).toHaveLength(1);
  expect(service.violations).toEqual([]);
});

test.each(['unmute', 'unmuteIncomingAudio'] as const)(
  'X2: a call that was held for an unexpected call goes on when the unexpected call ends during %s',
  async (command) => {
    const { connectCall, phone, readProblemCodes, service } = createTestPhone();
    const call = await connectCall(bob.rawId);
    const newCall = service.addCall('Outgoing');
    vi.spyOn(newCall, command).mockImplementation(async () => {
      newCall.end({ code: 487, subCode: 0 });
      throw service.createRefusal(400, 41016);
    });
    await vi.waitFor(() => expect(newCall.state).toBe('Disconnected'));
    await vi.waitFor(() => expect(call.state).toBe('Connected'));
    expect([call.isMuted, call.isIncomingAudioMuted]).toEqual([false, false]);
    expect(phone.findSession(phone.state.get().front ?? '')?.call.get().id).toBe(call.id);
    expect(readProblemCodes()).toEqual([]);
  },
);

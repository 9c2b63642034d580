import { expect, test } from 'vitest';
import type { SignallingEvent, Signal } from '../../wire/protocol.ts';
import { addParticipant, createCall, type Call, type Participant } from '../calls/call.ts';
import { countEarlySignal } from './relayLimits.ts';

// An early signal is a step of a WebRTC negotiation that is sent to a participant who has not answered yet.

function createCallWithCallees(count: number): Call {
  const call = createCall('call');
  for (let i = 0; i < count; i++) addParticipant(call, `callee ${i}`, `8:orgid:${i}`, 'Ringing');
  return call;
}

/** Counts a signal from the caller to a callee. @returns whether the signal is within the limits. */
const countSignal = (call: Call, callee: Participant, signal: Signal) =>
  countEarlySignal(call, callee, {
    t: 'signal',
    call: call.id,
    from: 'caller',
    to: callee.id,
    signal,
  } satisfies SignallingEvent);

test('E4: the limit of early signals to one participant is 100, however small the signals are', () => {
  const call = createCallWithCallees(1);
  const [callee] = [...call.participants.values()];
  if (!callee) throw new Error('The call has no callee.');
  const results = Array.from({ length: 150 }, () => countSignal(call, callee, { ask: 'restart' }));
  expect(results.filter(Boolean)).toHaveLength(100);
  expect(results.slice(100)).not.toContain(true);
});

test('E4: the limit of early signals to all callees of a call together is 2,000,000 characters', () => {
  const call = createCallWithCallees(40);
  const largeSignal: Signal = { description: { type: 'offer', sdp: 'x'.repeat(100_000) } };
  const callees = [...call.participants.values()];
  const acceptedCallees = callees.filter((callee) => countSignal(call, callee, largeSignal));
  // 19 signals of slightly more than 100,000 characters each.
  expect(acceptedCallees).toHaveLength(19);
});

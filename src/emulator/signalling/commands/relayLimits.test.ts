import { expect, test } from 'vitest';
import type { Event, Signal } from '../../wire/protocol.ts';
import { addParticipant, createCall, type Call, type Participant } from '../calls/call.ts';
import { acceptsEarlySignal } from './relayLimits.ts';

function callWithCallees(count: number): Call {
  const call = createCall('call');
  for (let i = 0; i < count; i++) addParticipant(call, `callee ${i}`, `8:orgid:${i}`, 'Ringing');
  return call;
}

const send = (call: Call, callee: Participant, signal: Signal) =>
  acceptsEarlySignal(call, callee, {
    t: 'signal',
    call: call.id,
    from: 'caller',
    to: callee.id,
    signal,
  } satisfies Event);

test('E4: a participant that has not answered is sent at most 100 signals, however small', () => {
  const call = callWithCallees(1);
  const [callee] = [...call.participants.values()];
  if (!callee) throw new Error('The call has no callee.');
  const accepted = Array.from({ length: 150 }, () => send(call, callee, { ask: 'restart' }));
  expect(accepted.filter(Boolean)).toHaveLength(100);
  expect(accepted.slice(100)).not.toContain(true);
});

test('E4: all callees of a call together are sent at most 2,000,000 characters before they answer', () => {
  const call = callWithCallees(40);
  const large: Signal = { description: { type: 'offer', sdp: 'x'.repeat(100_000) } };
  const accepted = [...call.participants.values()].filter((callee) => send(call, callee, large));
  expect(accepted).toHaveLength(19);
});

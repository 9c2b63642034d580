import { expect, test } from 'vitest';
import type { Event, Signal } from '../wire/protocol.ts';
import { newCall, type Call, type Member } from './callRecord.ts';
import { takesEarly } from './relayLimits.ts';

/** A call that rings so many participants. */
function ringing(count: number): Call {
  const call = newCall('call');
  for (let i = 0; i < count; i++) {
    const participant = `callee ${i}`;
    const early = { signals: 0, characters: 0 };
    call.members.set(participant, { participant, early } as Member);
  }
  return call;
}

const send = (call: Call, member: Member, signal: Signal) =>
  takesEarly(call, member, {
    t: 'signal',
    call: call.id,
    from: 'caller',
    to: member.participant,
    signal,
  } satisfies Event);

test('E4: a participant that has not answered is sent at most 100 signals, however small', () => {
  const call = ringing(1);
  const [callee] = [...call.members.values()];
  if (!callee) throw new Error('The call rings nobody.');
  const taken = Array.from({ length: 150 }, () => send(call, callee, { ask: 'restart' }));
  expect(taken.filter(Boolean)).toHaveLength(100);
  expect(taken.slice(100)).not.toContain(true);
});

test('E4: all participants that a call rings are together sent at most 2,000,000 characters', () => {
  const call = ringing(40);
  const large: Signal = { description: { type: 'offer', sdp: 'x'.repeat(100_000) } };
  const taken = [...call.members.values()].filter((callee) => send(call, callee, large));
  expect(taken).toHaveLength(19);
});

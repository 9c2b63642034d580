import { expect, test, vi } from 'vitest';
import { stubBrowser } from '../../../src/web/fixtures/sessionInNode.ts';
import type { SimulatedCall } from '../../../src/web/fixtures/simulatedCall.ts';
import { bob, carol } from '../../../src/web/fixtures/testUsers.ts';
import { isTransferable, startConsultation } from '../../../src/web/transfer/startTransfer.ts';
import { transfer } from '../../../src/web/transfer/transfer.ts';
import { createTestPhone, normalEnd } from './createTestPhone.ts';

/** Which caller is in hand after a consultation. The user's next *Transfer* goes to that caller. */

stubBrowser();

const firstCaller = '4:+14255550121';
const secondCaller = '4:+14255550122';

/** Puts three callers on hold, and consults Carol about the last of them, Bob, who has waited for the shortest time. */
async function consultAboutThirdCaller() {
  const testPhone = createTestPhone();
  const { connectCall, phone, service, findFrontSession } = testPhone;
  vi.useFakeTimers({ toFake: ['Date'] });
  const callers: SimulatedCall[] = [];
  for (const rawId of [firstCaller, secondCaller, bob.rawId]) {
    const call = await connectCall(rawId);
    call.setParticipants(rawId);
    callers.push(call);
    vi.setSystemTime(Date.now() + 10_000);
  }
  const session = findFrontSession();
  if (!session) throw new Error('Bob is not on the screen.');
  await vi.waitFor(() => expect(isTransferable(session)).toBe(true));
  await startConsultation(phone, session, carol.rawId);
  const consultation = service.calls.at(-1);
  if (!consultation || service.startedTargets.at(-1) !== carol.rawId)
    throw new Error('Carol was not called.');
  const answer = () => consultation.connectTo(carol.rawId);
  return { ...testPhone, callers, session, consultation, answer };
}

type Situation = Awaited<ReturnType<typeof consultAboutThirdCaller>>;

const ends: Record<string, (situation: Situation) => unknown> = {
  declined: ({ consultation }) => consultation.end({ code: 603, subCode: 0 }),
  'not answered': ({ consultation }) => consultation.end({ code: 487, subCode: 10004 }),
  failed: ({ consultation }) => consultation.end({ code: 486, subCode: 0 }),
  'cancelled by the user': ({ hangUpFrontCall }) => hangUpFrontCall(),
  'hung up by the colleague'({ answer, consultation }) {
    answer();
    consultation.end(normalEnd);
  },
  async 'hung up by the user'({ answer, hangUpFrontCall }) {
    answer();
    await hangUpFrontCall();
  },
};

test.each(Object.keys(ends))(
  'D1: after a consultation that was %s, its caller is in hand again, on hold, and a message says so',
  async (way) => {
    const situation = await consultAboutThirdCaller();
    const { phone, session, consultation, callers } = situation;
    await ends[way]?.(situation);
    await vi.waitFor(() => expect(consultation.state).toBe('Disconnected'));
    expect(phone.state.get().front).toBe(session.key);
    expect(callers.map(({ state }) => state)).toEqual(['LocalHold', 'LocalHold', 'LocalHold']);
    expect(phone.state.get().notices).toMatchObject([
      { kind: 'consultationEnded', call: session.key, person: bob.rawId, ended: { other: carol.rawId } },
    ]);
  },
);

test('a completed consultation ends without a message, and the caller who has waited longest is in hand', async () => {
  const { phone, session, consultation, callers, answer } = await consultAboutThirdCaller();
  answer();
  const target = { kind: 'call', callId: consultation.id, rawId: carol.rawId } as const;
  await session.run(transfer, { kind: 'start', target });
  callers[2]?.finishTransfer('Transferred');
  consultation.end(normalEnd);
  const { front, notices } = phone.state.get();
  expect(phone.findSession(front ?? '')?.call.get().other).toBe(firstCaller);
  expect(notices.map(({ kind }) => kind)).not.toContain('consultationEnded');
});

test('a consultation that fails while the user talks to another caller leaves that caller in hand', async () => {
  const { phone, consultation, callers } = await consultAboutThirdCaller();
  const [firstKey = ''] = phone.state.get().calls;
  await phone.switchTo(firstKey);
  consultation.end({ code: 603, subCode: 0 });
  expect(phone.state.get().front).toBe(firstKey);
  expect(callers[0]?.state).toBe('Connected');
  expect(phone.state.get().notices).toMatchObject([{ kind: 'consultationEnded', person: bob.rawId }]);
});

test('the message about a consultation goes when the user talks to its caller again', async () => {
  const { phone, session, consultation } = await consultAboutThirdCaller();
  consultation.end({ code: 603, subCode: 0 });
  await phone.switchTo(session.key);
  expect(phone.state.get().notices).toEqual([]);
});

test('the consulted person and the caller are told apart even if the user already has a call with that person', async () => {
  const { connectCall, phone, findFrontSession } = createTestPhone();
  const withCarol = await connectCall(carol.rawId);
  withCarol.setParticipants(carol.rawId);
  await connectCall(secondCaller);
  const withBob = await connectCall(bob.rawId);
  withBob.setParticipants(bob.rawId);
  const session = findFrontSession();
  if (!session) throw new Error('Bob is not on the screen.');
  await vi.waitFor(() => expect(isTransferable(session)).toBe(true));
  await startConsultation(phone, session, carol.rawId);
  expect(withCarol.state).toBe('Connected');
  withCarol.end(normalEnd);
  expect(phone.state.get().front).toBe(session.key);
});

import type { TeamsCall } from '@azure/communication-calling';
import { getIdentifierRawId, type CommunicationIdentifier } from '@azure/communication-common';
import { expect, it } from 'vitest';
import type { CallTools } from '../../calling/call/feature.ts';
import { createEmitter } from '../../fixtures/emitter.ts';
import { addPeople } from './addPeople.ts';

/** Creates an object id. @param digit hexadecimal */
const createObjectId = (digit: string) => `${digit}0000000-0000-4000-8000-00000000000${digit}`;

/** Creates a participant who leaves the state Connecting as `becomes` says. */
function createParticipant(becomes: object = { state: 'Ringing' }) {
  const listeners = new Set<() => void>();
  const participant = {
    state: 'Connecting',
    on: (_event: string, listener: () => void) => listeners.add(listener),
    off: (_event: string, listener: () => void) => listeners.delete(listener),
  };
  setTimeout(() => {
    Object.assign(participant, becomes);
    for (const listener of listeners) listener();
  });
  return participant;
}

/** Runs the command *Add people* in a call. */
const runAddPeople = (call: object, addToThread: CallTools['addToThread'], rawIds: readonly string[]) =>
  addPeople
    .create({
      call: { ...createEmitter(), feature: createEmitter, ...call } as unknown as TeamsCall,
      tools: { sdk: { Features: {} }, addToThread } as unknown as CallTools,
      onChange: () => {},
      atEnd: () => {},
    })
    .run?.(rawIds);

/** Adds Carol to a call. @returns the steps in their order, and the result of the command. */
async function addCarol(threadId: string, becomes?: object) {
  const carolId = `8:orgid:${createObjectId('c')}`;
  const steps: string[] = [];
  const call = {
    info: { threadId },
    remoteParticipants: [],
    addParticipant() {
      steps.push('call');
      return createParticipant(becomes);
    },
  };
  const addToThread = async (id: string, rawIds: readonly string[]) =>
    void steps.push(`chat ${id} ${rawIds.join()}`);
  const result = await runAddPeople(call, addToThread, [carolId]);
  return { steps, result, carolId };
}

it('adds a person to the chat of a group call before it calls them, but not to that of a meeting', async () => {
  const { steps, result, carolId } = await addCarol('19:a@thread.v2');
  expect(steps).toEqual([`chat 19:a@thread.v2 ${carolId}`, 'call']);
  expect(result).toEqual({ ok: true, value: undefined });
  expect((await addCarol('19:meeting_a@thread.v2')).steps).toEqual(['call']);
});

it.each([
  ['reports that the service does not let a person into the call', 403, false],
  ['does not report that a person is not reachable', 480, true],
])('%s', async (_title, code, isOk) => {
  const end = { state: 'Disconnected', callEndReason: { code, subCode: 0 } };
  const { result, carolId } = await addCarol('19:a@thread.v2', end);
  expect(result).toMatchObject(
    isOk ? { ok: true } : { problem: { code: 'person-not-added', person: carolId, detail: '403/0' } },
  );
});

it('C13: calls nobody who is already in the call, and nobody twice', async () => {
  const calledIds: string[] = [];
  const call = {
    info: { threadId: '19:a@thread.v2' },
    remoteParticipants: [{ identifier: { microsoftTeamsUserId: createObjectId('b'), cloud: 'public' } }],
    addParticipant(identifier: CommunicationIdentifier) {
      calledIds.push(getIdentifierRawId(identifier));
      return createParticipant();
    },
  };
  await runAddPeople(call, async () => {}, [
    // Another spelling of the participant who is in the call.
    `8:ORGID:${createObjectId('b').toUpperCase()}`,
    `8:orgid:${createObjectId('c')}`,
    // The same object id in another cloud is the same user.
    `8:gcch:${createObjectId('c')}`,
    '4:+14255550100',
    // Another spelling of the same phone number.
    '4:+1 425 555 0100',
  ]);
  expect(calledIds).toEqual([`8:orgid:${createObjectId('c')}`, '4:+14255550100']);
});

import type { TeamsCall } from '@azure/communication-calling';
import { getIdentifierRawId, type CommunicationIdentifier } from '@azure/communication-common';
import { expect, it } from 'vitest';
import { agent, teamsUser } from '../capabilities/capabilities.ts';
import type { CallTools } from '../calling/call/feature.ts';
import { fail } from '../errors/problem.ts';
import { createSimulatedParticipant } from '../fixtures/simulatedParticipant.ts';
import { bob, carol } from '../fixtures/testUsers.ts';
import { addPeople } from './addPeople.ts';

/** Adds people to a call with Bob. @param becomes the state of each person a moment later. @returns the steps, in order */
async function add(
  rawIds: readonly string[],
  threadId: string | null,
  becomes: object = { state: 'Ringing' },
  moreTools: Partial<CallTools> = {},
) {
  const steps: string[] = [];
  const call = {
    info: { threadId },
    remoteParticipants: [createSimulatedParticipant(bob.rawId)],
    addParticipant(identifier: CommunicationIdentifier) {
      const rawId = getIdentifierRawId(identifier);
      steps.push(`call ${rawId}`);
      const participant = createSimulatedParticipant(rawId, { state: 'Connecting' });
      setTimeout(() => participant.changeMembers(becomes, 'stateChanged'));
      return participant;
    },
  } as unknown as TeamsCall;
  const tools = {
    capabilities: teamsUser,
    toReachableId: (id: string) => id,
    createThread: async () => fail('no-group-chat'),
    addToThread: async (id: string, ids: readonly string[]) => void steps.push(`chat ${id} ${ids.join()}`),
    ...moreTools,
  } as unknown as CallTools;
  const feature = addPeople.create({ call, tools, onChange: () => {}, watch: () => {}, atEnd: () => {} });
  return { steps, result: await feature.run?.(rawIds) };
}

it('adds a person to the chat of a group call before it calls them, but not to that of a meeting', async () => {
  const { steps, result } = await add([carol.rawId], '19:a@thread.v2');
  expect(steps).toEqual([`chat 19:a@thread.v2 ${carol.rawId}`, `call ${carol.rawId}`]);
  expect(result).toEqual({ ok: true, value: undefined });
  expect((await add([carol.rawId], '19:meeting_a@thread.v2')).steps).toEqual([`call ${carol.rawId}`]);
});

it('adds nobody to a 1:1 call if the app cannot create the chat of the group call', async () => {
  const { steps, result } = await add([carol.rawId], null);
  expect(steps).toEqual([]);
  expect(result).toMatchObject({ problem: { code: 'no-group-chat' } });
});

it.each([
  ['reports that the service does not let a person into the call', 403, 'person-not-added'],
  ['does not report that a person is not reachable', 480, undefined],
])('%s', async (_title, code, problemCode) => {
  const end = { state: 'Disconnected', callEndReason: { code, subCode: 0 } };
  const { result } = await add([carol.rawId], '19:a@thread.v2', end);
  const problem = { code: problemCode, person: carol.rawId, detail: '403/0' };
  expect(result).toMatchObject(problemCode ? { problem } : { ok: true });
});

it('C13: calls nobody who is already in the call, and nobody twice', async () => {
  const { steps } = await add(
    [
      // Another spelling of the participant who is in the call.
      `8:ORGID:${bob.oid.toUpperCase()}`,
      carol.rawId,
      // The same object id in another cloud is the same user.
      `8:gcch:${carol.oid}`,
      '4:+14255550100',
      // Another spelling of the same phone number.
      '4:+1 425 555 0100',
    ],
    '19:meeting_a@thread.v2',
  );
  expect(steps).toEqual([`call ${carol.rawId}`, 'call 4:+14255550100']);
});

it.each([
  [carol.rawId, 'agent-not-added'],
  ['4:+14255550100', 'number-not-added'],
])('calls %s into an agent’s call without a chat, and says why it was refused', async (rawId, code) => {
  const end = { state: 'Disconnected', callEndReason: { code: 403, subCode: 0 } };
  const tools = { capabilities: agent, toReachableId: (id: string) => id.replace('orgid:', 'acs:r_t_') };
  const { steps, result } = await add([rawId], null, end, tools);
  expect(steps).toEqual([`call ${tools.toReachableId(rawId)}`]);
  expect(result).toMatchObject({ problem: { code, person: rawId, detail: '403/0' } });
});

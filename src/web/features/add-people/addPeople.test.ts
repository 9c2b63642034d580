import type { TeamsCall } from '@azure/communication-calling';
import { getIdentifierRawId, type CommunicationIdentifier } from '@azure/communication-common';
import { expect, it } from 'vitest';
import type { CallTools } from '../../calling/call/feature.ts';
import { addPeople } from './addPeople.ts';

/** Creates an object id. @param digit hexadecimal */
const createObjectId = (digit: string) => `${digit}0000000-0000-4000-8000-00000000000${digit}`;

it('C13: calls nobody who is already in the call, and nobody twice', async () => {
  const calledIds: string[] = [];
  const call = {
    info: { threadId: '19:a@thread.v2' },
    remoteParticipants: [{ identifier: { microsoftTeamsUserId: createObjectId('b'), cloud: 'public' } }],
    addParticipant: (identifier: CommunicationIdentifier) => calledIds.push(getIdentifierRawId(identifier)),
  } as unknown as TeamsCall;
  await addPeople.run(call, {} as CallTools, [
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

import type { TeamsCall } from '@azure/communication-calling';
import { getIdentifierRawId, type CommunicationIdentifier } from '@azure/communication-common';
import { expect, it } from 'vitest';
import type { CallTools } from '../../calling/call/feature.ts';
import { addPeople } from './addPeople.ts';

/** An object id that is made of one hexadecimal digit. */
const objectIdOf = (letter: string) => `${letter}0000000-0000-4000-8000-00000000000${letter}`;

it('C13: calls nobody who is already in the call, and nobody twice', async () => {
  const calledIds: string[] = [];
  const call = {
    info: { threadId: '19:a@thread.v2' },
    remoteParticipants: [{ identifier: { microsoftTeamsUserId: objectIdOf('b'), cloud: 'public' } }],
    addParticipant: (identifier: CommunicationIdentifier) => calledIds.push(getIdentifierRawId(identifier)),
  } as unknown as TeamsCall;
  await addPeople.run(call, {} as CallTools, [
    // Another spelling of the participant who is in the call.
    `8:ORGID:${objectIdOf('b').toUpperCase()}`,
    `8:orgid:${objectIdOf('c')}`,
    // The same object id in another cloud is the same user.
    `8:gcch:${objectIdOf('c')}`,
    '4:+14255550100',
    // Another spelling of the same phone number.
    '4:+1 425 555 0100',
  ]);
  expect(calledIds).toEqual([`8:orgid:${objectIdOf('c')}`, '4:+14255550100']);
});

import type { TeamsCall } from '@azure/communication-calling';
import { getIdentifierRawId, type CommunicationIdentifier } from '@azure/communication-common';
import { expect, it } from 'vitest';
import type { CallTools } from '../../calling/call/feature.ts';
import { addPeople } from './addPeople.ts';

const id = (letter: string) => `${letter}0000000-0000-4000-8000-00000000000${letter}`;

it('C13: calls nobody who is in the call already, and nobody twice', async () => {
  const rung: string[] = [];
  const call = {
    info: { threadId: '19:a@thread.v2' },
    remoteParticipants: [{ identifier: { microsoftTeamsUserId: id('b'), cloud: 'public' } }],
    addParticipant: (who: CommunicationIdentifier) => rung.push(getIdentifierRawId(who)),
  } as unknown as TeamsCall;
  await addPeople.run(call, {} as CallTools, [
    `8:ORGID:${id('b').toUpperCase()}`,
    `8:orgid:${id('c')}`,
    `8:gcch:${id('c')}`,
    '4:+14255550100',
    '4:+1 425 555 0100',
  ]);
  expect(rung).toEqual([`8:orgid:${id('c')}`, '4:+14255550100']);
});

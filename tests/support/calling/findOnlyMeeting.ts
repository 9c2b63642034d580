import { objectIds, type Harness } from './harness.ts';

/** @returns the call of the only meeting at the signalling server, and a function that finds its participants by first name. */
export function findOnlyMeeting({ signalling }: Harness) {
  const [call] = signalling.commands.calls.list();
  if (!call) throw new Error('There is no call.');
  const findParticipant = (name: string) => {
    const id = `8:orgid:${objectIds[name]}`;
    const participant = [...call.participants.values()].find(({ rawId }) => rawId === id);
    if (!participant) throw new Error(`${name} is not in the call.`);
    return participant;
  };
  return { call, findParticipant };
}

import { createCrowdMemberId, isCrowdMember } from '../../core/crowd.ts';
import type { Call, Participant } from '../calls/call.ts';
import type { SignallingAdmin } from './admin.ts';

/** The largest crowd. Teams admits at most this many participants to a call. */
export const maxCrowdSize = 350;

/** @returns the participants that the emulator plays to fill a call, in the order in which they joined. */
export const listCrowd = (admin: SignallingAdmin, call: Call): Participant[] =>
  [...call.participants.values()].filter(
    ({ endpoint }) => endpoint && isCrowdMember(endpoint.oid) && admin.findVirtualAgent(endpoint),
  );

/**
 * Gives the crowd of a call another size. The members who joined last leave first.
 * @param withMediaCount how many members, counted from the first, get media. Present members keep the media that they have.
 */
export function resizeCrowd(
  admin: SignallingAdmin,
  call: Call,
  newSize: number,
  withMediaCount: number,
): void {
  const crowd = listCrowd(admin, call);
  for (const { endpoint } of crowd.slice(newSize)) if (endpoint) admin.closeEndpoint(endpoint.id);
  const presentOids = new Set(crowd.map(({ endpoint }) => endpoint?.oid));
  let size = crowd.length;
  for (let number = 1; size < newSize; number += 1) {
    const oid = createCrowdMemberId(number);
    if (presentOids.has(oid)) continue;
    const media = size < withMediaCount ? 'echo' : 'silent';
    admin.addAgentToCall(call, admin.createAgent(`8:orgid:${oid}`, media), media);
    size += 1;
  }
}

import { createCrowdMemberId, isCrowdMember } from '../../core/crowd.ts';
import { createTeamsUserRawId } from '../../wire/rawIds.ts';
import type { Call, Participant } from '../calls/call.ts';
import type { SignallingAdmin } from './admin.ts';

/** The largest crowd. Teams admits at most this many participants to a call. */
export const maxCrowdSize = 350;

/** @returns a call's crowd, the simulated participants that only fill the call, in the order in which they joined. */
export const listCrowd = (admin: SignallingAdmin, call: Call): Participant[] =>
  [...call.participants.values()].filter(
    ({ endpoint }) => endpoint && isCrowdMember(endpoint.oid) && admin.findVirtualAgent(endpoint),
  );

/**
 * Adds members to a call's crowd, or removes those who joined last, until the crowd has `newSize` members.
 * @param withMediaCount new members send media until the crowd has this size. The members who were there before do not change.
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
    admin.addAgentToCall(call, admin.createAgent(createTeamsUserRawId(oid), media), media);
    size += 1;
  }
}

import { crowdPerson, isCrowd } from '../../core/seed.ts';
import type { Call, Participant } from '../calls/call.ts';
import type { Admin } from './admin.ts';

/** Teams admits this many participants to a call. */
export const maxCrowd = 350;

/** @returns the members of the crowd in a call, in the order in which they came. */
export const crowdIn = (admin: Admin, call: Call): Participant[] =>
  [...call.participants.values()].filter(
    ({ endpoint }) => endpoint && isCrowd(endpoint.oid) && admin.agentOf(endpoint),
  );

/**
 * Adds members to the crowd of a call, or removes those who came last.
 * @param count the size of the crowd, from 0 to 350.
 * @param talking how many of them have media. The others neither send nor receive any.
 */
export function setCrowd(admin: Admin, call: Call, count: number, talking: number): void {
  const crowd = crowdIn(admin, call);
  for (const { endpoint } of crowd.slice(count)) if (endpoint) admin.closeEndpoint(endpoint.id);
  const presentOids = new Set(crowd.map(({ endpoint }) => endpoint?.oid));
  let size = crowd.length;
  for (let number = 1; size < count; number += 1) {
    const { oid } = crowdPerson(number);
    if (presentOids.has(oid)) continue;
    const media = size < talking ? 'echo' : 'silent';
    admin.bringIntoCall(call, admin.createAgent(`8:orgid:${oid}`, media), media);
    size += 1;
  }
}

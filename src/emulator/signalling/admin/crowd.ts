import { crowdPerson, isCrowd } from '../../core/seed.ts';
import type { Admin } from './admin.ts';
import type { Call, Participant } from '../calls/call.ts';

/** As many as a call holds. */
export const maxCrowd = 350;

/** @returns whoever of the crowd is in a call, in the order of coming. */
export const crowdIn = (admin: Admin, call: Call): Participant[] =>
  [...call.participants.values()].filter(
    ({ endpoint }) => endpoint && isCrowd(endpoint.oid) && admin.agentOf(endpoint),
  );

/**
 * Makes the crowd of a call as large as wanted: people come, or those who came last go.
 * @param count from 0 to 350. @param talking so many of them have media; the others neither send nor receive.
 */
export function setCrowd(admin: Admin, call: Call, count: number, talking: number): void {
  const inside = crowdIn(admin, call);
  for (const { endpoint } of inside.slice(count)) if (endpoint) admin.closeEndpoint(endpoint.id);
  const known = new Set(inside.map(({ endpoint }) => endpoint?.oid));
  let size = inside.length;
  for (let number = 1; size < count; number += 1) {
    const { oid } = crowdPerson(number);
    if (known.has(oid)) continue;
    const media = size < talking ? 'echo' : 'silent';
    admin.bringIntoCall(call, admin.createAgent(`8:orgid:${oid}`, media), media);
    size += 1;
  }
}

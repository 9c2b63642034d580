import { emptyProfile, type Person } from './people.ts';

/** How the object ids of crowd members (bots that fill a call) begin. No other person may have such an id. */
export const crowdIdPrefix = 'cd000000-0000-4000-8000-';

/** @param number the number of a crowd member, from 1. @returns the member's object id. */
export const createCrowdMemberId = (number: number): string =>
  `${crowdIdPrefix}${String(number).padStart(12, '0')}`;

export const isCrowdMember = (oid: string): boolean => oid.startsWith(crowdIdPrefix);

type CrowdTenant = { readonly id: string; readonly domain: string };

function createCrowdMember(number: number, tenant: CrowdTenant): Person {
  const digits = String(number).padStart(3, '0');
  return {
    tid: tenant.id,
    upn: `crowd${digits}@${tenant.domain}`,
    oid: createCrowdMemberId(number),
    displayName: `Crowd ${digits} (bot)`,
    profile: { ...emptyProfile, jobTitle: 'Fills meetings' },
    teamsLicence: true,
    teamsPhoneLicence: true,
    photo: false,
    administrator: false,
    isGuest: false,
  };
}

/** @param idOrUpn in lower case. */
export function findCrowdMember(idOrUpn: string, tenant: CrowdTenant): Person | undefined {
  // The last three digits of the object id `cd000000-…`, or of the name before the `@` of the UPN. They count from 001.
  const number = Number(/^(?:cd.*|crowd)(\d{3})(?:@|$)/.exec(idOrUpn)?.[1] ?? 0);
  const member = createCrowdMember(number, tenant);
  return number > 0 && [member.oid, member.upn].includes(idOrUpn) ? member : undefined;
}

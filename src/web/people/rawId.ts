import { decodeJwtPart } from '../base/jwt.ts';

/** Creates the raw id of a Teams user in the public cloud, `8:orgid:…`. @param oid Entra object id */
export const rawIdOf = (oid: string): string => `8:orgid:${oid.toLowerCase()}`;

/**
 * Matches the raw id of a Teams user in any cloud, or of an agent (`8:acs:<ACS resource>_<tenant>_<object id>`), and captures the
 * object id.
 */
const colleaguePattern = /^8:(?:orgid:|gcch:|dod:|acs:[0-9a-f-]{36}_[0-9a-f-]{36}_)([0-9a-f-]{36})$/i;

/** Returns the Entra object id in the raw id of a Teams user or agent, or `null` for every other kind of raw id. */
export const objectIdOf = (rawId: string): string | null =>
  colleaguePattern.exec(rawId)?.[1]?.toLowerCase() ?? null;

/** Reads the raw id of the agent to whom an ACS token belongs. @returns `null` if the token belongs to no agent */
export function readAgentId(acsToken: string): string | null {
  const skypeId = decodeJwtPart(acsToken.split('.')[1] ?? '')?.skypeid;
  const rawId = typeof skypeId === 'string' ? `8:${skypeId}` : '';
  return rawId.startsWith('8:acs:') && objectIdOf(rawId) !== null ? rawId : null;
}

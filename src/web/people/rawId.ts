/** Creates the raw id of a Teams user in the public cloud, `8:orgid:…`. @param oid Entra object id */
export const rawIdOf = (oid: string): string => `8:orgid:${oid.toLowerCase()}`;

/** Matches the raw id of a Teams user in any cloud, and captures the object id. */
const teamsUserPattern = /^8:(?:orgid|gcch|dod):([0-9a-f-]{36})$/i;

/** Returns the Entra object id in a Teams user's raw id, or `null` for every other kind of raw id. */
export const objectIdOf = (rawId: string): string | null =>
  teamsUserPattern.exec(rawId)?.[1]?.toLowerCase() ?? null;

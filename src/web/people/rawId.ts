/** A Teams user's raw id in the public cloud. @param oid Entra object id */
export const rawIdOf = (oid: string): string => `8:orgid:${oid.toLowerCase()}`;

const teamsUser = /^8:(?:orgid|gcch|dod):([0-9a-f-]{36})$/i;

/** The Entra object id inside a Teams user's raw id, or `null` for every other kind of id. */
export const objectId = (rawId: string): string | null => teamsUser.exec(rawId)?.[1]?.toLowerCase() ?? null;

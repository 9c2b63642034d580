// Raw ids: identifiers as one string. A person may be connected twice, with two raw ids: as the Teams user, whom colleagues call,
// and as an agent of Teams Phone extensibility, who speaks for the company's service numbers. Calls ring at one of the two only.
// An ACS user, which an app creates in its ACS resource, is no person of the directory.

/** As Microsoft's library does, this takes an id of three parts for an agent's. An ACS user's `8:acs:<resource>_<user>` has two. */
const agentPattern = /^8:acs:[^_]+_[^_]+_([^_]+)$/;
const acsUserPattern = /^8:acs:[^_]+_[^_]+$/;
const teamsUserPrefix = '8:orgid:';

/** @param oid the person's object id. */
export const createTeamsUserRawId = (oid: string): string => `${teamsUserPrefix}${oid}`;

/** Creates the raw id of an agent, from which `createIdentifierFromRawId` makes an identifier of kind `teamsExtensionUser`. */
export const createAgentRawId = (resourceId: string, tid: string, oid: string): string =>
  `8:acs:${resourceId}_${tid}_${oid}`;

export const createAcsUserRawId = (resourceId: string, userId: string): string =>
  `8:acs:${resourceId}_${userId}`;

export const isAcsUser = (rawId: string): boolean => acsUserPattern.test(rawId);

export const isTeamsUser = (rawId: string): boolean => rawId.startsWith(teamsUserPrefix);

/**
 * @returns whether a participant's page shows somebody's name. ACS users name themselves, and see everybody's name. Teams users read
 *   each other's names from Graph.
 */
export const seesNameOf = (viewer: string, rawId: string): boolean => isAcsUser(viewer) || isAcsUser(rawId);

/** @returns whether the raw id is a Teams application's or a resource account's. */
export const isTeamsApp = (rawId: string): boolean => rawId.startsWith('28:orgid:');

export const isAgent = (rawId: string): boolean => agentPattern.test(rawId);

/** @returns the object id of the Teams user or the agent; any other text as it is, such as a phone number's raw id. */
export const toOid = (rawId: string): string =>
  isTeamsUser(rawId) ? rawId.slice(teamsUserPrefix.length) : (agentPattern.exec(rawId)?.[1] ?? rawId);

export const isPhoneNumber = (rawId: string): boolean => rawId.startsWith('4:');

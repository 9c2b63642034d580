import { createAgentRawId, createTeamsUserRawId } from '../wire/rawIds.ts';

/** What the directory says about a person's work, which Microsoft's permissions call the full profile. */
export interface Profile {
  readonly jobTitle: string | null;
  readonly department: string | null;
  readonly officeLocation: string | null;
  readonly companyName: string | null;
  /** The numbers as an administrator typed them. Entra accepts any text. */
  readonly businessPhones: readonly string[];
  readonly mobilePhone: string | null;
  /** The object id of the person's manager; `null` if the directory names none. */
  readonly managerOid: string | null;
}

/** A person of the emulated directory, or a bot, which the emulator simulates. */
export interface Person {
  /** The Entra object id. The Teams user id is `8:orgid:` and this id. */
  readonly oid: string;
  readonly tid: string;
  /** In lower case. */
  readonly upn: string;
  readonly displayName: string;
  readonly profile: Profile;
  readonly teamsLicence: boolean;
  /** Whether the person has a Teams Phone licence, without which they cannot be an agent of Teams Phone extensibility. */
  readonly teamsPhoneLicence: boolean;
  /** Whether the person has a photo. If not, Graph answers 404. */
  readonly photo: boolean;
  readonly administrator: boolean;
  /** Whether the person is a guest of the tenant. Graph then gives `Guest` as their `userType`. */
  readonly isGuest: boolean;
  /** How the bot answers calls; `undefined` for a person. */
  readonly bot?: 'echo' | 'busy' | 'decline' | 'noAnswer';
}

export const emptyProfile: Profile = {
  jobTitle: null,
  department: null,
  officeLocation: null,
  companyName: null,
  businessPhones: [],
  mobilePhone: null,
  managerOid: null,
};

/**
 * As whom a person connects: as the Teams user whom colleagues know, or as an agent of Teams Phone extensibility, who takes and
 * places calls for a company's telephone number.
 */
export type AcsUserKind = 'teamsUser' | 'teamsExtensionUser';

/**
 * @returns the raw id of a person. An agent's raw id names the ACS resource, too.
 * @see createIdentifierFromRawId of `@azure/communication-common`, which reads these forms
 */
export const createRawId = (
  { oid, tid }: Pick<Person, 'oid' | 'tid'>,
  kind: AcsUserKind,
  resourceId: string,
): string => (kind === 'teamsUser' ? createTeamsUserRawId(oid) : createAgentRawId(resourceId, tid, oid));

export interface AcsIdentity {
  /** The person's object id; the raw id of an ACS user, who is no person. */
  readonly oid: string;
  /** `8:orgid:<oid>` for a Teams user, `8:acs:<resource id>_<tid>_<oid>` for an agent, `8:acs:<resource id>_<id>` for an ACS user. */
  readonly rawId: string;
  /** Whether the token lets an ACS user join calls, but not start any (the scope `voip.join`). */
  readonly joinsOnly?: boolean;
  /** The id of the ACS resource that issued the token. */
  readonly resourceId: string;
  readonly expiresOn: Date;
}

/** A person of the emulated directory, or a bot, which the emulator plays. */
export interface Person {
  /** The Entra object id. The Teams user id is `8:orgid:` and this id. */
  readonly oid: string;
  /** The id of the person's tenant. */
  readonly tid: string;
  readonly upn: string;
  readonly displayName: string;
  readonly jobTitle: string;
  readonly teamsLicence: boolean;
  /** Whether the person has a photo. If not, Graph answers 404. */
  readonly photo: boolean;
  /** Whether the person may consent for the whole tenant. */
  readonly administrator?: boolean;
  /** How the bot answers calls; `undefined` for a person. */
  readonly bot?: 'echo' | 'busy' | 'decline' | 'noanswer';
}

/** The user of an ACS token. */
export interface AcsIdentity {
  /** The user's Entra object id. */
  readonly oid: string;
  /** The id of the user's tenant. */
  readonly tid: string;
  /** When the token expires. */
  readonly expiresOn: Date;
}

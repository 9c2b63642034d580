/** A person or bot of the directory. */
export interface Person {
  /** Entra object id; the Teams user id is `8:orgid:` followed by it. */
  readonly oid: string;
  /** The id of the person's tenant. */
  readonly tid: string;
  readonly upn: string;
  readonly displayName: string;
  readonly jobTitle: string;
  readonly teamsLicence: boolean;
  /** Whether there is a photo. Without one, Graph answers 404. */
  readonly photo: boolean;
  /** May consent for the whole tenant. */
  readonly administrator?: boolean;
  /** How a bot answers calls. */
  readonly bot?: 'echo' | 'busy' | 'decline' | 'noanswer';
}

/** The user of an ACS token. */
export interface AcsIdentity {
  readonly oid: string;
  readonly tid: string;
  readonly expiresOn: Date;
}

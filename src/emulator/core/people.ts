/** A person (or bot) of the emulator's directory. */
export interface Person {
  /** Entra object id; the Teams user id is `8:orgid:` followed by it. */
  readonly oid: string;
  /** The tenant the person belongs to. */
  readonly tid: string;
  readonly upn: string;
  readonly displayName: string;
  readonly jobTitle: string;
  readonly teamsLicence: boolean;
  /** Whether the directory holds a photo; Graph answers 404 for those without. */
  readonly photo: boolean;
  /** May consent for the whole tenant. */
  readonly administrator?: boolean;
  /** Present for bots: how it answers a call. */
  readonly bot?: 'echo' | 'busy' | 'decline' | 'noanswer';
}

/** Who an ACS access token (artifact 4) speaks for, as the emulator's signalling sees it. */
export interface AcsIdentity {
  readonly oid: string;
  readonly tid: string;
  readonly expiresOn: Date;
}

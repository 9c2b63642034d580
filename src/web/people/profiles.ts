/** What the directory says about a colleague's work. `null` stands for an entry that the directory lacks. */
export interface Profile {
  readonly jobTitle: string | null;
  readonly department: string | null;
  readonly office: string | null;
  readonly company: string | null;
  readonly email: string | null;
  /** The phone numbers of the colleague's work, as an administrator typed them. */
  readonly workNumbers: readonly string[];
  /** The number of the colleague's mobile phone. The colleague or an administrator typed it. */
  readonly mobileNumber: string | null;
  readonly manager: { readonly oid: string; readonly name: string } | null;
}

/** The profiles of colleagues. Reading them needs the user's consent to the feature `profile`. */
export interface Profiles {
  /** @param oid Entra object id */
  readonly find: (oid: string) => Promise<Profile | 'unavailable'>;
}

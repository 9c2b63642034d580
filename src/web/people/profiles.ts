/** What the directory says about a colleague's work. An entry is `null` if the directory lacks it. */
export interface Profile {
  readonly jobTitle: string | null;
  readonly department: string | null;
  readonly office: string | null;
  readonly company: string | null;
  readonly email: string | null;
  /** As an administrator or the colleague typed them. */
  readonly workNumbers: readonly string[];
  readonly mobileNumber: string | null;
  readonly manager: { readonly oid: string; readonly name: string } | null;
}

/** The profiles of colleagues. Reading them needs the user's consent to the feature `profile`. */
export interface Profiles {
  /** @param oid Entra object id */
  readonly find: (oid: string) => Promise<Profile | 'unavailable'>;
}

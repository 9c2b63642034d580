import { randomUUID } from 'node:crypto';

/** Begins users' sign-ins, and revokes all sign-ins of a user, as Entra does when the user's password changes. */
export type Revocations = ReturnType<typeof createRevocations>;

export function createRevocations(now: () => number) {
  /** Maps a user's object id to the ids (`sid`) of the user's sign-ins that are not revoked. */
  const currentSids = new Map<string, Set<string>>();
  const revokedSids = new Set<string>();
  const lastRevocationTimes = new Map<string, number>();
  return {
    /** Begins a sign-in of a user. @returns the id of the sign-in, which all its tokens have as the claim `sid`. */
    beginSignIn(oid: string): string {
      const sid = randomUUID();
      currentSids.set(oid, (currentSids.get(oid) ?? new Set()).add(sid));
      return sid;
    },
    revokeSignIns(oid: string): void {
      for (const sid of currentSids.get(oid) ?? []) revokedSids.add(sid);
      currentSids.delete(oid);
      lastRevocationTimes.set(oid, now());
    },
    /** Forgets all sign-ins and revocations. */
    reset(): void {
      currentSids.clear();
      revokedSids.clear();
      lastRevocationTimes.clear();
    },
    isRevoked: (sid: string): boolean => revokedSids.has(sid),
    /** @returns when a user's sign-ins were last revoked, in milliseconds since 1970; 0 for never. */
    readLastRevocation: (oid: string): number => lastRevocationTimes.get(oid) ?? 0,
  };
}

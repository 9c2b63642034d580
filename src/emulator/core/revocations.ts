import { randomUUID } from 'node:crypto';

/** Revokes sign-ins, as an administrator or a changed password does. */
export interface Revocations {
  /** Begins a sign-in of a user. @returns the id of the sign-in. All tokens of the sign-in have it as the claim `sid`. */
  beginSignIn(oid: string): string;
  /** Revokes all current sign-ins of a user. */
  revokeSignIns(oid: string): void;
  isRevoked(sid: string): boolean;
  /** @returns when a user's sign-ins were last revoked, in milliseconds since 1970; 0 for never. */
  readLastRevocation(oid: string): number;
}

export function createRevocations({ now }: { now: () => number }): Revocations {
  const currentSids = new Map<string, Set<string>>();
  const revokedSids = new Set<string>();
  const lastRevocationTimes = new Map<string, number>();
  return {
    beginSignIn(oid) {
      const sid = randomUUID();
      currentSids.set(oid, (currentSids.get(oid) ?? new Set()).add(sid));
      return sid;
    },
    revokeSignIns(oid) {
      for (const sid of currentSids.get(oid) ?? []) revokedSids.add(sid);
      currentSids.delete(oid);
      lastRevocationTimes.set(oid, now());
    },
    isRevoked: (sid) => revokedSids.has(sid),
    readLastRevocation: (oid) => lastRevocationTimes.get(oid) ?? 0,
  };
}

import { randomUUID } from 'node:crypto';

/** Revokes sign-ins, as an administrator or a changed password does. */
export interface Revocations {
  /** Begins a sign-in of a user. @returns the id of the sign-in, which all its tokens carry as the claim `sid`. */
  open(oid: string): string;
  /** Revokes all current sign-ins of a user. */
  revoke(oid: string): void;
  isRevoked(sid: string): boolean;
  /** @returns when a user's sign-ins were last revoked, in milliseconds since 1970; 0 for never. */
  last(oid: string): number;
}

export function createRevocations({ now }: { now: () => number }): Revocations {
  const currentSids = new Map<string, Set<string>>();
  const revokedSids = new Set<string>();
  const lastRevocationTimes = new Map<string, number>();
  return {
    open(oid) {
      const sid = randomUUID();
      currentSids.set(oid, (currentSids.get(oid) ?? new Set()).add(sid));
      return sid;
    },
    revoke(oid) {
      for (const sid of currentSids.get(oid) ?? []) revokedSids.add(sid);
      currentSids.delete(oid);
      lastRevocationTimes.set(oid, now());
    },
    isRevoked: (sid) => revokedSids.has(sid),
    last: (oid) => lastRevocationTimes.get(oid) ?? 0,
  };
}

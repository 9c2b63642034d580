import { randomUUID } from 'node:crypto';

/** The sign-ins that have been revoked, as an administrator or a changed password does it. */
export interface Revocations {
  /** Begins a sign-in. @returns its `sid`, which all its tokens carry. */
  open(oid: string): string;
  /** Revokes all current sign-ins of a user. */
  revoke(oid: string): void;
  isRevoked(sid: string): boolean;
  /** @returns when a user's sign-ins were last revoked, in milliseconds since 1970; 0 for never. */
  last(oid: string): number;
}

export function createRevocations({ now }: { now: () => number }): Revocations {
  const open = new Map<string, Set<string>>();
  const revoked = new Set<string>();
  const times = new Map<string, number>();
  return {
    open(oid) {
      const sid = randomUUID();
      open.set(oid, (open.get(oid) ?? new Set()).add(sid));
      return sid;
    },
    revoke(oid) {
      for (const sid of open.get(oid) ?? []) revoked.add(sid);
      open.delete(oid);
      times.set(oid, now());
    },
    isRevoked: (sid) => revoked.has(sid),
    last: (oid) => times.get(oid) ?? 0,
  };
}

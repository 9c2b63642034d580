import { randomUUID } from 'node:crypto';

/** Which sign-ins still count. Revoking is an administrator's click, or what a changed password does. */
export interface Revocations {
  /** Opens a sign-in. @returns its `sid`, which every token of it carries. */
  open(oid: string): string;
  /** Ends all sign-ins of a person that are open now. */
  revoke(oid: string): void;
  isRevoked(sid: string): boolean;
  /** @returns when a person's sign-ins were last revoked, in milliseconds since 1970; 0 if never. */
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

import { createHash } from 'node:crypto';
import { createAcsUserRawId } from '../wire/rawIds.ts';
import { formatUuid, type NewId } from './ids.ts';

/** A user of the ACS resource itself: an app creates it with the identity API, and it belongs to no tenant. */
export interface AcsUser {
  /** `8:acs:<resource id>_<user id>` */
  readonly rawId: string;
  /** The app's own id of the user, if the app has given one. */
  readonly customId: string | undefined;
  /** Milliseconds since 1970; `undefined` before the first token. */
  lastTokenIssuedAt: number | undefined;
}

/** An ACS user of an export. Their tokens end with the emulator. */
interface SavedAcsUser {
  readonly id: string;
  readonly customId?: string | undefined;
}

export type AcsUserStore = ReturnType<typeof createAcsUserStore>;

/** Derives a user's id from its custom id, so that a custom id means the same user after each start of the emulator. */
const deriveUserId = (customId: string): string =>
  formatUuid(createHash('sha256').update(`acs user ${customId}`).digest('hex'), '5', '8');

/** @param newId makes the ids of users without a custom id. */
export function createAcsUserStore(resourceId: string, newId: NewId) {
  const users = new Map<string, AcsUser>();
  return {
    /** Creates a user; for a custom id that a user already has, returns this user. */
    create(customId?: string): AcsUser {
      const userId = customId === undefined ? newId() : deriveUserId(customId);
      const rawId = createAcsUserRawId(resourceId, userId);
      const user = users.get(rawId) ?? { rawId, customId, lastTokenIssuedAt: undefined };
      users.set(rawId, user);
      return user;
    },
    find: (rawId: string): AcsUser | undefined => users.get(rawId),
    has: (rawId: string): boolean => users.has(rawId),
    list: (): AcsUser[] => [...users.values()],
    remove: (rawId: string): void => void users.delete(rawId),
    reset: (): void => users.clear(),
    /** Puts exported users in place of all users. */
    restore(saved: readonly SavedAcsUser[]): void {
      users.clear();
      for (const { id, customId } of saved)
        users.set(id, { rawId: id, customId, lastTokenIssuedAt: undefined });
    },
  };
}

import type { ConditionStore } from '../core/conditionStore.ts';
import type { Person } from '../core/people.ts';
import { createRequestWindow } from '../core/requestWindow.ts';
import { GraphError } from './graphError.ts';

/** A presence in Graph's terms, such as `Busy` and `InACall`. */
interface Presence {
  readonly availability: string;
  readonly activity: string;
}
interface StatusMessage {
  readonly content: string;
}
/** A presence that expires. Both times are milliseconds since 1970. */
interface ExpiringPresence extends Presence {
  readonly setAt: number;
  readonly expiresAt: number;
}

/** If several apps report a presence, people see the one whose availability comes first in this list. */
const availabilityOrder = ['DoNotDisturb', 'Busy', 'Available', 'BeRightBack', 'Away', 'Offline'];
/** How many sessions (apps that report the user's presence) are stored for a user. A further one replaces the oldest one. */
const maxSessions = 50;
/** A session that has not reported Available again becomes inactive after this time, and away after twice this time. */
const inactiveAfterMs = 5 * 60_000;

/** @returns the presence that people see: the reported one, unless it is Available and was reported too long ago. */
const applyInactivity = ({ availability, activity, setAt }: ExpiringPresence, now: number): Presence => {
  if (availability !== 'Available' || now < setAt + inactiveAfterMs) return { availability, activity };
  return now < setAt + 2 * inactiveAfterMs
    ? { availability, activity: 'AvailableInactive' }
    : { availability: 'Away', activity: 'Away' };
};

/** @returns the presence that a user's Teams client would report, or that fits a bot's behaviour. */
function createTeamsPresence({ bot, oid }: Person, isInCall: (oid: string) => boolean): Presence {
  if (bot === 'busy' || isInCall(oid)) return { availability: 'Busy', activity: 'InACall' };
  if (bot === 'noAnswer') return { availability: 'Away', activity: 'Away' };
  return { availability: 'Available', activity: 'Available' };
}

/**
 * Stores people's presences: those that they have chosen, and those that their apps have reported.
 * @see https://learn.microsoft.com/graph/cloud-communications-manage-presence-state
 */
export function createPresenceStore(now: () => number, isInCall: (oid: string) => boolean) {
  /** Maps object ids to the presences that the users have chosen. */
  const preferredPresences = new Map<string, ExpiringPresence>();
  /** Maps object ids, and then session ids, to the presences that apps have reported. */
  const reportedPresences = new Map<string, Map<string, ExpiringPresence>>();

  /** Maps object ids to the status messages that the users have written, and when each expires. */
  const statusMessages = new Map<string, StatusMessage & { readonly expiresAt: number }>();

  return {
    /** @returns `null` without a message, or if it has expired. */
    readStatusMessage(oid: string): StatusMessage | null {
      const stored = statusMessages.get(oid);
      return stored && stored.expiresAt > now() ? { content: stored.content } : null;
    },
    /** @param content an empty text removes the message. */
    setStatusMessage(oid: string, content: string, expiresAt: number): void {
      if (content === '') statusMessages.delete(oid);
      else statusMessages.set(oid, { content, expiresAt });
    },
    /** @returns the presence that other people see: the chosen one or, without one, the first by `availabilityOrder`. */
    readPresence(person: Person): Presence {
      const preferred = preferredPresences.get(person.oid);
      if (preferred && preferred.expiresAt > now()) {
        return { availability: preferred.availability, activity: preferred.activity };
      }
      const reported = [...(reportedPresences.get(person.oid)?.values() ?? [])]
        .filter(({ expiresAt }) => expiresAt > now())
        .map((presence) => applyInactivity(presence, now()));
      const rank = ({ availability }: Presence) => availabilityOrder.indexOf(availability);
      return [createTeamsPresence(person, isInCall), ...reported].reduce((best, other) =>
        rank(other) < rank(best) ? other : best,
      );
    },
    /** Sets the presence that the user has chosen. It takes precedence over all reported ones. */
    setPreferredPresence(oid: string, presence: Presence, expiresAt: number): void {
      preferredPresences.set(oid, { ...presence, setAt: now(), expiresAt });
    },
    deletePreferredPresence: (oid: string): void => void preferredPresences.delete(oid),
    setReportedPresence(oid: string, sessionId: string, presence: Presence, expiresAt: number): void {
      const sessions = reportedPresences.get(oid) ?? new Map<string, ExpiringPresence>();
      for (const [storedId, stored] of sessions) if (stored.expiresAt <= now()) sessions.delete(storedId);
      // Moves the session to the end of the map, whose first entry thus is the session that reported longest ago.
      sessions.delete(sessionId);
      sessions.set(sessionId, { ...presence, setAt: now(), expiresAt });
      reportedPresences.set(oid, sessions);
      const [oldestId] = sessions.keys();
      if (sessions.size > maxSessions && oldestId !== undefined) sessions.delete(oldestId);
    },
    deleteReportedPresence: (oid: string, sessionId: string): boolean =>
      reportedPresences.get(oid)?.delete(sessionId) ?? false,
  };
}

// https://learn.microsoft.com/graph/throttling-limits#cloud-communication-service-limits
const microsoftsLimit = { requests: 1_500, seconds: 30 };

/** Creates a function that counts a request of an application in a tenant, and throws GraphError 429 beyond the limit. */
export function createPresenceLimiter(
  conditions: ConditionStore,
  now: () => number,
): (clientId: string, tenantId: string) => void {
  /** Maps `<client id> <tenant id>` to the requests of the last seconds. */
  const windows = new Map<string, ReturnType<typeof createRequestWindow>>();
  return (clientId, tenantId) => {
    const key = `${clientId} ${tenantId}`;
    const takeRequest = windows.get(key) ?? createRequestWindow(now);
    windows.set(key, takeRequest);
    const waitSeconds = takeRequest(conditions.read().presenceLimit ?? microsoftsLimit);
    if (waitSeconds === null) return;
    throw new GraphError(429, 'TooManyRequests', 'Too many requests about presence.', {
      'retry-after': String(waitSeconds),
    });
  };
}

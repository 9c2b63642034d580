import type { ConditionStore } from '../core/conditionStore.ts';
import type { Person } from '../core/people.ts';
import { createRequestWindow } from '../core/requestWindow.ts';
import { GraphError } from './graphError.ts';

/** A presence in Graph's terms, such as `Busy` and `InACall`. */
interface Presence {
  readonly availability: string;
  readonly activity: string;
}
/** A presence that expires. Both times are milliseconds since 1970. */
interface ExpiringPresence extends Presence {
  readonly setAt: number;
  readonly expiresAt: number;
}

/** If several apps report a presence, people see the one whose availability comes first in this list. */
const availabilityOrder = ['DoNotDisturb', 'Busy', 'Available', 'BeRightBack', 'Away', 'Offline'];
/** The largest number of stored sessions for one user. Beyond it the session that reported longest ago is deleted. */
const maxSessions = 50;
/** Milliseconds after which a session that reports Available becomes inactive. After twice this time it becomes away. */
const inactiveAfterMs = 5 * 60_000;

/** Replaces Available if the session reported it too long ago. @returns the presence that people see. */
const applyInactivity = ({ availability, activity, setAt }: ExpiringPresence, now: number): Presence => {
  if (availability !== 'Available' || now < setAt + inactiveAfterMs) return { availability, activity };
  return now < setAt + 2 * inactiveAfterMs
    ? { availability, activity: 'AvailableInactive' }
    : { availability: 'Away', activity: 'Away' };
};

/** @returns the presence that the user's own Teams client would report, or for a bot the presence that fits its behaviour. */
function createTeamsPresence({ bot, oid }: Person, isInCall: (oid: string) => boolean): Presence {
  if (bot === 'busy' || isInCall(oid)) return { availability: 'Busy', activity: 'InACall' };
  if (bot === 'noAnswer') return { availability: 'Away', activity: 'Away' };
  return { availability: 'Available', activity: 'Available' };
}

/**
 * Stores the presence of people. A session is one app of one user. Times are milliseconds since 1970.
 * @see https://learn.microsoft.com/graph/cloud-communications-manage-presence-state
 */
export function createPresenceStore(now: () => number, isInCall: (oid: string) => boolean) {
  /** Maps object ids to the presences that the users have chosen. */
  const preferredPresences = new Map<string, ExpiringPresence>();
  /** Maps object ids, and then session ids, to the presences that apps have reported. */
  const reportedPresences = new Map<string, Map<string, ExpiringPresence>>();

  return {
    /** @returns the presence that other people see. */
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
      // Moves this session to the end of the map, so that the first entry is always the session that reported longest ago.
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

/** Creates a function that counts one request about presence, and throws GraphError 429 beyond the limit. */
export function createPresenceLimiter(
  conditions: ConditionStore,
  now: () => number,
): (clientId: string, tenantId: string) => void {
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

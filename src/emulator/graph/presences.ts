import type { Person } from '../core/people.ts';

export interface Presence {
  readonly availability: string;
  readonly activity: string;
}
interface Timed extends Presence {
  readonly since: number;
  readonly until: number;
}

/** The presence of people. Times are in milliseconds since 1970. */
export interface Presences {
  of(person: Person): Presence;
  /** Sets the presence that the user has chosen, which precedes all others. */
  prefer(oid: string, presence: Presence, until: number): void;
  forgetPreferred(oid: string): void;
  /** Sets the presence that a session of an app reports. */
  report(oid: string, session: string, presence: Presence, until: number): void;
  /** @returns whether there was such a session. */
  forgetSession(oid: string, session: string): boolean;
}

/** The presence of the session that comes first in this order counts. */
const order = ['DoNotDisturb', 'Busy', 'Available', 'BeRightBack', 'Away', 'Offline'];
/** Sessions of one user that are stored; beyond it, the one that reported longest ago is forgotten. */
const maxSessions = 50;
/** Milliseconds after which a session that reports Available becomes inactive, and then away. */
const inactiveAfterMs = 5 * 60_000;

const currentPresence = ({ availability, activity, since }: Timed, now: number): Presence => {
  if (availability !== 'Available' || now < since + inactiveAfterMs) return { availability, activity };
  return now < since + 2 * inactiveAfterMs
    ? { availability, activity: 'AvailableInactive' }
    : { availability: 'Away', activity: 'Away' };
};

/** @returns the presence that the user's own Teams client would report. Bots have the presence that their name says. */
function teams({ bot, oid }: Person, inCall: (oid: string) => boolean): Presence {
  if (bot === 'busy' || inCall(oid)) return { availability: 'Busy', activity: 'InACall' };
  if (bot === 'noanswer') return { availability: 'Away', activity: 'Away' };
  return { availability: 'Available', activity: 'Available' };
}

/**
 * @param now milliseconds since 1970. @param inCall tells whether a person is in a call.
 * @see https://learn.microsoft.com/graph/cloud-communications-manage-presence-state
 */
export function createPresences(now: () => number, inCall: (oid: string) => boolean): Presences {
  const preferred = new Map<string, Timed>();
  const sessions = new Map<string, Map<string, Timed>>();
  const current = (timed: Timed | undefined): Timed | undefined =>
    timed && timed.until > now() ? timed : undefined;

  return {
    of(person) {
      const chosen = current(preferred.get(person.oid));
      if (chosen) return { availability: chosen.availability, activity: chosen.activity };
      const reported = [...(sessions.get(person.oid)?.values() ?? [])].flatMap((session) =>
        current(session) ? [currentPresence(session, now())] : [],
      );
      const rank = ({ availability }: Presence) => order.indexOf(availability);
      return [teams(person, inCall), ...reported].reduce((best, other) =>
        rank(other) < rank(best) ? other : best,
      );
    },
    prefer(oid, presence, until) {
      preferred.set(oid, { ...presence, since: now(), until });
    },
    forgetPreferred: (oid) => void preferred.delete(oid),
    report(oid, session, presence, until) {
      const own = sessions.get(oid) ?? new Map<string, Timed>();
      for (const [id, { until: end }] of own) if (end <= now()) own.delete(id);
      // Inserted last, so that the first entry is the one that was reported longest ago.
      own.delete(session);
      sessions.set(oid, own.set(session, { ...presence, since: now(), until }));
      const [oldest] = own.keys();
      if (own.size > maxSessions && oldest !== undefined) own.delete(oldest);
    },
    forgetSession: (oid, session) => sessions.get(oid)?.delete(session) ?? false,
  };
}

import type { Person } from '../core/people.ts';

export interface Presence {
  readonly availability: string;
  readonly activity: string;
}
interface Timed extends Presence {
  readonly since: number;
  readonly until: number;
}

/** Where people are free, busy or away. Times are in milliseconds since 1970. */
export interface Presences {
  of(person: Person): Presence;
  /** As the person chose it: this comes before everything else. */
  prefer(oid: string, presence: Presence, until: number): void;
  forgetPreferred(oid: string): void;
  /** As one of the person's apps says it. */
  report(oid: string, session: string, presence: Presence, until: number): void;
  /** @returns whether there was such a session. */
  forgetSession(oid: string, session: string): boolean;
}

/** Of several sessions of one person, the first of these counts. */
const order = ['DoNotDisturb', 'Busy', 'Available', 'BeRightBack', 'Away', 'Offline'];
/** More applications than anybody has open; the one that reported longest ago is forgotten. */
const mostSessions = 50;
/** A session that says Available fades when it is not repeated. */
const fadesAfter = 5 * 60_000;

const faded = ({ availability, activity, since }: Timed, now: number): Presence => {
  if (availability !== 'Available' || now < since + fadesAfter) return { availability, activity };
  return now < since + 2 * fadesAfter
    ? { availability, activity: 'AvailableInactive' }
    : { availability: 'Away', activity: 'Away' };
};

/** What a person's own Teams says: people here are at their desks, and bots are what they are called. */
function teams({ bot, oid }: Person, inCall: (oid: string) => boolean): Presence {
  if (bot === 'busy' || inCall(oid)) return { availability: 'Busy', activity: 'InACall' };
  if (bot === 'noanswer') return { availability: 'Away', activity: 'Away' };
  return { availability: 'Available', activity: 'Available' };
}

/**
 * @param inCall whether a person is in a call now.
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
        current(session) ? [faded(session, now())] : [],
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
      // Last, so that the first is the one that was reported longest ago.
      own.delete(session);
      sessions.set(oid, own.set(session, { ...presence, since: now(), until }));
      const [oldest] = own.keys();
      if (own.size > mostSessions && oldest !== undefined) own.delete(oldest);
    },
    forgetSession: (oid, session) => sessions.get(oid)?.delete(session) ?? false,
  };
}

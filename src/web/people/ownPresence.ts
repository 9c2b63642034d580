import { createStore } from '../base/store.ts';
import type { GraphPresence, Presence, Presences } from './presence.ts';

/** What a user can choose. `reset`: Teams and the app decide again. */
export const presenceChoices = ['available', 'busy', 'doNotDisturb', 'away', 'reset'] as const;
export type PresenceChoice = (typeof presenceChoices)[number];

/** Sets the presence in Teams, which needs the consent to `presence`. Each function resolves with whether Teams has accepted it. */
export interface OwnPresenceSource {
  /** Sets the presence that the user has chosen. Teams shows it instead of every reported one. */
  readonly choose: (presence: GraphPresence) => Promise<boolean>;
  /** Removes the user's choice, so that Teams and this app decide again. */
  readonly reset: () => Promise<boolean>;
  /** Reports what the user does in this app. */
  readonly report: (presence: GraphPresence) => Promise<boolean>;
}

const chosenPresences: Record<Exclude<PresenceChoice, 'reset'>, GraphPresence> = {
  available: { availability: 'Available', activity: 'Available' },
  busy: { availability: 'Busy', activity: 'Busy' },
  doNotDisturb: { availability: 'DoNotDisturb', activity: 'DoNotDisturb' },
  away: { availability: 'Away', activity: 'Away' },
};
const inACall = { availability: 'Busy', activity: 'InACall' };

/**
 * Creates the signed-in user's own presence. Each command resolves with whether Teams has accepted it.
 * @param oid Entra object id of the user
 */
export function createOwnPresence(source: OwnPresenceSource, presences: Presences, oid: string) {
  const lastChoice = createStore<{ readonly choice: PresenceChoice } | null>(null);
  const pending = createStore<Presence | null>(null);
  return {
    /** What the user has chosen last in this tab; `null` if nothing. A new object for each choice. */
    lastChoice,
    /** The presence that the user has chosen while Teams has not answered; `null` at all other times. */
    pending,
    async choose(choice: PresenceChoice): Promise<boolean> {
      const presence = choice === 'reset' ? 'available' : choice;
      pending.set(presence);
      const isAccepted =
        choice === 'reset' ? await source.reset() : await source.choose(chosenPresences[choice]);
      // The user may have chosen another presence meanwhile.
      if (pending.get() === presence) pending.set(null);
      // The next request for presence is up to 15 s away, and the user expects to see the choice at once.
      if (!isAccepted) return false;
      lastChoice.set({ choice });
      presences.assume(oid, presence);
      return true;
    },
    /** Reports to Teams whether the user is in a call. Teams forgets the report after 5 minutes. */
    async report(isInCall: boolean): Promise<boolean> {
      const isAccepted = await source.report(isInCall ? inACall : chosenPresences.available);
      if (isAccepted && isInCall && presences.get(oid) === 'available') presences.assume(oid, 'inACall');
      return isAccepted;
    },
    /** Calls `listener` when the presence that Teams shows has changed. @returns the function that stops watching */
    watch: (listener: (presence: Presence | null) => void): (() => void) =>
      presences.watch(oid, () => listener(presences.get(oid))),
  };
}

export type OwnPresence = ReturnType<typeof createOwnPresence>;

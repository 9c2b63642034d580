import { createStore } from '../base/store.ts';
import type { GraphPresence, Presence, Presences } from './presence.ts';

/** What a user can choose. `reset`: Teams and the app decide again. */
export const presenceChoices = ['available', 'busy', 'doNotDisturb', 'beRightBack', 'away', 'reset'] as const;
export type PresenceChoice = (typeof presenceChoices)[number];

/** Changes the user's presence in Teams. Each function needs the consent to `presence`, and resolves with whether it has worked. */
export interface OwnPresenceSource {
  /** Sets the user's choice, which Teams shows instead of what apps report. */
  readonly choose: (presence: GraphPresence) => Promise<boolean>;
  readonly reset: () => Promise<boolean>;
  /** Reports what the user does in this app. */
  readonly report: (presence: GraphPresence) => Promise<boolean>;
}

const chosenPresences: Record<Exclude<PresenceChoice, 'reset'>, GraphPresence> = {
  available: { availability: 'Available', activity: 'Available' },
  busy: { availability: 'Busy', activity: 'Busy' },
  doNotDisturb: { availability: 'DoNotDisturb', activity: 'DoNotDisturb' },
  beRightBack: { availability: 'BeRightBack', activity: 'BeRightBack' },
  away: { availability: 'Away', activity: 'Away' },
};
const inACall = { availability: 'Busy', activity: 'InACall' };

/**
 * Creates the signed-in user's own presence. Each command resolves with whether Teams has accepted it.
 * @param oid Entra object id of the user
 */
export function createOwnPresence(
  source: OwnPresenceSource,
  presences: Pick<Presences, 'get' | 'assume' | 'watch'>,
  oid: string,
) {
  const lastChoice = createStore<{ readonly choice: PresenceChoice } | null>(null);
  const pending = createStore<Presence | null>(null);
  return {
    /** The user's last choice in this tab. Each choice is a new object, so the same choice again notifies the listeners, too. */
    lastChoice,
    /** The chosen presence until Teams has answered; `null` at all other times. */
    pending,
    async choose(choice: PresenceChoice): Promise<boolean> {
      // After `reset`, Teams and the app most likely decide on *Available*.
      const presence = choice === 'reset' ? 'available' : choice;
      pending.set(presence);
      const isAccepted =
        choice === 'reset' ? await source.reset() : await source.choose(chosenPresences[choice]);
      // The user may have chosen another presence meanwhile.
      if (pending.get() === presence) pending.set(null);
      if (!isAccepted) return false;
      lastChoice.set({ choice });
      // The user expects to see the choice at once, but the next request for presence may be a minute away.
      presences.assume(oid, presence);
      return true;
    },
    /** Reports to Teams whether the user is in a call. Teams forgets the report after 5 minutes. */
    report: (isInCall: boolean): Promise<boolean> =>
      source.report(isInCall ? inACall : chosenPresences.available),
    /** Calls `listener` when the presence that Teams shows has changed. @returns the function that stops watching */
    watch: (listener: (presence: Presence | null) => void): (() => void) =>
      presences.watch(oid, () => listener(presences.get(oid))),
  };
}

export type OwnPresence = ReturnType<typeof createOwnPresence>;

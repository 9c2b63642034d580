import { findEndKind, type EndKind } from '../../errors/endReason.ts';
import type { HistoryEntry } from '../../history/entry.ts';
import type en from '../../locales/en.json';

/** How a call went, as the list words it. */
export type OutcomeKind = keyof (typeof en)['history']['outcome'];

export interface Outcome {
  readonly kind: OutcomeKind;
  readonly isIncoming: boolean;
}

/** The outcome of an outgoing call that nobody answered, by how the call ended. */
const outcomeOfUnanswered: Readonly<Record<EndKind, OutcomeKind>> = {
  // If the user ends a call before it is answered, its end code is that of a normal end.
  hungUp: 'cancelled',
  cancelled: 'cancelled',
  declined: 'declined',
  busy: 'busy',
  noAnswer: 'noAnswer',
  answeredElsewhere: 'elsewhere',
  unreachable: 'unreachable',
  noSuchPerson: 'notFound',
  noSuchNumber: 'notFound',
  noSuchMeeting: 'notFound',
  notLetIn: 'notJoined',
  lobbyTimedOut: 'notJoined',
  notAllowed: 'notAllowed',
  removed: 'notJoined',
  endedForAll: 'notJoined',
  transferred: 'transferred',
  notSetUp: 'notConnected',
  network: 'notConnected',
  token: 'notConnected',
  service: 'notConnected',
  other: 'notConnected',
};

/** Without a code, an older version of the app wrote the entry, or the page could not end the call properly. */
function findKind({ outcome, code, target, transferredTo, toVoicemail }: HistoryEntry): OutcomeKind {
  if (outcome === 'declined') return 'declinedByUser';
  if (outcome === 'unknown') return 'notAnsweredHere';
  if (outcome === 'missed' || outcome === 'elsewhere') return outcome;
  if (outcome === 'unanswered') {
    const kind = code === undefined ? 'noAnswer' : outcomeOfUnanswered[findEndKind(code)];
    // A meeting does not ring, so nobody can answer it.
    const needsCallee = kind === 'cancelled' || kind === 'noAnswer';
    return target?.kind === 'meeting' && needsCallee ? 'notJoined' : kind;
  }
  if (transferredTo !== undefined) return toVoicemail ? 'voicemail' : 'transferred';
  if (code !== undefined && findEndKind(code) === 'network') return 'network';
  return outcome === 'placed' && target?.kind === 'meeting' ? 'joined' : outcome;
}

export const findOutcome = (entry: HistoryEntry): Outcome => ({
  kind: findKind(entry),
  isIncoming: entry.outcome !== 'placed' && entry.outcome !== 'unanswered',
});

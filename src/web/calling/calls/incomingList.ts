import type { TeamsIncomingCall } from '@azure/communication-calling';
import { getIdentifierRawId } from '@azure/communication-common';
import { endCode, endKind } from '../../errors/endReason.ts';
import { fail, type Problem } from '../../errors/problem.ts';
import { withAgent, type CurrentAgent } from '../agent/currentAgent.ts';
import type { IncomingSnapshot, UnansweredCall } from '../call/snapshot.ts';
import { listen, type Unsubscribe } from '../sdk/listen.ts';

export interface IncomingListDeps {
  /** Whether the user wants no call to be shown now. The call history gets it all the same. */
  readonly isSilent: () => boolean;
  /** Whether this tab is the leader tab, in which calls ring. Only the leader tab reports what became of them. */
  readonly isLeaderTab: () => boolean;
  /** A call that rang was not taken in this tab. */
  readonly onGone: (ring: UnansweredCall) => void;
  readonly onChange: (list: readonly IncomingSnapshot[]) => void;
  readonly onProblem: (problem: Problem) => void;
}

export interface Ring {
  readonly incoming: TeamsIncomingCall;
  readonly silent: boolean;
  readonly at: number;
  stop: Unsubscribe;
  /** `begun`: the user has accepted the call. `sent`: the SDK has been asked to accept it. */
  answer: 'none' | 'begun' | 'sent';
  /** Whether accepting takes long enough to be shown. */
  isSlow: boolean;
  /** What happened while the SDK was accepting the call. */
  meanwhile: 'ended' | 'declined' | null;
}

const rawIdOf = (info: TeamsIncomingCall['callerInfo'] | undefined): string | null =>
  info?.identifier ? getIdentifierRawId(info.identifier) : null;

/** The calls that ring, from the first event until each is taken, declined or over. */
export function createIncomingList(current: CurrentAgent, deps: IncomingListDeps) {
  const rings = new Map<string, Ring>();

  const publish = () => {
    const shown = deps.isLeaderTab() ? [...rings].filter(([, { silent }]) => !silent) : [];
    deps.onChange(
      shown.map(([key, { incoming, isSlow }]) => ({
        key,
        callerId: rawIdOf(incoming.callerInfo),
        displayName: incoming.callerInfo.displayName ?? null,
        transferorId: rawIdOf(incoming.transferorInfo),
        isAnswering: isSlow,
      })),
    );
  };

  const remove = (key: string) => {
    rings.get(key)?.stop();
    rings.delete(key);
    publish();
  };

  const gone = ({ incoming, at }: Ring, outcome: UnansweredCall['outcome']) => {
    if (!deps.isLeaderTab()) return;
    deps.onGone({
      id: incoming.id,
      callerId: rawIdOf(incoming.callerInfo),
      displayName: incoming.callerInfo.displayName ?? null,
      outcome,
      startedAt: at,
      ...(incoming.callEndReason && { code: endCode(incoming.callEndReason) }),
    });
  };

  /** The call has stopped ringing and was not taken in this tab. */
  const over = (key: string, ring: Ring) => {
    remove(key);
    const reason = ring.incoming.callEndReason;
    const kind = reason ? endKind(reason) : 'cancelled';
    // A call that was taken or declined in another tab was not missed.
    const outcome = kind === 'answeredElsewhere' ? 'elsewhere' : kind === 'declined' ? 'declined' : 'missed';
    gone(ring, outcome);
    if (outcome !== 'missed' || ring.silent || !deps.isLeaderTab()) return;
    const person = rawIdOf(ring.incoming.callerInfo);
    deps.onProblem(fail('call-missed', person === null ? {} : { person }).problem);
  };

  const onIncoming = ({ incomingCall: incoming }: { incomingCall: TeamsIncomingCall }) => {
    const key = incoming.id;
    // The SDK may raise the event for the same call again, for example after it reconnected.
    if (rings.has(key)) return;
    const ring: Ring = {
      incoming,
      silent: deps.isSilent(),
      at: Date.now(),
      stop: () => {},
      answer: 'none',
      isSlow: false,
      meanwhile: null,
    };
    const stops = [
      listen(incoming, ['callEnded'], () => {
        if (!rings.has(key)) return;
        // The SDK is accepting the call: its answer says whether that was in time.
        if (ring.answer === 'sent') ring.meanwhile ??= 'ended';
        else over(key, ring);
      }),
      listen(incoming, ['callerInfoChanged', 'transferorInfoChanged'], publish),
    ];
    ring.stop = () => stops.forEach((stop) => stop());
    rings.set(key, ring);
    publish();
  };
  const stopListening = withAgent(current, (agent) => {
    agent.on('incomingCall', onIncoming);
    return () => agent.off('incomingCall', onIncoming);
  });

  return {
    /** By the SDK's id of the call. */
    find: (key: string): Ring | undefined => rings.get(key),
    publish,
    remove,
    gone,
    over,
    close() {
      stopListening();
      for (const { stop } of rings.values()) stop();
      rings.clear();
    },
  };
}

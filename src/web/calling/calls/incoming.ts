import type { TeamsCall, TeamsIncomingCall } from '@azure/communication-calling';
import { getIdentifierRawId } from '@azure/communication-common';
import { endCode, endKind } from '../../errors/endReason.ts';
import { fromSdk } from '../../errors/fromSdk.ts';
import { fail, type Problem } from '../../errors/problem.ts';
import { withAgent, type CurrentAgent } from '../agent/currentAgent.ts';
import type { Devices } from '../devices/devices.ts';
import { listen, type Unsubscribe } from '../sdk/listen.ts';
import { giveBack, localMedia } from '../devices/localMedia.ts';
import type { IncomingSnapshot, UnansweredRing } from '../call/snapshot.ts';
import { withTimeout } from '../../base/withTimeout.ts';

interface IncomingDeps {
  /** Whether the person wants no call to be shown now. It goes to the list of the past all the same. */
  readonly isSilent: () => boolean;
  /** Whether this tab is the one in which calls ring. The tab that is tells what became of them. */
  readonly isPhone: () => boolean;
  /** A call that was not taken here is over. */
  readonly onGone: (ring: UnansweredRing) => void;
  readonly onChange: (list: readonly IncomingSnapshot[]) => void;
  readonly onProblem: (problem: Problem) => void;
  /** Puts every call on hold, then takes this one, as `LiveCall.begin` does. */
  readonly begin: (start: () => Promise<TeamsCall | null>) => Promise<TeamsCall | null>;
  readonly hangUp: (call: TeamsCall) => Promise<void>;
}

/** Milliseconds. Most browsers answer before; a card that changes and goes at once would only flash. */
const tellAfterMs = 50;
/** Milliseconds that the SDK may take to accept a call. Documented: it gives up a call's set-up after 85 s. */
const acceptTimeoutMs = 85_000;

interface Ring {
  readonly incoming: TeamsIncomingCall;
  readonly silent: boolean;
  readonly at: number;
  stop: Unsubscribe;
  /** How far an answer has come: the user has accepted, or the SDK has been told, too. */
  answer: 'none' | 'begun' | 'sent';
  /** Whether the answer takes long enough to be shown. */
  isSlow: boolean;
  /** What happened while the answer was under way at the SDK. */
  meanwhile: 'ended' | 'declined' | null;
}

const rawIdOf = (info: TeamsIncomingCall['callerInfo'] | undefined): string | null =>
  info?.identifier ? getIdentifierRawId(info.identifier) : null;

/** The calls that ring, from the first ring until each is taken, declined or gone. No command rejects. */
export function createIncoming(current: CurrentAgent, devices: Devices, deps: IncomingDeps) {
  const rings = new Map<string, Ring>();

  const publish = () => {
    const shown = deps.isPhone() ? [...rings].filter(([, { silent }]) => !silent) : [];
    deps.onChange(
      shown.map(([key, { incoming, isSlow }]) => ({
        key,
        from: rawIdOf(incoming.callerInfo),
        displayName: incoming.callerInfo.displayName ?? null,
        via: rawIdOf(incoming.transferorInfo),
        isAnswering: isSlow,
      })),
    );
  };

  const remove = (key: string) => {
    rings.get(key)?.stop();
    rings.delete(key);
    publish();
  };

  const gone = ({ incoming, at }: Ring, outcome: UnansweredRing['outcome']) => {
    if (!deps.isPhone()) return;
    deps.onGone({
      id: incoming.id,
      from: rawIdOf(incoming.callerInfo),
      displayName: incoming.callerInfo.displayName ?? null,
      outcome,
      startedAt: at,
      ...(incoming.callEndReason && { code: endCode(incoming.callEndReason) }),
    });
  };

  /** It rings no more, and was not taken here. */
  const over = (key: string, ring: Ring) => {
    remove(key);
    const reason = ring.incoming.callEndReason;
    const kind = reason ? endKind(reason) : 'cancelled';
    // Taken or declined in another window: nothing was missed.
    const outcome = kind === 'answeredElsewhere' ? 'elsewhere' : kind === 'declined' ? 'declined' : 'missed';
    gone(ring, outcome);
    if (outcome !== 'missed' || ring.silent || !deps.isPhone()) return;
    const person = rawIdOf(ring.incoming.callerInfo);
    deps.onProblem(fail('call-missed', person === null ? {} : { person }).problem);
  };

  const onIncoming = ({ incomingCall: incoming }: { incomingCall: TeamsIncomingCall }) => {
    const key = incoming.id;
    // The SDK may tell of a call again, for example after it reconnected.
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
        // Whether it was taken in time is told by the answer that is under way.
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

  const reject = async ({ incoming }: Ring): Promise<void> => {
    try {
      await incoming.reject();
    } catch (cause) {
      deps.onProblem(fromSdk(cause, 'call-command-failed').problem);
    }
  };

  /** Asks the SDK for the call, once every other call is on hold. @returns `null` when it is not to be had */
  const take = async (
    key: string,
    ring: Ring,
    media: Parameters<TeamsIncomingCall['accept']>[0],
  ): Promise<TeamsCall | null> => {
    // The caller may have given up while the other calls were put on hold.
    if (rings.get(key) !== ring) return null;
    ring.answer = 'sent';
    let call: TeamsCall | null = null;
    try {
      call = await withTimeout(ring.incoming.accept(media), acceptTimeoutMs);
    } catch (cause) {
      if (ring.meanwhile === null) deps.onProblem(fromSdk(cause, 'call-not-answered').problem);
    }
    if (ring.meanwhile === 'declined') {
      await (call ? deps.hangUp(call) : reject(ring));
      return null;
    }
    if (call) remove(key);
    else if (ring.meanwhile === 'ended') over(key, ring);
    return call;
  };

  return {
    publish,
    /** @returns whether the call was taken */
    async accept(key: string, { video }: { video: boolean }): Promise<boolean> {
      const ring = rings.get(key);
      if (!ring || ring.answer !== 'none' || !deps.isPhone()) return false;
      ring.answer = 'begun';
      const tell = setTimeout(() => {
        ring.isSlow = true;
        publish();
      }, tellAfterMs);
      let media: Awaited<ReturnType<typeof localMedia>> = null;
      let call: TeamsCall | null = null;
      try {
        // The caller waits: a user who may not speak can listen, and speak as soon as it is allowed.
        media = await localMedia(devices, { video, needsVoice: false }, deps.onProblem);
        const options = media;
        // It rang on while the browser asked: it may have been declined, or be over.
        if (options && rings.get(key) === ring) call = await deps.begin(() => take(key, ring, options));
      } catch (cause) {
        deps.onProblem(fromSdk(cause, 'call-not-answered').problem);
      } finally {
        clearTimeout(tell);
        ring.answer = 'none';
        ring.isSlow = false;
        if (!call) giveBack(media);
        publish();
      }
      return call !== null;
    },
    decline: async (key: string): Promise<void> => {
      const ring = rings.get(key);
      if (!ring || !deps.isPhone()) return;
      const wasSent = ring.answer === 'sent';
      if (wasSent) ring.meanwhile = 'declined';
      remove(key);
      gone(ring, 'declined');
      // An answer that the SDK has already been given is followed by hanging up.
      if (!wasSent) await reject(ring);
    },
    close() {
      stopListening();
      for (const { stop } of rings.values()) stop();
      rings.clear();
    },
  };
}

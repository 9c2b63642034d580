import type { TeamsCall, TeamsIncomingCall } from '@azure/communication-calling';
import { getIdentifierRawId } from '@azure/communication-common';
import { endKind } from '../errors/endReason.ts';
import { fromSdk } from '../errors/fromSdk.ts';
import { fail, type Problem } from '../errors/problem.ts';
import { withAgent, type CurrentAgent } from './currentAgent.ts';
import type { Devices } from './devices.ts';
import type { HistoryEntry } from './history.ts';
import { listen, type Unsubscribe } from './listen.ts';
import { giveBack, localMedia, type LocalMedia } from './localMedia.ts';
import type { IncomingSnapshot } from './snapshot.ts';

interface IncomingDeps {
  /** Whether the person wants no call to be shown now. It goes to the list of the past all the same. */
  readonly isSilent: () => boolean;
  /** Whether calls ring here. Where they do not, another tab of this browser says what became of them. */
  readonly isPhone: () => boolean;
  /** A call that was not taken here is over. */
  readonly onGone: (entry: HistoryEntry) => void;
  readonly onChange: (list: readonly IncomingSnapshot[]) => void;
  readonly onProblem: (problem: Problem) => void;
  readonly onAccepted: (call: TeamsCall) => void;
  /** Done before a call is taken, for example putting the present one on hold. */
  readonly beforeAccept: () => Promise<void>;
}

/** Milliseconds. Most browsers answer before; a card that changes and goes at once would only flash. */
const tellAfter = 50;

interface Ringing {
  readonly incoming: TeamsIncomingCall;
  readonly stop: Unsubscribe;
  readonly silent: boolean;
  readonly at: number;
}

const fromOf = ({ callerInfo: { identifier } }: TeamsIncomingCall): string | null =>
  identifier ? getIdentifierRawId(identifier) : null;

/** The calls that ring, from the first ring until each is taken, declined or gone. */
export function createIncoming(agent: CurrentAgent, devices: Devices, deps: IncomingDeps) {
  const ringing = new Map<string, Ringing>();
  /** Keys of those that are taken as soon as the browser lets us have the devices. */
  const answering = new Set<string>();
  /** Those of them for which the browser takes its time, as when it asks the person. */
  const waiting = new Set<string>();

  const publish = () =>
    deps.onChange(
      [...ringing]
        .filter(([, { silent }]) => !silent)
        .map(([key, { incoming }]) => ({
          key,
          from: fromOf(incoming),
          displayName: incoming.callerInfo.displayName ?? null,
          isAnswering: waiting.has(key),
        })),
    );

  const remove = (key: string) => {
    ringing.get(key)?.stop();
    ringing.delete(key);
    publish();
  };

  const gone = ({ incoming, at }: Ringing, outcome: HistoryEntry['outcome']) => {
    if (!deps.isPhone()) return;
    deps.onGone({
      key: incoming.id,
      other: fromOf(incoming),
      name: incoming.callerInfo.displayName ?? null,
      placed: null,
      outcome,
      withVideo: false,
      at,
      seconds: null,
    });
  };

  const missed = (key: string) => {
    const ring = ringing.get(key);
    if (!ring) return;
    remove(key);
    gone(ring, 'missed');
    if (ring.silent || !deps.isPhone()) return;
    const person = fromOf(ring.incoming);
    deps.onProblem(fail('call-missed', person === null ? {} : { person }).problem);
  };

  const onIncoming = ({ incomingCall: incoming }: { incomingCall: TeamsIncomingCall }) => {
    const key = incoming.id;
    const stop = listen(incoming, ['callEnded'], () => {
      const reason = incoming.callEndReason;
      const kind = reason ? endKind(reason) : 'cancelled';
      // Taken or declined in another window: nothing was missed.
      const outcome =
        kind === 'answeredElsewhere' ? 'elsewhere' : kind === 'declined' ? 'declined' : 'missed';
      if (outcome === 'missed') return missed(key);
      const ring = ringing.get(key);
      remove(key);
      if (ring) gone(ring, outcome);
    });
    ringing.set(key, { incoming, stop, silent: deps.isSilent(), at: Date.now() });
    publish();
  };
  const unfollow = withAgent(agent, (current) => {
    current.on('incomingCall', onIncoming);
    return () => {
      current.off('incomingCall', onIncoming);
      // An agent that is replaced takes its ringing calls with it, and tells nobody.
      for (const key of ringing.keys()) missed(key);
    };
  });

  return {
    /** @returns whether the call was taken */
    accept: async (key: string, { video }: { video: boolean }): Promise<boolean> => {
      const ring = ringing.get(key);
      if (!ring || answering.has(key)) return false;
      let media: LocalMedia | null = null;
      answering.add(key);
      const tell = setTimeout(() => {
        waiting.add(key);
        publish();
      }, tellAfter);
      try {
        // Whoever calls waits: who may not speak can listen, and speak as soon as it is allowed.
        media = await localMedia(devices, { video, needsVoice: false }, deps.onProblem);
        // It rang on while the browser asked: it may have been declined, or be over.
        if (media === null || !ringing.has(key)) {
          giveBack(media);
          return false;
        }
        remove(key);
        await deps.beforeAccept();
        deps.onAccepted(await ring.incoming.accept(media));
        return true;
      } catch (cause) {
        giveBack(media);
        deps.onProblem(fromSdk(cause, 'call-not-answered').problem);
        return false;
      } finally {
        clearTimeout(tell);
        waiting.delete(key);
        answering.delete(key);
      }
    },
    decline: async (key: string): Promise<void> => {
      const ring = ringing.get(key);
      if (!ring) return;
      remove(key);
      gone(ring, 'declined');
      try {
        await ring.incoming.reject();
      } catch (cause) {
        deps.onProblem(fromSdk(cause, 'call-command-failed').problem);
      }
    },
    close() {
      for (const { stop } of ringing.values()) stop();
      ringing.clear();
      unfollow();
    },
  };
}

import type { TeamsCall, TeamsCallAgent, TeamsIncomingCall } from '@azure/communication-calling';
import { getIdentifierRawId } from '@azure/communication-common';
import { endKind, fromSdk } from '../errors/fromSdk.ts';
import { fail, type Problem } from '../errors/problem.ts';
import type { Devices } from './devices.ts';
import { listen, type Unsubscribe } from './listen.ts';
import { giveBack, localMedia, type LocalMedia } from './localMedia.ts';
import type { IncomingSnapshot } from './snapshot.ts';

interface IncomingDeps {
  readonly onChange: (list: readonly IncomingSnapshot[]) => void;
  readonly onProblem: (problem: Problem) => void;
  readonly onAccepted: (call: TeamsCall) => void;
  /** Done before a call is taken, for example putting the present one on hold. */
  readonly beforeAccept: () => Promise<void>;
}

/** The calls that ring, from the first ring until each is taken, declined or gone. */
export function createIncoming(agent: TeamsCallAgent, devices: Devices, deps: IncomingDeps) {
  const ringing = new Map<string, { incoming: TeamsIncomingCall; stop: Unsubscribe }>();

  const publish = () =>
    deps.onChange(
      [...ringing].map(
        ([
          key,
          {
            incoming: { callerInfo },
          },
        ]) => ({
          key,
          from: callerInfo.identifier ? getIdentifierRawId(callerInfo.identifier) : null,
          displayName: callerInfo.displayName ?? null,
        }),
      ),
    );

  const remove = (key: string) => {
    ringing.get(key)?.stop();
    ringing.delete(key);
    publish();
  };

  const onIncoming = ({ incomingCall: incoming }: { incomingCall: TeamsIncomingCall }) => {
    const key = crypto.randomUUID();
    const stop = listen(incoming, ['callEnded'], () => {
      remove(key);
      const reason = incoming.callEndReason;
      // Taken in another window or declined by us: nothing was missed.
      if (!reason || endKind(reason) !== 'cancelled') return;
      const { identifier } = incoming.callerInfo;
      deps.onProblem(
        fail('call-missed', identifier ? { person: getIdentifierRawId(identifier) } : {}).problem,
      );
    });
    ringing.set(key, { incoming, stop });
    publish();
  };
  agent.on('incomingCall', onIncoming);

  return {
    accept: async (key: string, { video }: { video: boolean }): Promise<void> => {
      const ring = ringing.get(key);
      if (!ring) return;
      remove(key);
      let media: LocalMedia | null = null;
      try {
        [media] = await Promise.all([localMedia(devices, video, deps.onProblem), deps.beforeAccept()]);
        deps.onAccepted(await ring.incoming.accept(media));
      } catch (cause) {
        giveBack(media);
        deps.onProblem(fromSdk(cause, 'call-not-answered').problem);
      }
    },
    decline: async (key: string): Promise<void> => {
      const ring = ringing.get(key);
      if (!ring) return;
      remove(key);
      try {
        await ring.incoming.reject();
      } catch (cause) {
        deps.onProblem(fromSdk(cause, 'call-command-failed').problem);
      }
    },
    close() {
      agent.off('incomingCall', onIncoming);
      for (const { stop } of ringing.values()) stop();
      ringing.clear();
    },
  };
}

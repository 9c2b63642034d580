import type { TeamsCall, TeamsCallAgent } from '@azure/communication-calling';
import { createIdentifierFromRawId, type MicrosoftTeamsUserIdentifier } from '@azure/communication-common';
import { fromSdk } from '../errors/fromSdk.ts';
import { fail, type Problem } from '../errors/problem.ts';
import { createStore, type Readable } from '../store.ts';
import type { ConnectedAgent } from './agent.ts';
import type { AnyCallFeature } from './feature.ts';
import { createIncoming } from './incoming.ts';
import { listen } from './listen.ts';
import { giveBack, localMedia, type LocalMedia } from './localMedia.ts';
import type { People } from './people.ts';
import { createCallSession, type CallSession } from './session.ts';
import type { EndedCall, IncomingSnapshot } from './snapshot.ts';

export interface PhoneSnapshot {
  readonly connection: TeamsCallAgent['connectionState'];
  /** Somebody pressed *Call* and the call does not exist yet. */
  readonly dialling: boolean;
  /** Keys of the calls there are, the one in front last. */
  readonly calls: readonly string[];
  readonly incoming: readonly IncomingSnapshot[];
  /** The call that ended last, until the person has seen it. */
  readonly ended: EndedCall | null;
  /** What went wrong or was missed, newest last, at most one of each kind. */
  readonly notices: readonly Problem[];
}

/** The phone: everything a screen may ask for. No method rejects; what fails becomes a notice. */
export interface Phone {
  readonly state: Readable<PhoneSnapshot>;
  readonly people: People;
  readonly session: (key: string) => CallSession | undefined;
  /** @param rawId a Teams user's raw id, `8:orgid:…` */
  readonly dial: (rawId: string, options: { video: boolean }) => Promise<void>;
  /** Tries the last `dial` once more. */
  readonly redial: () => Promise<void>;
  readonly accept: (key: string, options: { video: boolean }) => Promise<void>;
  readonly decline: (key: string) => Promise<void>;
  readonly notify: (problem: Problem) => void;
  readonly dismiss: (code: Problem['code']) => void;
  readonly closeEnded: () => void;
  /** Ends everything: calls, listeners, the agent. */
  readonly close: () => Promise<void>;
}

export function createPhone(
  { sdk, agent, devices }: ConnectedAgent,
  people: People,
  features: readonly AnyCallFeature[],
): Phone {
  const sessions = new Map<TeamsCall, CallSession>();
  const state = createStore<PhoneSnapshot>({
    connection: agent.connectionState,
    dialling: false,
    calls: [],
    incoming: [],
    ended: null,
    notices: [],
  });
  const update = (part: Partial<PhoneSnapshot>) => state.set(Object.freeze({ ...state.get(), ...part }));
  const notify = (problem: Problem) =>
    update({ notices: [...state.get().notices.filter(({ code }) => code !== problem.code), problem] });
  const keys = () => [...sessions.values()].map(({ key }) => key);

  const openSession = (call: TeamsCall, dialled: string | null = null): CallSession => {
    const known = sessions.get(call);
    if (known) return known;
    const session = createCallSession(call, dialled, {
      sdk,
      devices,
      features,
      onProblem: notify,
      onEnded(_session, ended) {
        sessions.delete(call);
        update({ calls: keys(), ended });
      },
    });
    sessions.set(call, session);
    update({ calls: keys(), ended: null });
    return session;
  };

  const incoming = createIncoming(agent, devices, {
    onChange: (list) => update({ incoming: list }),
    onProblem: notify,
    onAccepted: (call) => openSession(call),
    beforeAccept: () => holdOthers([...sessions.keys()]),
  });

  // A call may also appear without us: another part of the app, or the SDK itself (a transfer), started it.
  let dialled: string | null = null;
  let lastDial: Parameters<Phone['dial']> | null = null;
  const stops = [
    listen(agent, ['callsUpdated'], () => {
      for (const call of agent.calls) openSession(call, dialled);
    }),
    listen(agent, ['connectionStateChanged'], () => update({ connection: agent.connectionState })),
  ];

  const dial: Phone['dial'] = async (rawId, { video }) => {
    if (state.get().dialling) return;
    lastDial = [rawId, { video }];
    update({ dialling: true, notices: [] });
    let media: LocalMedia | null = null;
    try {
      if ((await people.find(rawId)) === 'unknown') return notify(fail('no-such-person').problem);
      media = await localMedia(devices, video, notify);
      await holdOthers([...sessions.keys()]);
      dialled = rawId;
      const callee = createIdentifierFromRawId(rawId) as MicrosoftTeamsUserIdentifier;
      openSession(agent.startCall(callee, media), rawId);
    } catch (cause) {
      giveBack(media);
      notify(fromSdk(cause, 'call-not-started').problem);
    } finally {
      dialled = null;
      update({ dialling: false });
    }
  };

  return {
    state,
    people,
    session: (key) => [...sessions.values()].find((session) => session.key === key),
    dial,
    redial: async () => {
      if (lastDial) await dial(...lastDial);
    },
    accept: incoming.accept,
    decline: incoming.decline,
    notify,
    dismiss: (code) => update({ notices: state.get().notices.filter((notice) => notice.code !== code) }),
    closeEnded: () => update({ ended: null }),
    async close() {
      for (const stop of stops) stop();
      incoming.close();
      for (const session of sessions.values()) session.close();
      await agent.dispose();
    },
  };
}

/** One call in front at a time: whoever starts or takes another one puts the present one on hold first. */
async function holdOthers(calls: readonly TeamsCall[]): Promise<void> {
  await Promise.all(calls.filter((call) => call.state === 'Connected').map((call) => call.hold()));
}

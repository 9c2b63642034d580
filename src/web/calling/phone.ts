import { fromSdk } from '../errors/fromSdk.ts';
import { repeatable, type Problem, type Result } from '../errors/problem.ts';
import type { Settings } from '../settings/settings.ts';
import type { Readable, Store } from '../base/store.ts';
import type { ConnectedAgent } from './agent/agentOwner.ts';
import { createCalls } from './calls/calls.ts';
import { withAgent, type AgentSource } from './agent/currentAgent.ts';
import { followChoice } from './devices/deviceChoice.ts';
import type { Devices } from './devices/devices.ts';
import { createDialling, type DialOptions } from './calls/dialling.ts';
import type { AnyCallFeature, CreateThread } from './call/feature.ts';
import { createIncoming } from './calls/incoming.ts';
import type { LeaderTab } from './tab/leaderTab.ts';
import { listen } from './sdk/listen.ts';
import { createPhoneState, type PhoneSnapshot } from './phoneState.ts';
import type { Rejoin } from './tab/rejoin.ts';
import type { CallSession } from './call/session.ts';
import type { EndedCall, UnansweredCall } from './call/snapshot.ts';
import type { Target } from './call/target.ts';

/** The phone: everything a screen may ask for. No method rejects; what fails becomes a problem. */
export interface Phone {
  readonly state: Readable<PhoneSnapshot>;
  /** The raw id of the user. */
  readonly ownId: string;
  readonly settings: Store<Settings>;
  readonly devices: Devices;
  /** Whether the service can reach this agent, and when the next attempt is made. */
  readonly agent: Pick<AgentSource, 'status' | 'tryNow'>;
  /** The call that ended with the page before this one, and may be rejoined. */
  readonly rejoin: Rejoin;
  /** Whether calls ring in this tab, and how to make them. */
  readonly leaderTab: LeaderTab;
  readonly session: (key: string) => CallSession | undefined;
  /** Shows another call and resumes it; the one in front goes on hold first. */
  readonly switchTo: (key: string) => Promise<void>;
  readonly dial: (target: Target, options: DialOptions) => Promise<void>;
  /** Repeats the last `dial`. */
  readonly redial: () => Promise<void>;
  /** Takes a call. The one in front goes on hold; with `endPresent` it ends, as soon as the new one is taken. */
  readonly accept: (key: string, options: { video: boolean; endPresent?: boolean }) => Promise<void>;
  readonly decline: (key: string) => Promise<void>;
  readonly reportProblem: (problem: Problem) => void;
  readonly dismissProblem: (code: Problem['code']) => void;
  readonly dismissNotice: (id: string) => void;
  readonly closeEnded: () => void;
  /** Ends everything: calls, listeners, the agent. */
  readonly close: () => Promise<void>;
}

export interface PhoneDeps {
  readonly features: readonly AnyCallFeature[];
  /** Our own raw id, `8:orgid:…`. */
  readonly ownId: string;
  readonly settings: Store<Settings>;
  readonly leaderTab: LeaderTab;
  readonly rejoin: Rejoin;
  readonly createThread: CreateThread;
  /** Whether the directory is certain that there is no such person. */
  readonly isUnknown: (rawId: string) => Promise<boolean>;
  /** A call that was placed or answered in this tab has ended. */
  readonly onCallEnded: (ended: EndedCall) => void;
  /** A call that rang was not taken in this tab. */
  readonly onUnanswered: (ring: UnansweredCall) => void;
}

export function createPhone({ sdk, devices, ...source }: ConnectedAgent, deps: PhoneDeps): Phone {
  const { features, ownId, settings, leaderTab, rejoin, createThread } = deps;
  const phoneState = createPhoneState(source.agent.get()?.connectionState ?? 'Disconnected');
  const { state, update, reportProblem } = phoneState;
  /** Runs a command; what fails becomes a problem. */
  const attempt = async (command: () => Promise<Result<void> | undefined | void>) => {
    const retry = () => void attempt(command);
    try {
      const result = await command();
      if (result && !result.ok) reportProblem(repeatable(result.problem, retry));
    } catch (cause) {
      reportProblem(repeatable(fromSdk(cause, 'call-command-failed').problem, retry));
    }
  };

  const calls = createCalls({
    sdk,
    devices,
    ownId,
    createThread,
    features,
    onProblem: reportProblem,
    onList: (list) => update({ ...list, ...(list.front !== null && { ended: null }) }),
    onNotice: phoneState.addNotice,
    onEnded(list, ended) {
      deps.onCallEnded(ended);
      const isLast = list.calls.length === 0;
      update({ ...list, ended: isLast ? ended : null });
      // The call that takes the screen now does not say why the other one is gone.
      if (!isLast) phoneState.addNotice({ id: ended.id, kind: 'ended', ended });
    },
  });

  const incoming = createIncoming(source.agent, devices, {
    isSilent: () => settings.get().doNotDisturb,
    isLeaderTab: () => leaderTab.status.get() === 'leader',
    onGone: deps.onUnanswered,
    onChange: (list) => update({ incoming: list }),
    onProblem: reportProblem,
    begin: (start) => calls.begin(start, null),
    hangUp: calls.hangUpCall,
  });

  const dialling = createDialling({
    agent: source.agent,
    devices,
    isUnknown: deps.isUnknown,
    createThread,
    // A new attempt clears the problems of earlier ones.
    onPending: (isPending) => update({ dialling: isPending, ...(isPending && { problems: [] }) }),
    begin: calls.begin,
    onProblem: reportProblem,
  });

  const stops = [
    // A call may also appear without us: another part of the app, or the SDK itself (a transfer), started it.
    withAgent(source.agent, (agent) =>
      listen(agent, ['callsUpdated'], () => {
        for (const call of agent.calls) calls.appeared(call, dialling.placing());
      }),
    ),
    withAgent(source.agent, (agent) => {
      const look = () => update({ connection: agent.connectionState });
      const stop = listen(agent, ['connectionStateChanged'], look);
      look();
      return () => {
        stop();
        update({ connection: 'Disconnected' });
      };
    }),
    followChoice(devices, settings, reportProblem),
    // Another tab may become the one in which calls ring.
    leaderTab.status.subscribe(incoming.publish),
  ];

  return {
    state,
    ownId,
    settings,
    devices,
    agent: source,
    leaderTab,
    rejoin,
    session: calls.find,
    switchTo: (key) => attempt(() => calls.switchTo(key)),
    dial: dialling.dial,
    redial: dialling.redial,
    async accept(key, { video, endPresent = false }) {
      const present = state.get().front;
      // Not before the new one is taken: its caller may give up, and then no call would be left.
      if ((await incoming.accept(key, { video })) && endPresent) await attempt(() => calls.hangUp(present));
    },
    decline: incoming.decline,
    reportProblem,
    dismissProblem: phoneState.dismissProblem,
    dismissNotice: phoneState.dismissNotice,
    closeEnded: phoneState.closeEnded,
    async close() {
      for (const stop of stops) stop();
      incoming.close();
      leaderTab.close();
      calls.close();
      await source.close();
    },
  };
}

import { fromSdk } from '../errors/fromSdk.ts';
import { repeatable, type Problem, type Result } from '../errors/problem.ts';
import type { Settings } from '../settings/settings.ts';
import type { Readable, Store } from '../base/store.ts';
import type { ConnectedAgent } from './agent/agentOwner.ts';
import { createCalls } from './calls/calls.ts';
import type { AgentSource } from './agent/currentAgent.ts';
import { followChoice } from './devices/deviceChoice.ts';
import type { Devices } from './devices/devices.ts';
import { createCallPlacer, type PlaceOptions } from './calls/callPlacer.ts';
import type { AnyCallFeature, CreateThread } from './call/feature.ts';
import { createIncoming } from './calls/incoming.ts';
import type { LeaderTab } from './tab/leaderTab.ts';
import { createPhoneState, type PhoneSnapshot } from './phoneState.ts';
import type { Rejoin } from './tab/rejoin.ts';
import type { CallSession } from './call/session.ts';
import type { EndedCall, UnansweredCall } from './call/snapshot.ts';
import type { Target } from './call/target.ts';
import { watchAgent } from './watchAgent.ts';

/** Everything that the screens read and command. No method rejects: a failure becomes a problem in `state`. */
export interface Phone {
  readonly state: Readable<PhoneSnapshot>;
  /** The raw id of the user. */
  readonly ownId: string;
  readonly settings: Store<Settings>;
  readonly devices: Devices;
  /** Whether the agent is connected, and when the next attempt to replace it is made. */
  readonly agent: Pick<AgentSource, 'status' | 'tryNow'>;
  /** The call that ended because the user left the last page, and that may be rejoined. */
  readonly rejoin: Rejoin;
  /** Whether calls ring in this tab, and how to make them ring here. */
  readonly leaderTab: LeaderTab;
  readonly session: (key: string) => CallSession | undefined;
  /** Silences the call in front, brings another one in front and resumes it. */
  readonly switchTo: (key: string) => Promise<void>;
  readonly placeCall: (target: Target, options: PlaceOptions) => Promise<void>;
  /** Places a call to the last target again, with the same options. */
  readonly repeatCall: () => Promise<void>;
  /** Accepts an incoming call. The call in front goes on hold, or with `endPresent` ends once the new call exists. */
  readonly accept: (key: string, options: { video: boolean; endPresent?: boolean }) => Promise<void>;
  readonly decline: (key: string) => Promise<void>;
  /** Shows a problem instead of an earlier one with the same code. */
  readonly reportProblem: (problem: Problem) => void;
  readonly dismissProblem: (code: Problem['code']) => void;
  readonly dismissNotice: (id: string) => void;
  /** Closes the screen of the call that ended last. */
  readonly closeEnded: () => void;
  /** Closes sessions and listeners and disposes of the agent, which ends all calls. */
  readonly close: () => Promise<void>;
}

export interface PhoneDeps {
  readonly features: readonly AnyCallFeature[];
  /** The raw id of the user, `8:orgid:…`. */
  readonly ownId: string;
  readonly settings: Store<Settings>;
  readonly leaderTab: LeaderTab;
  readonly rejoin: Rejoin;
  readonly createThread: CreateThread;
  /** Whether the directory is certain that this person does not exist. */
  readonly isUnknown: (rawId: string) => Promise<boolean>;
  /** Runs when a call that was placed or accepted in this tab has ended. */
  readonly onCallEnded: (ended: EndedCall) => void;
  /** Runs when an incoming call has ended without being accepted in this tab. */
  readonly onUnanswered: (call: UnansweredCall) => void;
}

/**
 * Longer than 80 lines: it only passes the parts of the phone to each other, and every part would need most of the
 * others as parameters.
 */
export function createPhone({ sdk, devices, ...source }: ConnectedAgent, deps: PhoneDeps): Phone {
  const { features, ownId, settings, leaderTab, rejoin, createThread } = deps;
  const phoneState = createPhoneState(source.agent.get()?.connectionState ?? 'Disconnected');
  const { state, update, reportProblem } = phoneState;
  /** Runs a command, and reports its failure as a problem that can be retried. */
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
      // Another call takes the screen, which does not say why this one ended.
      if (!isLast) phoneState.addNotice({ id: ended.id, kind: 'ended', ended });
    },
  });

  const incoming = createIncoming(source.agent, devices, {
    isDoNotDisturb: () => settings.get().doNotDisturb,
    isLeaderTab: () => leaderTab.status.get() === 'leader',
    onUnanswered: deps.onUnanswered,
    onChange: (list) => update({ incoming: list }),
    onProblem: reportProblem,
    begin: (start) => calls.begin(start, null),
    hangUp: calls.hangUpCall,
  });

  const placer = createCallPlacer({
    agent: source.agent,
    devices,
    isUnknown: deps.isUnknown,
    createThread,
    // When the user places a call, the problems of earlier attempts disappear.
    onPending: (isPending) => update({ isPlacing: isPending, ...(isPending && { problems: [] }) }),
    begin: calls.begin,
    onProblem: reportProblem,
  });

  const stops = [
    watchAgent(source.agent, {
      // The user did not place every call: another part of the app or the SDK itself (a transfer) may have started it.
      onCall: (call) => calls.appeared(call, placer.startingTarget()),
      onConnection: (connection) => update({ connection }),
    }),
    followChoice(devices, settings, reportProblem),
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
    placeCall: placer.place,
    repeatCall: placer.repeat,
    async accept(key, { video, endPresent = false }) {
      const present = state.get().front;
      // The present call ends only once the new one exists: its caller may hang up, and then no call would be left.
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

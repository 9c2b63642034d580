import type { TeamsCall } from '@azure/communication-calling';
import type { Capabilities } from '../capabilities/capabilities.ts';
import { runSdkCommand } from '../errors/translateSdkError.ts';
import type { ProblemCode } from '../errors/catalogue.ts';
import { addRetry, type Result } from '../errors/problem.ts';
import type { Settings } from '../settings/settings.ts';
import type { Store } from '../base/store.ts';
import { joinStops } from '../base/subscriptions.ts';
import type { TabChannel } from '../base/tabChannel.ts';
import type { ConnectedAgent } from './agent/agentOwner.ts';
import { createCalls, type CallsDeps } from './calls/calls.ts';
import { sessionsOf } from './calls/followCalls.ts';
import { createHeldAlert } from './calls/heldAlert.ts';
import { watchAgent } from './agent/currentAgent.ts';
import { keepChosenDevices } from './devices/deviceChoice.ts';
import { watchUsable } from './devices/watchUsable.ts';
import { createCallPlacer, type CallPlacerDeps, type PlaceOptions } from './calls/callPlacer.ts';
import { createIncomingCalls, type IncomingCalls } from './calls/incomingCalls.ts';
import type { IncomingListDeps } from './calls/incomingList.ts';
import { pauseDuring } from './calls/setUpPause.ts';
import { createCrossedCalls, type CrossedCallMessage } from './calls/crossedCalls.ts';
import { createSettling, hangUpSettleMs } from './calls/settling.ts';
import type { TabLeadership } from './tab/leaderTab.ts';
import { createPhoneState, type ProblemKey } from './phoneState.ts';
import type { RejoinOffer } from './tab/rejoinOffer.ts';
import { describeWaitingCaller } from './call/notice.ts';
import type { EndedCall } from './call/snapshot.ts';
import { findLineFor, type Company } from './call/company.ts';
import type { CallSession } from './call/session.ts';
import { isWithheldNumber, type Target } from './call/target.ts';

export interface PhoneDeps
  extends
    Pick<CallsDeps, 'ownId' | 'createThread' | 'addToThread' | 'joinLiveRight' | 'features'>,
    Pick<CallPlacerDeps, 'isUnknownPerson'>,
    Pick<IncomingListDeps, 'onUnanswered'> {
  readonly settings: Store<Settings>;
  /** What the phone offers in this case. */
  readonly capabilities: Capabilities;
  /** The company for which the user calls as an agent; `null` for a Teams user. */
  readonly company: Company | null;
  readonly leaderTab: TabLeadership;
  readonly rejoin: RejoinOffer;
  /** Opens the channel over which the user's tabs tell each other what they have decided about crossed calls. */
  readonly joinCrossedCallChannel: (
    onMessage: (message: CrossedCallMessage) => void,
  ) => TabChannel<CrossedCallMessage>;
  /** Makes the screens render nothing new while a call is being set up. Returns a function that ends the pause. */
  readonly pauseRendering: () => () => void;
  /** Runs when a call that was placed or accepted in this tab has ended. */
  readonly onCallEnded: (ended: EndedCall) => void;
}

/** Tells the user that this tab's call is on hold, because the user is in a call in another tab. */
const heldForOtherTab: ProblemKey = { code: 'held-for-other-tab' };

/** Problems that are over once another call is in front, a call has ended, or the user has put one on hold. */
const problemsOfHold: readonly ProblemCode[] = ['call-not-held', 'call-held-by-other', 'other-tab-not-held'];

/** Maps the keys of the calls in which the user talks now to the raw ids of the other participants. */
const findPartners = (sessions: readonly CallSession[]): ReadonlyMap<string, string> =>
  new Map(
    sessions.flatMap(({ key, call }) => {
      const { state, other } = call.get();
      return state === 'Connected' && other !== null ? [[key, other] as const] : [];
    }),
  );

/**
 * Creates the phone: the agent, calls and devices of a signed-in user. The screens read its state and call its methods. No method
 * rejects: a failure becomes a problem in `state`. Each `key` is the app's own key of a call (`CallSnapshot.key`), because the SDK
 * may change the call's id.
 */
export function createPhone({ sdk, devices: agentDevices, ...agentSource }: ConnectedAgent, deps: PhoneDeps) {
  const { ownId, settings, capabilities, company, leaderTab, rejoin } = deps;
  const phoneState = createPhoneState(agentSource.agent.get()?.connectionState ?? 'Disconnected');
  const { state, update, reportProblem, endProblems } = phoneState;
  const [devices, stopWatchingDevices] = watchUsable(agentDevices, endProblems);
  const toReachableId = company?.toAgentId ?? ((rawId: string) => rawId);
  const runAndReport = async (command: () => Promise<Result<void> | undefined | void>) => {
    const result = await runSdkCommand(command);
    if (!result.ok) reportProblem(addRetry(result.problem, () => void runAndReport(command)));
  };

  // While one of these runs, a press may still be meant for what was on the screen before.
  const settling = createSettling((isSettling) => update({ isSettling }));
  const hangUpSettling = createSettling((isHangUpSettling) => update({ isHangUpSettling }), hangUpSettleMs);
  const cardsSettling = createSettling((areCardsSettling) => update({ areCardsSettling }));
  let partners: ReadonlyMap<string, string> = new Map();
  const calls = createCalls({
    ...deps,
    sdk,
    devices,
    toReachableId,
    onProblem: reportProblem,
    onProblemEnd: phoneState.endProblem,
    onListChange(list) {
      if (list.front !== state.get().front) endProblems([...problemsOfHold, 'call-not-answered']);
      if (list.calls.length > state.get().calls.length) phoneState.dismissNotStarted();
      // A call on the screen takes the place of the message about the call that ended last.
      update({ ...list, ...(list.front !== null && { ended: null }) });
      crossedCalls.update();
    },
    onCallChange() {
      crossedCalls.update();
      const partnersBefore = partners;
      partners = findPartners(sessionsOf({ state, findSession: calls.findSession }));
      for (const [key, partner] of partners)
        // A withheld number may be that of anybody else.
        if (partnersBefore.get(key) !== partner)
          phoneState.dismissMessagesAbout(key, isWithheldNumber(partner) ? null : partner);
    },
    onLive: () => phoneState.dismissProblem(heldForOtherTab),
    onHeld: () => endProblems(problemsOfHold),
    onNotice: phoneState.addNotice,
    onUnexpectedChange() {
      settling.start();
      hangUpSettling.start();
    },
    onEnded(list, endedCall, call, waitingCall) {
      const hasOwnConnection = navigator.onLine && state.get().connection === 'Connected';
      const ended: EndedCall =
        endedCall.kind === 'network'
          ? { ...endedCall, failedNetwork: hasOwnConnection ? 'other' : 'own' }
          : endedCall;
      const isLast = list.calls.length === 0;
      if (ended.isHungUpByUser) agentSource.noteHangUp();
      if (isLast) {
        phoneState.dismissProblem(heldForOtherTab);
        phoneState.dismissHungUp();
      }
      endProblems(problemsOfHold);
      if (crossedCalls.handleEnd(call, ended.isHungUpByUser === true)) {
        deps.onCallEnded({ ...ended, isCrossed: true });
        return update(list);
      }
      const unansweredAs = incoming.findUnwantedOutcome(call);
      deps.onCallEnded(unansweredAs ? { ...ended, unansweredAs } : ended);
      const hasOtherCalls = !isLast || state.get().incoming.length > 0;
      // After a consultation that ended without a transfer, the message names the caller who still waits.
      const waitingCaller =
        waitingCall && !ended.isPartOfOtherTransfer ? describeWaitingCaller(waitingCall.call.get()) : null;
      if (waitingCaller)
        phoneState.addNotice({ id: ended.id, kind: 'consultationEnded', ended, ...waitingCaller });
      // A user who has hung up and has other calls needs no message about how the call ended.
      const isExpected =
        waitingCaller !== null ||
        ended.isPartOfOtherTransfer === true ||
        (ended.isHungUpByUser === true && hasOtherCalls);
      const nextFront = list.front === state.get().front ? undefined : calls.findSession(list.front ?? '');
      update({ ...list, ended: isLast && !isExpected ? ended : null });
      // The screen now shows somebody else, and its note, too. The notice says so, and leads to the ended call's note.
      if (
        !waitingCaller &&
        ended.isHungUpByUser &&
        ended.kind === 'hungUp' &&
        nextFront?.call.get().state === 'LocalHold'
      )
        phoneState.addNotice({ id: ended.id, kind: 'hungUp', ended });
      // Another call is on the screen now, so only a notice can say why this call ended.
      if (!isLast && !isExpected) phoneState.addNotice({ id: ended.id, kind: 'ended', ended });
    },
  });

  const incoming: IncomingCalls = createIncomingCalls(agentSource.agent, devices, {
    isDoNotDisturb: () => settings.get().doNotDisturb,
    isLeaderTab: () => leaderTab.status.get() === 'leader',
    onUnanswered: deps.onUnanswered,
    onChange(list) {
      const { incoming: listBefore, calls: presentCalls } = state.get();
      // Each incoming call has a card on the screen.
      const hasCardGone = listBefore.some(({ key }) => !list.some((other) => other.key === key));
      if (hasCardGone && list.length + presentCalls.length > 0) cardsSettling.start();
      update({ incoming: list });
      crossedCalls.update();
    },
    onProblem: reportProblem,
    isDelegator: (rawId) => settings.get().delegators.includes(rawId),
    isAgent: company !== null,
    silenceAllAndStart: calls.silenceAllAndStart,
    hangUp: calls.hangUpCall,
  });

  const crossedCalls = createCrossedCalls({
    ownId,
    getPlacedCalls: calls.getPlacedCalls,
    getRingingCalls: incoming.getRingingCalls,
    drop: incoming.drop,
    forget: incoming.forget,
    tellOtherTabs: (message) => crossedCallChannel.send(message),
    hangUp: (call) => void runAndReport(() => calls.hangUpCall(call)),
    withdrawEnd: (callId) => state.get().ended?.id === callId && phoneState.dismissEndedCall(),
    bringToFront: (call) => void runAndReport(() => calls.switchToCall(call)),
  });
  const crossedCallChannel = deps.joinCrossedCallChannel((message) => {
    // The other tab may have declined a call that the user was just accepting here. The user need not know that this has failed.
    phoneState.dismissProblem({ code: 'call-not-answered' });
    crossedCalls.handleMessage(message);
  });

  const placer = createCallPlacer({
    ...deps,
    agent: agentSource.agent,
    devices,
    toReachableId,
    joinsMuted: () => !settings.get().joinsWithMicrophone,
    findLine: (target, lineId) =>
      company && findLineFor(target, company, lineId ?? settings.get().companyLine),
    onPlacingChange(placing) {
      const isNew = placing !== null && !state.get().isPlacing;
      // A new attempt removes the problems of earlier ones. A call that has not ended is still there.
      const problems = state.get().problems.filter(({ code }) => !isNew || code === 'call-not-ended');
      update({ isPlacing: placing !== null, placing, problems });
    },
    silenceAllAndStart: calls.silenceAllAndStart,
    startAtOnce: calls.startAtOnce,
    unmute: (call) => void runAndReport(() => calls.unmute(call)),
    onProblem: reportProblem,
  });

  const addAgentCall = (call: TeamsCall): void => {
    if (!calls.hasSession(call) && incoming.endIfAbandoned(call)) return;
    calls.addAgentCall(call, placer.findStart(call) ?? incoming.linkListedCall(call) ?? null);
  };

  const heldAlert = createHeldAlert(
    { state, findSession: calls.findSession },
    () => settings.get().heldAlertSeconds,
  );

  const stopWatching = joinStops(
    watchAgent(
      agentSource.agent,
      (call) => {
        // The placer knows only after `startCall` has returned whether the user has placed this call.
        if (placer.isStarting()) queueMicrotask(() => addAgentCall(call));
        else addAgentCall(call);
      },
      (connection) => {
        update({ connection });
        if (connection === 'Connected') endProblems(['agent-unreachable']);
      },
    ),
    keepChosenDevices(devices, settings, reportProblem, phoneState.endProblem),
    stopWatchingDevices,
    leaderTab.status.subscribe(incoming.publishList),
  );

  const setUp = <Value>(command: () => Promise<Value>): Promise<Value> =>
    pauseDuring(command, { state, findSession: calls.findSession }, deps.pauseRendering);

  return {
    state,
    ownId,
    settings,
    capabilities,
    company,
    devices,
    /** Whether the agent is connected. `tryNow` tries at once to replace a disconnected agent. */
    agent: { status: agentSource.status, tryNow: agentSource.tryNow },
    leaderTab,
    rejoin,
    /** Reminds the user of a caller who has been on hold for long. */
    heldAlert,
    findSession: calls.findSession,
    /** Resumes a call, and makes it the front call (the call on the screen). All other calls are silenced first. */
    switchTo: (key: string) => runAndReport(() => calls.switchTo(key)),
    hangUp: (key: string) => runAndReport(() => calls.hangUp(key)),
    placeCall: (target: Target, options: PlaceOptions) => setUp(() => placer.placeCall(target, options)),
    /** Gives up the call that is being placed, as long as the SDK has not created it. */
    cancelPlacing: placer.cancel,
    repeatCall: () => setUp(placer.repeatCall),
    /**
     * Accepts an incoming call. The front call goes on hold, or with `endFrontCall` ends as soon as the new call exists.
     * @param incomingId the SDK's id of the incoming call (`IncomingSnapshot.key`)
     */
    acceptCall: async (
      incomingId: string,
      { video, endFrontCall = false }: { video: boolean; endFrontCall?: boolean },
    ): Promise<void> => {
      const frontKey = state.get().front;
      // If the caller hangs up first, there is no new call, and the front call goes on.
      const isAccepted = await setUp(() => incoming.accept(incomingId, { video }));
      if (isAccepted && endFrontCall) await runAndReport(() => calls.hangUp(frontKey));
    },
    declineCall: incoming.decline,
    reportProblem,
    dismissProblem: phoneState.dismissProblem,
    dismissNotice: phoneState.dismissNotice,
    dismissEndedCall: phoneState.dismissEndedCall,
    /** Closes all sessions, removes all listeners and disposes of the agent, which ends all calls. */
    close: async (): Promise<void> => {
      stopWatching();
      settling.close();
      hangUpSettling.close();
      cardsSettling.close();
      heldAlert.close();
      placer.close();
      crossedCalls.close();
      crossedCallChannel.close();
      incoming.close();
      leaderTab.close();
      calls.close();
      await agentSource.close();
      // The agent has ended the calls, but the closed sessions no longer report that.
      update({ calls: [], front: null, incoming: [] });
    },
  };
}

export type Phone = ReturnType<typeof createPhone>;

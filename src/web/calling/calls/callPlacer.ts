import type { StartTeamsCallOptions, TeamsCall } from '@azure/communication-calling';
import { createIdentifierFromRawId, type MicrosoftTeamsUserIdentifier } from '@azure/communication-common';
import type { CallStart } from '../call/callStart.ts';
import type { CreateThread } from '../call/feature.ts';
import { translateSdkError } from '../../errors/translateSdkError.ts';
import { fail, ok, addRetry, type Problem, type Result } from '../../errors/problem.ts';
import type { CurrentAgent } from '../agent/currentAgent.ts';
import type { Devices } from '../devices/devices.ts';
import { disposeMedia, openLocalMedia, type LocalMedia } from '../devices/localMedia.ts';
import { removeDuplicateCallees, getSingleRawId, type Target } from '../call/target.ts';

export interface PlaceOptions {
  /** Whether the call begins with the user's camera on. */
  readonly video: boolean;
  /** Raw id of the user on whose behalf the call is placed. By default, the user calls for themselves. */
  readonly onBehalfOf?: string | undefined;
}

/** What `phone.ts` gives the call placer. */
interface CallPlacerDeps {
  readonly agent: CurrentAgent;
  readonly devices: Devices;
  /** Whether the directory has said that this person does not exist. Looks the person up, but does not wait for the answer. */
  readonly isUnknownPerson: (rawId: string) => boolean;
  /** Creates the chat thread of a group call. */
  readonly createThread: CreateThread;
  /** Silences all present calls, then starts the new call with `start` (see `LiveCall`). */
  readonly silenceAllAndStart: (
    start: () => Promise<TeamsCall | null>,
    callStart: CallStart,
  ) => Promise<TeamsCall | null>;
  /** Runs with `true` when the user presses *Call*, and with `false` when the call exists or could not be placed. */
  readonly onPendingChange: (isPending: boolean) => void;
  readonly onProblem: (problem: Problem) => void;
}

/**
 * Creates the part of the phone that places calls. Its functions never reject: they report failures to `onProblem`.
 *
 * This function is longer than 80 lines because its inner functions share the call that is being placed.
 */
export function createCallPlacer(deps: CallPlacerDeps) {
  const { devices, onProblem } = deps;
  /** Whether the SDK's function that starts a call is running. */
  let isStarting = false;
  const starts = new WeakMap<TeamsCall, CallStart>();
  let lastRequest: [Target, PlaceOptions] | null = null;
  let isPending = false;

  /**
   * Resolves with the thread id of a group call, creating the thread if needed; with `''` for calls without a thread.
   */
  const getThreadId = async (target: Target): Promise<Result<string>> => {
    if (target.kind === 'meeting' || target.rawIds.length < 2) return ok('');
    return target.threadId ? ok(target.threadId) : deps.createThread(target.rawIds);
  };

  /** Starts the call with the SDK. If there is no agent now, reports that and returns `null`. */
  const startSdkCall = (
    target: Target,
    options: LocalMedia & Pick<StartTeamsCallOptions, 'onBehalfOfOptions'>,
    threadId: string,
  ): TeamsCall | null => {
    const agent = deps.agent.get();
    if (!agent) {
      onProblem(fail('agent-unreachable').problem);
      return null;
    }
    if (target.kind === 'meeting') {
      if ('link' in target) return agent.join({ meetingLink: target.link }, options);
      const { meetingId, passcode } = target;
      return agent.join({ meetingId, ...(passcode !== undefined && { passcode }) }, options);
    }
    const callees = target.rawIds.map((rawId) => createIdentifierFromRawId(rawId));
    const [firstCallee, ...otherCallees] = callees as MicrosoftTeamsUserIdentifier[];
    if (!firstCallee) throw new Error('A call needs at least one callee.');
    return otherCallees.length === 0
      ? agent.startCall(firstCallee, options)
      : agent.startCall([firstCallee, ...otherCallees], { ...options, threadId });
  };

  const prepareAndStart = async (target: Target, options: PlaceOptions): Promise<void> => {
    const { video, onBehalfOf } = options;
    const rawId = getSingleRawId(target);
    const isUnknown = () => rawId !== null && deps.isUnknownPerson(rawId);
    if (isUnknown()) return onProblem(fail('no-such-person').problem);
    // The thread is created before other calls are put on hold. Graph may be slow, and no participant should wait on
    // hold for it.
    const threadId = await getThreadId(target);
    if (!threadId.ok) {
      // After the user's consent, the call is placed without another press of *Call*.
      const retry = () => void placeCall(target, options);
      return onProblem({ ...threadId.problem, retry });
    }
    // The user may join a meeting without a microphone, only to listen.
    const needsMicrophone = target.kind !== 'meeting';
    const media = await openLocalMedia(devices, { video, needsMicrophone }, onProblem);
    if (media === null) return undefined;
    // The directory may have answered while the devices were opened. A call never waits for its answer.
    if (isUnknown()) {
      disposeMedia(media);
      return onProblem(fail('no-such-person').problem);
    }
    let call: TeamsCall | null = null;
    try {
      const callStart = { target, onBehalfOf: onBehalfOf ?? null, customContext: null };
      call = await deps.silenceAllAndStart(async () => {
        isStarting = true;
        try {
          const options = { ...media, ...createDelegateOptions(callStart.onBehalfOf) };
          const startedCall = startSdkCall(target, options, threadId.value);
          if (startedCall) starts.set(startedCall, callStart);
          return startedCall;
        } finally {
          isStarting = false;
        }
      }, callStart);
    } finally {
      if (!call) disposeMedia(media);
    }
    return undefined;
  };

  const placeCall = async (requestedTarget: Target, options: PlaceOptions): Promise<void> => {
    if (isPending) return;
    const target = removeDuplicateCallees(requestedTarget);
    lastRequest = [target, options];
    isPending = true;
    deps.onPendingChange(true);
    try {
      await prepareAndStart(target, options);
    } catch (cause) {
      const retry = () => void placeCall(requestedTarget, options);
      onProblem(addRetry(translateSdkError(cause, 'call-not-started').problem, retry));
    } finally {
      isPending = false;
      deps.onPendingChange(false);
    }
  };

  return {
    /**
     * Whether the SDK is starting a call. The SDK lists the new call before its `startCall` returns, so until then nobody knows
     * whether a call that it lists is the new call.
     */
    isStarting: () => isStarting,
    /** @returns how a call began that the user has placed; `undefined` for all other calls */
    findStart: (call: TeamsCall): CallStart | undefined => starts.get(call),
    /** Places a call. Does nothing while another call is being placed. */
    placeCall,
    /** Places a call to the last target again, with the same options. */
    repeatCall: async (): Promise<void> => {
      if (lastRequest) await placeCall(...lastRequest);
    },
  };
}

/**
 * Creates the option by which a delegate calls on behalf of a user.
 * @param delegatorRawId the raw id of that user; `null` for a call of the user's own
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/cte-calling-sdk/shared-line-appearance
 */
function createDelegateOptions(
  delegatorRawId: string | null,
): Pick<StartTeamsCallOptions, 'onBehalfOfOptions'> {
  if (delegatorRawId === null) return {};
  const userId = createIdentifierFromRawId(delegatorRawId) as MicrosoftTeamsUserIdentifier;
  return { onBehalfOfOptions: { userId } };
}

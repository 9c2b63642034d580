import type { StartTeamsCallOptions, TeamsCall } from '@azure/communication-calling';
import { createIdentifierFromRawId, type MicrosoftTeamsUserIdentifier } from '@azure/communication-common';
import type { CallStart } from '../call/callOrigin.ts';
import { toLineId, type CompanyLine } from '../call/company.ts';
import type { CallTools, CreateThread } from '../call/feature.ts';
import { translateSdkError } from '../../errors/translateSdkError.ts';
import { withTimeout } from '../../base/withTimeout.ts';
import { fail, ok, addRetry, type Problem, type Result } from '../../errors/problem.ts';
import type { CurrentAgent } from '../agent/currentAgent.ts';
import type { Devices } from '../devices/devices.ts';
import { disposeMedia, openLocalMedia, type LocalMedia } from '../devices/localMedia.ts';
import type { SilenceAllAndStart } from './calls.ts';
import { createSettling } from './settling.ts';
import { getSingleRawId, isEmergencyTarget, removeDuplicateCallees, type Target } from '../call/target.ts';

export interface PlaceOptions {
  readonly video: boolean;
  /** Whether the user begins the call muted. Default: only in meetings that they want to join so (`joinsMuted`). */
  readonly muted?: boolean;
  /**
   * Raw id of the user or, for an agent, of the resource account, on whose behalf the call is placed. Default: `findLine` decides,
   * and without a line the user calls for themselves.
   * @see https://learn.microsoft.com/azure/communication-services/how-tos/cte-calling-sdk/shared-line-appearance
   */
  readonly onBehalfOf?: string | undefined;
  /** The key of the call about whose caller the user consults the callee; missing for every other call. */
  readonly consultsFor?: string;
}

/** What a call that is being placed waits for: microphone and camera, or everything else. */
export type Placing = 'devices' | 'call';

export interface CallPlacerDeps {
  readonly agent: CurrentAgent;
  readonly devices: Devices;
  /** Whether the directory has said that this person does not exist. Also begins to look the person up. */
  readonly isUnknownPerson: (rawId: string) => boolean;
  /** Whether the user wants to join meetings muted. */
  readonly joinsMuted: () => boolean;
  readonly createThread: CreateThread;
  readonly toReachableId: CallTools['toReachableId'];
  /** Finds the company's line for which an agent calls a target; `null` if the call is for no line. @param lineId raw id */
  readonly findLine: (target: Target, lineId: string | undefined) => CompanyLine | null;
  readonly silenceAllAndStart: SilenceAllAndStart;
  /** Starts an emergency call, which waits for no other call. */
  readonly startAtOnce: SilenceAllAndStart;
  /** Runs with what the call now waits for; with `null` when the call exists, could not be placed, or was given up. */
  readonly onPlacingChange: (placing: Placing | null) => void;
  readonly onProblem: (problem: Problem) => void;
  /** Unmutes the user in a call that has begun muted. */
  readonly unmute: (call: TeamsCall) => void;
}

/** A call that the user has asked for, until the SDK has created it. */
interface Placement {
  readonly target: Target;
  /** See `PlaceOptions`. */
  readonly onBehalfOf: string | undefined;
  /** In milliseconds since the page was opened. */
  readonly askedAt: number;
  /** Aborts when the user gives the call up. */
  readonly abort: AbortController;
}

interface NewCall extends Pick<Placement, 'target' | 'onBehalfOf' | 'askedAt'> {
  readonly call: TeamsCall;
}

/** Milliseconds that an emergency call waits for the microphone. */
const emergencyWaitMs = 300;

/** Milliseconds within which two presses are a double press. */
const doublePressMs = 500;

/**
 * Whether a press on *Call* may be the second press for a call that has just begun. After the end of that call, this is so only
 * within `doublePressMs`, and only if the user has not hung up (code 0).
 */
const mayBeSecondPressFor = ({ call, askedAt }: NewCall): boolean =>
  call.state !== 'Disconnected' ||
  (call.callEndReason?.code !== 0 && performance.now() - askedAt < doublePressMs);

/** Creates the SDK's identifier of a person or a telephone. The cast is needed because the library declares a wider type. */
const toIdentifier = (rawId: string) => createIdentifierFromRawId(rawId) as MicrosoftTeamsUserIdentifier;

const waitForAbort = ({ signal }: AbortController): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

/** Creates the part of the phone that places calls. Its functions never reject: they report failures to `onProblem`. */
export function createCallPlacer(deps: CallPlacerDeps) {
  const { devices } = deps;
  let isStarting = false;
  /** How the calls that the user has placed began. */
  const starts = new WeakMap<TeamsCall, CallStart>();
  /** What `repeatCall` places again. */
  let lastRequest: [Target, PlaceOptions] | null = null;
  let placement: Placement | null = null;
  /** The call that has just begun, until the user has had time to see it on the screen. */
  let newCall: NewCall | null = null;
  const settling = createSettling((isSettling) => {
    // When the screen with the call has settled, a further press is no longer by mistake.
    if (!isSettling) newCall = null;
  });

  /** @returns the chat thread of a group call, which is created unless the target names one; `''` for other calls */
  const getOrCreateThread = async (target: Target): Promise<Result<string>> => {
    if (target.kind === 'meeting' || target.rawIds.length < 2) return ok('');
    return target.threadId ? ok(target.threadId) : deps.createThread(target.rawIds);
  };

  /** @returns `null` if there is no agent now, which this function reports */
  const startSdkCall = (
    target: Target,
    options: LocalMedia & Pick<StartTeamsCallOptions, 'onBehalfOfOptions'>,
    threadId: string,
  ): TeamsCall | null => {
    const agent = deps.agent.get();
    if (!agent) {
      deps.onProblem(fail('agent-unreachable').problem);
      return null;
    }
    if (target.kind === 'meeting') {
      if ('link' in target) return agent.join({ meetingLink: target.link }, options);
      const { meetingId, passcode } = target;
      return agent.join({ meetingId, ...(passcode !== undefined && { passcode }) }, options);
    }
    const [firstCallee, ...otherCallees] = target.rawIds.map(deps.toReachableId).map(toIdentifier);
    if (!firstCallee) throw new Error('A call needs at least one callee.');
    return otherCallees.length === 0
      ? agent.startCall(firstCallee, options)
      : agent.startCall([firstCallee, ...otherCallees], { ...options, threadId });
  };

  /**
   * Opens the microphone for an emergency call. If the user has not answered the browser's question by then, the call begins muted.
   * @param onLate runs when the microphone may be used after that
   */
  const openEmergencyMedia = (
    onProblem: (problem: Problem) => void,
    onLate: () => void,
  ): Promise<LocalMedia | null> => {
    const opening = openLocalMedia(devices, { video: false, needsMicrophone: false }, onProblem);
    return withTimeout(opening, emergencyWaitMs, () => {
      void opening.then((media) => media?.audioOptions.muted === false && onLate());
      return { audioOptions: { muted: true } };
    });
  };

  /** Opens the devices and starts the call. If the user gives the call up, this function still finishes its current step. */
  const prepareAndStart = async (
    { target, onBehalfOf: lineId, askedAt, abort: { signal } }: Placement,
    options: PlaceOptions,
  ): Promise<void> => {
    const { video, onBehalfOf, consultsFor } = options;
    const line = deps.findLine(target, onBehalfOf);
    const onProblem = (problem: Problem) => {
      if (!signal.aborted) deps.onProblem(problem);
    };
    const rawId = getSingleRawId(target);
    const isUnknown = () => rawId !== null && deps.isUnknownPerson(rawId);
    if (isUnknown()) return onProblem(fail('no-such-person').problem);
    // The thread is created before other calls are put on hold, because Graph may be slow.
    const threadId = await getOrCreateThread(target);
    if (!threadId.ok) {
      // After the user's consent, the app retries without another press on *Call*.
      const retry = () => void placeCall(target, options);
      return onProblem({ ...threadId.problem, retry });
    }
    // The user may join a meeting without a microphone, only to listen.
    const needsMicrophone = target.kind !== 'meeting';
    if (signal.aborted) return undefined;
    deps.onPlacingChange('devices');
    const muted = options.muted ?? (target.kind === 'meeting' && deps.joinsMuted());
    let call: TeamsCall | null = null;
    const media = isEmergencyTarget(target)
      ? await openEmergencyMedia(onProblem, () => call && deps.unmute(call))
      : await openLocalMedia(devices, { video, muted, needsMicrophone }, onProblem);
    if (!signal.aborted) deps.onPlacingChange('call');
    if (media === null) return undefined;
    // While the devices were opened, the directory's answer may have come. `onProblem` reports nothing if the call is given up.
    if (signal.aborted || isUnknown()) {
      disposeMedia(media);
      return onProblem(fail('no-such-person').problem);
    }
    try {
      const callStart: CallStart = {
        target,
        onBehalfOf: line ? null : (onBehalfOf ?? null),
        customContext: null,
        companyCall: line && { number: line.number, waitedSeconds: null },
        passOn: null,
        startedFor: consultsFor === undefined ? null : { call: consultsFor, why: 'consultation' },
      };
      const onBehalfOfOptions = onBehalfOf !== undefined && { userId: toIdentifier(onBehalfOf) };
      const sdkOptions = { ...media, ...(onBehalfOfOptions && { onBehalfOfOptions }) };
      const startCall = isEmergencyTarget(target) ? deps.startAtOnce : deps.silenceAllAndStart;
      call = await startCall(async () => {
        // The user may have given the call up while the other calls were put on hold.
        if (signal.aborted) return null;
        isStarting = true;
        try {
          const startedCall = startSdkCall(target, sdkOptions, threadId.value);
          if (startedCall) starts.set(startedCall, callStart);
          return startedCall;
        } finally {
          isStarting = false;
        }
      }, callStart);
    } finally {
      if (!call) disposeMedia(media);
    }
    if (call) {
      newCall = { call, target, onBehalfOf: lineId, askedAt };
      settling.start();
    }
    return undefined;
  };

  const placeCall = async (requestedTarget: Target, requestedOptions: PlaceOptions): Promise<void> => {
    const target = removeDuplicateCallees(requestedTarget);
    const line = deps.findLine(target, requestedOptions.onBehalfOf);
    // A repeated call is for the same line, even if the agent has chosen another one meanwhile.
    const options = line ? { ...requestedOptions, onBehalfOf: toLineId(line) } : requestedOptions;
    const retry = () => void placeCall(requestedTarget, options);
    const callByFirstPress = placement ?? (newCall && mayBeSecondPressFor(newCall) ? newCall : null);
    const { onBehalfOf } = options;
    // The user has pressed the same button a second time.
    if (
      callByFirstPress?.onBehalfOf === onBehalfOf &&
      JSON.stringify(callByFirstPress?.target) === JSON.stringify(target)
    )
      return;
    // An emergency call does not wait. The call that is being placed is given up.
    if (isEmergencyTarget(target)) placement?.abort.abort();
    else if (placement) return deps.onProblem(fail('another-call-starting', { retry }).problem);
    lastRequest = [target, options];
    const newPlacement = { target, onBehalfOf, askedAt: performance.now(), abort: new AbortController() };
    placement = newPlacement;
    deps.onPlacingChange('call');
    try {
      await Promise.race([prepareAndStart(newPlacement, options), waitForAbort(newPlacement.abort)]);
    } catch (cause) {
      deps.onProblem(addRetry(translateSdkError(cause, 'call-not-started').problem, retry));
    } finally {
      if (placement === newPlacement) {
        placement = null;
        deps.onPlacingChange(null);
      }
    }
  };

  return {
    /** Whether the SDK's `startCall` or `join` is running. The SDK lists the new call before they return it. */
    isStarting: () => isStarting,
    /** @returns how a call began that the user has placed; `undefined` for all other calls */
    findStart: (call: TeamsCall): CallStart | undefined => starts.get(call),
    /**
     * Places a call. While another call is being placed, it only tells the user so. A second press, for a call that is being
     * placed or has just begun, does nothing.
     */
    placeCall,
    close: settling.close,
    /** Gives up the call that is being placed. Does nothing once the SDK has created the call. */
    cancel: () => placement?.abort.abort(),
    repeatCall: async (): Promise<void> => {
      if (lastRequest) await placeCall(...lastRequest);
    },
  };
}

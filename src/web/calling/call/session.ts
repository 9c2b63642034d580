import type { RemoteParticipant, TeamsCall } from '@azure/communication-calling';
import { createBurstRunner } from '../../base/burstRunner.ts';
import { reuseEqual } from '../../base/reuseEqual.ts';
import { asReadable, createStore } from '../../base/store.ts';
import { failUnexpectedly, removeRemedy, type Problem } from '../../errors/problem.ts';
import { translateSdkError } from '../../errors/translateSdkError.ts';
import { attachVideo } from '../devices/video.ts';
import { createCallRecord } from './callRecord.ts';
import type { CallStart, StartedFor } from './callOrigin.ts';
import { watchCapabilities } from './capability.ts';
import type { AnyCallFeature, CallTools } from './feature.ts';
import { createMicrophone } from './microphone.ts';
import { isReconnecting, watchNetwork } from './network.ts';
import { describeWaitingCaller, type CallNotice } from './notice.ts';
import { createParticipantReader } from './participantReader.ts';
import { createSessionFeatures } from './sessionFeatures.ts';
import { readCall, type CallSnapshot, type EndedCall } from './snapshot.ts';
import { getSingleRawId } from './target.ts';
import { watchCall } from './watchCall.ts';

export interface SessionDeps extends Omit<CallTools, 'microphone' | 'reportTransferFailed' | 'passOn'> {
  /** The call's number in the list of calls. */
  readonly slot: number;
  readonly features: readonly AnyCallFeature[];
  readonly onProblem: (problem: Problem) => void;
  /** Runs when the cause of a reported problem is gone. */
  readonly onProblemEnd: (problem: Problem) => void;
  readonly onNotice: (notice: CallNotice) => void;
  /** Runs once, when the call has ended and the session has closed itself. */
  readonly onEnded: (ended: EndedCall) => void;
}

const createFirstSnapshot = (
  call: TeamsCall,
  { target, onBehalfOf, customContext, companyCall, startedFor }: CallStart,
): CallSnapshot => ({
  key: crypto.randomUUID(),
  id: call.id,
  direction: call.direction,
  state: call.state,
  // At first the SDK lists no participants, so the callee is taken from the target.
  other: getSingleRawId(target),
  otherName: null,
  participants: [],
  isLocalVideoStarted: false,
  isMeeting: target?.kind === 'meeting',
  isGroupCall: false,
  isReconnecting: false,
  connectedAt: null,
  via: null,
  onBehalfOf,
  customContext,
  companyCall,
  startedFor,
  heldBy: null,
  heldSince: null,
});

const findStream = (call: TeamsCall, streamId: number | null) =>
  streamId === null
    ? call.localVideoStreams.find(({ mediaStreamType }) => mediaStreamType === 'Video')
    : call.remoteParticipants
        .flatMap(({ videoStreams }) => [...videoStreams])
        .find(({ id }) => id === streamId);

/**
 * Creates the session of a call: what this tab knows about the call, and its features. The session reads the call at once after
 * `stateChanged`, because `liveCall.ts`, which decides which call is heard, must know the state before its next command. After
 * other events it reads the call once for each burst (events that directly follow each other).
 */
export function createCallSession(call: TeamsCall, start: CallStart, deps: SessionDeps) {
  const { target } = start;
  const { sdk, onProblem } = deps;
  const callStore = createStore(createFirstSnapshot(call, start));
  const { key } = callStore.get();
  const record = createCallRecord(call, target);
  const cleanUps: (() => void)[] = [];
  const atEnd = (...addedCleanUps: readonly (() => void)[]) => void cleanUps.push(...addedCleanUps);
  let isClosed = false;

  const participants = createParticipantReader(call);
  const microphone = createMicrophone(call, (cause) =>
    onProblem(translateSdkError(cause, 'call-command-failed').problem),
  );
  const tools: CallTools = {
    ...deps,
    microphone,
    passOn: start.passOn,
    reportTransferFailed(failure) {
      const caller = describeWaitingCaller(callStore.get());
      deps.onNotice({ id: crypto.randomUUID(), kind: 'transferFailed', ...caller, ...failure });
    },
  };
  const isOpen = () => !isClosed;
  const features = createSessionFeatures(deps.features, { ...deps, call, tools, atEnd, isOpen });
  /** Runs all tasks, even if one of them throws, and reports what it throws. */
  const runAllTasks = (tasks: readonly (() => void)[]) => {
    for (const task of tasks) {
      try {
        task();
      } catch (cause) {
        onProblem(removeRemedy(failUnexpectedly(cause).problem));
      }
    }
  };

  const readSnapshot = () => {
    const lastSnapshot = callStore.get();
    const current = { participants: participants.read(), isReconnecting: isReconnecting(call, sdk) };
    const snapshot = reuseEqual(lastSnapshot, readCall(call, lastSnapshot, current));
    record.update(snapshot);
    if (snapshot.isReconnecting !== lastSnapshot.isReconnecting) features.readAllSoon();
    callStore.set(snapshot);
  };

  const close = (): void => {
    if (isClosed) return;
    isClosed = true;
    runAllTasks(cleanUps);
  };
  const closeAfterEnd = () => {
    close();
    const snapshot = callStore.get();
    deps.onEnded(record.toEndedCall(snapshot, features.handleEnd(snapshot)));
  };

  const burst = createBurstRunner(() => {
    if (isClosed) return;
    // The session must notice the end of the call even if `readSnapshot` throws.
    runAllTasks([readSnapshot]);
    if (call.state === 'Disconnected') closeAfterEnd();
  });

  const onStateChange = () => {
    if (isClosed) return;
    // The features are marked before the call is read, so that React renders the changes of both together.
    features.readAllSoon();
    participants.markAllChanged();
    burst.runNow();
  };

  const onParticipantChange = (participant: RemoteParticipant) => {
    participants.markChanged(participant);
    burst.runSoon();
  };

  return {
    /** The app's own key, because the SDK may change the call's id. */
    key,
    /** The call's number in the list of calls, from 1. It stays the same as long as the call lasts, so that a key can name the call. */
    slot: deps.slot,
    target,
    call: asReadable(callStore),
    microphone,
    /** Notes that this call now serves another call, for example because the user consults this person about that caller. */
    noteStartedFor: (startedFor: StartedFor | null): void =>
      callStore.set({ ...callStore.get(), startedFor }),
    /** Describes the call as if it ended now. */
    readRecord: () => record.toEndedCall(callStore.get(), null),
    features: features.snapshots,
    /** Runs a feature's command, or lets it wait or drops it (see `queuesCommands`). Never rejects. */
    run: features.run,
    /** Shows a video inside `element`. @param streamId the SDK's id of a participant's video; `null` for the user's camera */
    showVideo: (streamId: number | null, element: HTMLElement) =>
      attachVideo(sdk, findStream(call, streamId), element, { mirrored: streamId === null }),
    /** Adds the listeners and reads the call for the first time. If the call has already ended, `onEnded` runs at once. */
    start: (): void => {
      runAllTasks([
        () => atEnd(watchCall(call, { onStateChange, onDetailChange: burst.runSoon, onParticipantChange })),
        () => atEnd(watchNetwork(call, sdk, burst.runSoon)),
        () => atEnd(watchCapabilities(call, sdk, features.readAllSoon)),
        () => atEnd(microphone.watch()),
        features.create,
        () => atEnd(...call.localVideoStreams.map((stream) => () => stream.dispose())),
        burst.runNow,
        features.readAll,
      ]);
    },
    /** Removes all listeners and disposes of the user's camera streams. The end of the call does that, too; this does not end it. */
    close,
  };
}

export type CallSession = ReturnType<typeof createCallSession>;

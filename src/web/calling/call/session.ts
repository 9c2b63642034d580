import type { LocalVideoStream, TeamsCall } from '@azure/communication-calling';
import { createBurst } from '../../base/burst.ts';
import { reuseEqual } from '../../base/reuseEqual.ts';
import { createStore, type Readable } from '../../base/store.ts';
import type { EndKind } from '../../errors/endReason.ts';
import { unexpected, unrepeatable, type Problem } from '../../errors/problem.ts';
import type { Devices } from '../devices/devices.ts';
import { attachVideo, type Attachment } from '../devices/video.ts';
import type { Unsubscribe } from '../sdk/listen.ts';
import { createCallRecord } from './callRecord.ts';
import { createCallTools } from './callTools.ts';
import type { Sdk } from '../sdk/sdk.ts';
import type { AnyCallFeature, CallFeature, CreateThread, FeatureSnapshot, LiveCommands } from './feature.ts';
import { isReconnecting, watchNetwork } from './network.ts';
import type { CallNotice } from './notice.ts';
import { createParticipantReader } from './participantReader.ts';
import { createSessionFeatures } from './sessionFeatures.ts';
import { readCall, type CallSnapshot, type EndedCall } from './snapshot.ts';
import { singleRawId, type Target } from './target.ts';
import { watchCall } from './watchCall.ts';

/** One call with its features. It closes everything that it opened when the call ends, however the call ends. */
export interface CallSession {
  readonly key: string;
  /** Where the user placed the call to; `null` for an incoming call. */
  readonly target: Target | null;
  readonly call: Readable<CallSnapshot>;
  /** The target that leads back into this call; `null` while the SDK does not say who the other participant is. */
  readonly callBack: () => Target | null;
  readonly features: Readable<Readonly<Record<string, FeatureSnapshot<unknown>>>>;
  /** Runs a feature's command; never rejects. Does nothing while a command of a feature without `inTurn` is pending. */
  readonly run: <Input>(feature: CallFeature<unknown, Input>, input: Input) => Promise<void>;
  /** Shows a stream inside `element`. @param stream `null` for the local camera */
  readonly show: (stream: RemoteStream | null, element: HTMLElement) => Attachment;
  /** Reads the call for the first time. The session's owner must have registered the session before. */
  readonly start: () => void;
  readonly close: () => void;
}

interface RemoteStream {
  /** Raw id. */
  readonly participant: string;
  /** The SDK's id of the stream. */
  readonly stream: number;
}

export interface SessionDeps {
  readonly sdk: Sdk;
  readonly devices: Devices;
  readonly live: LiveCommands;
  readonly ownId: string;
  readonly createThread: CreateThread;
  readonly features: readonly AnyCallFeature[];
  readonly onProblem: (problem: Problem) => void;
  readonly onNotice: (notice: CallNotice) => void;
  readonly onEnded: (session: CallSession, ended: EndedCall) => void;
}

const firstSnapshot = (call: TeamsCall, target: Target | null): CallSnapshot => ({
  key: crypto.randomUUID(),
  id: call.id,
  direction: call.direction,
  state: call.state,
  // The SDK lists no participants at first.
  other: singleRawId(target),
  participants: [],
  isLocalVideoStarted: false,
  isReconnecting: false,
  connectedAt: null,
});

const findStream = (call: TeamsCall, wanted: RemoteStream | null) =>
  wanted === null
    ? call.localVideoStreams.find(({ mediaStreamType }) => mediaStreamType === 'Video')
    : call.remoteParticipants
        .flatMap(({ videoStreams }) => [...videoStreams])
        .find(({ id }) => id === wanted.stream);

/**
 * Reads the call when the SDK raises an event. The call's state is read at once, because the owner of the live call must
 * know it before any other command runs. All other events of a burst lead to one reading.
 *
 * Longer than 80 lines: it only connects the parts of a session, which are in files of their own.
 * @param target where the user placed the call to; `null` for an incoming call
 */
export function createCallSession(call: TeamsCall, target: Target | null, deps: SessionDeps): CallSession {
  const { sdk, onProblem } = deps;
  const callStore = createStore(firstSnapshot(call, target));
  const { key } = callStore.get();
  const record = createCallRecord(call, target);
  /** Streams that the session disposes of when it closes. */
  const streams = new Set<LocalVideoStream>(call.localVideoStreams);
  let isClosed = false;
  let stops: Unsubscribe[] = [];

  const participants = createParticipantReader(call);
  const tools = createCallTools(deps, callStore, (stream) => streams.add(stream));
  const features = createSessionFeatures(call, deps.features, tools, { isOpen: () => !isClosed, onProblem });
  /** Runs all tasks. One that throws is reported and does not prevent the others from running. */
  const runEach = (tasks: readonly (() => void)[]) =>
    runTasks(tasks, (cause) => onProblem(unrepeatable(unexpected(cause).problem)));

  const read = () => {
    const before = callStore.get();
    const now = { participants: participants.read(), isReconnecting: isReconnecting(call, sdk) };
    const snapshot = reuseEqual(before, readCall(call, before, now));
    record.update(snapshot);
    if (snapshot.isReconnecting !== before.isReconnecting) features.readAllSoon();
    callStore.set(snapshot);
  };

  const finish = () => {
    session.close();
    let kind: EndKind | null = null;
    runEach(deps.features.map((feature) => () => (kind ??= feature.ending?.(call) ?? null)));
    deps.onEnded(session, record.end(callStore.get(), kind));
  };

  const reading = createBurst(() => {
    if (isClosed) return;
    // The end of the call must be noticed even if the call cannot be read any more.
    runEach([read]);
    if (call.state === 'Disconnected') finish();
  });

  const onState = () => {
    if (isClosed) return;
    // The features are planned before the call is read, so that React renders both together.
    features.readAllSoon();
    participants.allChanged();
    reading.now();
  };

  const watch = () =>
    watchCall(call, {
      onState,
      onCall: reading.soon,
      onParticipant(participant) {
        participants.changed(participant);
        reading.soon();
      },
    });

  const session: CallSession = {
    key,
    target,
    call: callStore,
    callBack: () => record.callBack(callStore.get()),
    features: features.snapshots,
    run: features.run,
    show: (stream, element) =>
      attachVideo(sdk, findStream(call, stream), element, { mirrored: stream === null }),
    start() {
      runEach([
        () => stops.push(watch()),
        () => stops.push(watchNetwork(call, sdk, reading.soon)),
        () => stops.push(...features.watch()),
        reading.now,
        features.readAll,
      ]);
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      runEach([...stops, ...[...streams].map((stream) => () => stream.dispose())]);
      stops = [];
    },
  };
  return session;
}

function runTasks(tasks: readonly (() => void)[], onError: (cause: unknown) => void): void {
  for (const task of tasks) {
    try {
      task();
    } catch (cause) {
      onError(cause);
    }
  }
}

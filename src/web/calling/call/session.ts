import type { LocalVideoStream, TeamsCall } from '@azure/communication-calling';
import { createBurst } from '../../base/burst.ts';
import { reuseEqual } from '../../base/reuseEqual.ts';
import { createStore, type Readable } from '../../base/store.ts';
import type { EndKind } from '../../errors/endReason.ts';
import { unexpected, unrepeatable, type Problem } from '../../errors/problem.ts';
import type { Devices } from '../devices/devices.ts';
import { attachVideo, type Attachment } from '../devices/video.ts';
import type { Unsubscribe } from '../sdk/listen.ts';
import { createCallTools } from './callTools.ts';
import type { Sdk } from '../sdk/sdk.ts';
import type { AnyCallFeature, CallFeature, CreateThread, FeatureSnapshot, LiveCommands } from './feature.ts';
import { largest, severalOf, type Group } from './groupCall.ts';
import { isReconnecting, watchNetwork } from './network.ts';
import type { CallNotice } from './notice.ts';
import { createParticipantReader } from './participantReader.ts';
import { createSessionFeatures } from './sessionFeatures.ts';
import { readCall, readEnd, type CallSnapshot, type EndedCall } from './snapshot.ts';
import { onlyOne, type Target } from './target.ts';
import { watchCall } from './watchCall.ts';

/** One call, owned: `close` closes everything that the call opened, however the call ends. */
export interface CallSession {
  readonly key: string;
  /** Where the user placed the call to; `null` for an incoming call. */
  readonly target: Target | null;
  readonly call: Readable<CallSnapshot>;
  /** Where to call to come back into this call, as far as it is known now. */
  readonly callBack: () => Target | null;
  readonly features: Readable<Readonly<Record<string, FeatureSnapshot<unknown>>>>;
  /** Runs a feature's command; never rejects. A second press while one is pending does nothing. */
  readonly run: <Input>(feature: CallFeature<unknown, Input>, input: Input) => Promise<void>;
  /** Shows a remote stream, or with `null` the local camera, inside `element`. */
  readonly show: (what: RemoteStream | null, element: HTMLElement) => Attachment;
  /** Reads the call for the first time. The session's owner must have registered it before. */
  readonly start: () => void;
  readonly close: () => void;
}

interface RemoteStream {
  /** Raw id. */
  readonly participant: string;
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

const blankSnapshot = (call: TeamsCall, target: Target | null): CallSnapshot => ({
  key: crypto.randomUUID(),
  id: call.id,
  direction: call.direction,
  state: call.state,
  // The SDK lists no participants at first.
  other: onlyOne(target),
  participants: [],
  isLocalVideoStarted: false,
  isReconnecting: false,
  connectedAt: null,
});

const streamOf = (call: TeamsCall, what: RemoteStream | null) =>
  what === null
    ? call.localVideoStreams.find(({ mediaStreamType }) => mediaStreamType === 'Video')
    : call.remoteParticipants
        .flatMap(({ videoStreams }) => [...videoStreams])
        .find(({ id }) => id === what.stream);

/**
 * Reads the call when the SDK raises an event. The call's state is read at once, because the owner of the live call must
 * see it before any other command runs. All other events of a burst lead to one reading.
 * @param target where the user placed the call to; `null` for an incoming call
 */
export function createCallSession(call: TeamsCall, target: Target | null, deps: SessionDeps): CallSession {
  const { sdk, onProblem } = deps;
  const callStore = createStore(blankSnapshot(call, target));
  const { key } = callStore.get();
  const streams = new Set<LocalVideoStream>(call.localVideoStreams);
  const startedAt = Date.now();
  let withVideo = false;
  let group: Group | null = null;
  let closed = false;
  let stops: Unsubscribe[] = [];

  const participants = createParticipantReader(call);
  const tools = createCallTools(deps, callStore, (stream) => streams.add(stream));
  const features = createSessionFeatures(call, deps.features, tools, { isOpen: () => !closed, onProblem });

  /** Runs each task on its own: one that throws is reported and does not keep the others from running. */
  const each = (tasks: readonly (() => void)[]): void => {
    for (const task of tasks) {
      try {
        task();
      } catch (cause) {
        onProblem(unrepeatable(unexpected(cause).problem));
      }
    }
  };

  const read = () => {
    const before = callStore.get();
    const now = { participants: participants.read(), isReconnecting: isReconnecting(call, sdk) };
    const snapshot = reuseEqual(before, readCall(call, before, now));
    withVideo ||= snapshot.isLocalVideoStarted;
    group = largest(call, snapshot, group);
    if (snapshot.isReconnecting !== before.isReconnecting) features.readAllSoon();
    callStore.set(snapshot);
  };

  const finish = () => {
    session.close();
    let kind: EndKind | null = null;
    each(deps.features.map((feature) => () => (kind ??= feature.ending?.(call) ?? null)));
    const reason = call.callEndReason ?? { code: 0, subCode: 0 };
    const back = severalOf(target, group);
    deps.onEnded(session, readEnd(callStore.get(), reason, { startedAt, withVideo, kind, target: back }));
  };

  const reading = createBurst(() => {
    if (closed) return;
    // Even when the call cannot be read any more, its end is noticed.
    each([read]);
    if (call.state === 'Disconnected') finish();
  });

  const onState = () => {
    if (closed) return;
    // Planned first, so that React renders the call and its features together.
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
    callBack() {
      const { other } = callStore.get();
      return severalOf(target, group) ?? (other === null ? null : { kind: 'people', rawIds: [other] });
    },
    features: features.snapshots,
    run: features.run,
    show: (what, element) => attachVideo(sdk, streamOf(call, what), element, { mirrored: what === null }),
    start() {
      each([
        () => stops.push(watch()),
        () => stops.push(watchNetwork(call, sdk, reading.soon)),
        () => stops.push(...features.watch()),
        reading.now,
        features.readAll,
      ]);
    },
    close() {
      if (closed) return;
      closed = true;
      each([...stops, ...[...streams].map((stream) => () => stream.dispose())]);
      stops = [];
    },
  };
  return session;
}

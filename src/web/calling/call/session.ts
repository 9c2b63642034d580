import type { LocalVideoStream, TeamsCall } from '@azure/communication-calling';
import type { EndKind } from '../../errors/endReason.ts';
import { unexpected, unrepeatable, type Problem } from '../../errors/problem.ts';
import { createStore, type Readable } from '../../base/store.ts';
import type { Devices } from '../devices/devices.ts';
import type {
  AnyCallFeature,
  CallFeature,
  CallTools,
  CreateThread,
  FeatureSnapshot,
  LiveCommands,
} from './feature.ts';
import { largest, severalOf, type Group } from './groupCall.ts';
import { keep } from '../../base/keep.ts';
import type { Unsubscribe } from '../sdk/listen.ts';
import { isReconnecting, watchNetwork } from './network.ts';
import type { CallNews } from './news.ts';
import { readCall, readEnd, type CallSnapshot, type EndedCall } from './snapshot.ts';
import { attachVideo, type Attachment } from '../devices/video.ts';
import { watchCall } from './watchCall.ts';
import type { Sdk } from '../sdk/sdk.ts';
import { createSessionFeatures } from './sessionFeatures.ts';
import { onlyOne, type Target } from './target.ts';

/** One call, owned: everything that the call opened is closed by `close`, in whatever way it ends. */
export interface CallSession {
  readonly key: string;
  /** Where we called, as it was dialled; `null` for an incoming call. */
  readonly placed: Target | null;
  readonly call: Readable<CallSnapshot>;
  /** Where to call to come back into this call, as far as it is known now. */
  readonly callBack: () => Target | null;
  readonly features: Readable<Readonly<Record<string, FeatureSnapshot<unknown>>>>;
  /** Gives a feature's command; never rejects. A second press while one is pending does nothing. */
  readonly run: <Input>(feature: CallFeature<unknown, Input>, input: Input) => Promise<void>;
  /** Shows a remote stream, or with `null` the local camera, inside `element`. @returns how to stop showing it. */
  readonly show: (what: { participant: string; stream: number } | null, element: HTMLElement) => Attachment;
  /** Looks at the call for the first time; its owner has registered it before. */
  readonly start: () => void;
  readonly close: () => void;
}

export interface SessionDeps {
  readonly sdk: Sdk;
  readonly devices: Devices;
  readonly live: LiveCommands;
  readonly ownId: string;
  readonly createThread: CreateThread;
  readonly features: readonly AnyCallFeature[];
  readonly onProblem: (problem: Problem) => void;
  readonly onNews: (news: CallNews) => void;
  readonly onEnded: (session: CallSession, ended: EndedCall) => void;
}

/** @param placed where we called: the SDK lists nobody at first; `null` for an incoming call. */
export function createCallSession(call: TeamsCall, placed: Target | null, deps: SessionDeps): CallSession {
  const blank: CallSnapshot = {
    key: crypto.randomUUID(),
    id: call.id,
    direction: call.direction,
    state: call.state,
    other: onlyOne(placed),
    participants: [],
    isLocalVideoStarted: false,
    isReconnecting: false,
    connectedAt: null,
  };
  const streams = new Set<LocalVideoStream>(call.localVideoStreams);
  const { sdk, devices, live, ownId, createThread, onProblem } = deps;
  const callStore = createStore(blank);
  const tools: CallTools = {
    sdk,
    devices,
    live,
    ownId,
    createThread,
    own: (stream) => streams.add(stream),
    tellTransferFailed: (failure) =>
      deps.onNews({
        id: crypto.randomUUID(),
        kind: 'transferFailed',
        call: blank.key,
        person: callStore.get().other,
        ...failure,
      }),
  };
  const startedAt = Date.now();
  let withVideo = false;
  let group: Group | null = null;
  let closed = false;
  let stops: Unsubscribe[] = [];

  const features = createSessionFeatures(call, deps.features, tools, { isOpen: () => !closed, onProblem });

  /** Does each on its own: one that throws is told, and keeps nothing else from being done. */
  const each = (tasks: readonly (() => void)[]): void => {
    for (const task of tasks) {
      try {
        task();
      } catch (cause) {
        onProblem(unrepeatable(unexpected(cause).problem));
      }
    }
  };

  const lookAtCall = () => {
    const before = callStore.get();
    const snapshot = keep(before, readCall(call, before, isReconnecting(call, sdk)));
    withVideo ||= snapshot.isLocalVideoStarted;
    group = largest(call, snapshot, group);
    callStore.set(snapshot);
  };

  const finish = () => {
    session.close();
    let kind: EndKind | null = null;
    each(deps.features.map((feature) => () => (kind ??= feature.ending?.(call) ?? null)));
    const reason = call.callEndReason ?? { code: 0, subCode: 0 };
    const back = severalOf(placed, group);
    deps.onEnded(session, readEnd(callStore.get(), reason, { startedAt, withVideo, kind, placed: back }));
  };

  const look = () => {
    if (closed) return;
    // Whatever cannot be read any more, the end of a call is noticed.
    each([lookAtCall]);
    if (call.state === 'Disconnected') finish();
    else features.look();
  };

  const session: CallSession = {
    key: blank.key,
    placed,
    call: callStore,
    callBack() {
      const { other } = callStore.get();
      return severalOf(placed, group) ?? (other === null ? null : { kind: 'people', rawIds: [other] });
    },
    features: features.snapshots,
    run: features.run,
    show(what, element) {
      const find = () =>
        what === null
          ? call.localVideoStreams.find((stream) => stream.mediaStreamType === 'Video')
          : call.remoteParticipants
              .flatMap((participant) => [...participant.videoStreams])
              .find((stream) => stream.id === what.stream);
      return attachVideo(sdk, find(), element, { mirrored: what === null });
    },
    start() {
      each([
        () => stops.push(watchCall(call, look)),
        () => stops.push(watchNetwork(call, sdk, look)),
        () => stops.push(...features.watch()),
        look,
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

import type { LocalVideoStream, TeamsCall } from '@azure/communication-calling';
import { fromSdk } from '../errors/fromSdk.ts';
import type { Problem } from '../errors/problem.ts';
import { createStore, type Readable } from '../store.ts';
import type { Devices } from './devices.ts';
import type { CreateThread } from './dialling.ts';
import type { AnyCallFeature, CallFeature, CallTools, FeatureSnapshot } from './feature.ts';
import { keep } from './keep.ts';
import { isReconnecting, watchNetwork } from './network.ts';
import { isPresent, readCall, readEnd, type CallSnapshot, type EndedCall } from './snapshot.ts';
import { attachVideo, type Attachment } from './video.ts';
import { watchCall } from './watchCall.ts';
import type { Sdk } from './sdk.ts';
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
  readonly close: () => void;
}

export interface SessionDeps {
  readonly sdk: Sdk;
  readonly devices: Devices;
  readonly ownId: string;
  readonly createThread: CreateThread;
  readonly features: readonly AnyCallFeature[];
  readonly onProblem: (problem: Problem) => void;
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
  const { sdk, devices, ownId, createThread } = deps;
  const tools: CallTools = { sdk, devices, ownId, createThread, own: (stream) => streams.add(stream) };
  const read = (before: CallSnapshot) => readCall(call, before, isReconnecting(call, sdk));
  const callStore = createStore(read(blank));
  const pending = new Set<string>();
  const readFeatures = () =>
    Object.fromEntries(
      deps.features.map((feature) => [
        feature.name,
        { state: feature.read(call, tools), pending: pending.has(feature.name) },
      ]),
    );
  const featureStore = createStore<Readonly<Record<string, FeatureSnapshot<unknown>>>>(readFeatures());
  const startedAt = Date.now();
  let withVideo = false;
  let group: Group | null = null;
  let closed = false;

  const lookAtFeatures = () => featureStore.set(keep(featureStore.get(), readFeatures()));
  const look = () => {
    if (closed) return;
    const snapshot = keep(callStore.get(), read(callStore.get()));
    withVideo ||= snapshot.isLocalVideoStarted;
    group = largest(call, snapshot, group);
    callStore.set(snapshot);
    lookAtFeatures();
    if (call.state === 'Disconnected') {
      session.close();
      const kind = deps.features.map((feature) => feature.ending?.(call) ?? null).find(Boolean) ?? null;
      const reason = call.callEndReason ?? { code: 0, subCode: 0 };
      const back = severalOf(placed, group);
      deps.onEnded(session, readEnd(snapshot, reason, { startedAt, withVideo, kind, placed: back }));
    }
  };

  async function command<Input>(feature: CallFeature<unknown, Input>, input: Input): Promise<void> {
    pending.add(feature.name);
    lookAtFeatures();
    try {
      const result = await feature.run(call, tools, input);
      if (result && !result.ok) deps.onProblem(result.problem);
    } catch (cause) {
      // A command that lost the race against the call's end has nothing to tell.
      if (call.state !== 'Disconnected' && call.state !== 'Disconnecting')
        deps.onProblem(fromSdk(cause, 'call-command-failed').problem);
    } finally {
      pending.delete(feature.name);
      if (!closed) lookAtFeatures();
    }
  }
  const turns = new Map<string, Promise<void>>();

  const stops = [
    watchCall(call, look),
    watchNetwork(call, sdk, look),
    ...deps.features.map((feature) =>
      feature.watch(
        call,
        () => {
          if (!closed) lookAtFeatures();
        },
        tools,
      ),
    ),
  ];

  const session: CallSession = {
    key: blank.key,
    placed,
    call: callStore,
    callBack() {
      const { other } = callStore.get();
      return severalOf(placed, group) ?? (other === null ? null : { kind: 'people', rawIds: [other] });
    },
    features: featureStore,
    async run(feature, input) {
      if (closed) return;
      if (feature.inTurn) {
        const turn = (turns.get(feature.name) ?? Promise.resolve()).then(() => command(feature, input));
        turns.set(feature.name, turn);
        await turn;
      } else if (!pending.has(feature.name)) await command(feature, input);
    },
    show(what, element) {
      const find = () =>
        what === null
          ? call.localVideoStreams.find((stream) => stream.mediaStreamType === 'Video')
          : call.remoteParticipants
              .flatMap((participant) => [...participant.videoStreams])
              .find((stream) => stream.id === what.stream);
      return attachVideo(sdk, find(), element, { mirrored: what === null });
    },
    close() {
      if (closed) return;
      closed = true;
      for (const stop of stops) stop();
      for (const stream of streams) stream.dispose();
    },
  };
  look();
  return session;
}

interface Group {
  readonly rawIds: readonly string[];
  readonly threadId: string;
}

/** A group's chat. A meeting is joined, not rung, and who is transferred into a call of two brings no chat to it. */
const groupChat = /^19:(?!meeting_).*@thread\.v2$/;

/** The most people who were in the call together, if it is a group's. */
function largest(call: TeamsCall, { participants }: CallSnapshot, before: Group | null): Group | null {
  const { threadId = '' } = call.info;
  if (!groupChat.test(threadId)) return before;
  const rawIds = participants.filter(isPresent).map(({ id }) => id);
  return rawIds.length > (before?.rawIds.length ?? 1) ? { rawIds, threadId } : before;
}

/** Teams rings no larger group; whoever calls back must not either. */
const ringsAtMost = 20;

/** Where to call back when one person would not stand for all: the meeting, or those who were together. */
function severalOf(placed: Target | null, group: Group | null): Target | null {
  if (placed !== null && onlyOne(placed) === null) return placed;
  return group && group.rawIds.length <= ringsAtMost ? { kind: 'people', ...group } : null;
}

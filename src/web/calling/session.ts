import type { LocalVideoStream, TeamsCall } from '@azure/communication-calling';
import { fromSdk } from '../errors/fromSdk.ts';
import type { Problem } from '../errors/problem.ts';
import { createStore, type Readable } from '../store.ts';
import type { Devices } from './devices.ts';
import type { AnyCallFeature, CallTools, FeatureSnapshot } from './feature.ts';
import { keep } from './keep.ts';
import { readCall, readEnd, type CallSnapshot, type EndedCall } from './snapshot.ts';
import { attachVideo, type Attachment } from './video.ts';
import { watchCall } from './watchCall.ts';
import type { Sdk } from './sdk.ts';

/** One call, owned: everything that the call opened is closed by `close`, in whatever way it ends. */
export interface CallSession {
  readonly key: string;
  readonly call: Readable<CallSnapshot>;
  readonly features: Readable<Readonly<Record<string, FeatureSnapshot<unknown>>>>;
  /** Gives a feature's command; never rejects. A second press while one is pending does nothing. */
  readonly run: (feature: AnyCallFeature) => Promise<void>;
  /** Shows a remote stream, or with `null` the local camera, inside `element`. @returns how to stop showing it. */
  readonly show: (what: { participant: string; stream: number } | null, element: HTMLElement) => Attachment;
  readonly close: () => void;
}

interface SessionDeps {
  readonly sdk: Sdk;
  readonly devices: Devices;
  readonly features: readonly AnyCallFeature[];
  readonly onProblem: (problem: Problem) => void;
  readonly onEnded: (session: CallSession, ended: EndedCall) => void;
}

/** @param dialled raw id of the person whom we called, before the SDK lists them; `null` for an incoming call. */
export function createCallSession(call: TeamsCall, dialled: string | null, deps: SessionDeps): CallSession {
  const blank: CallSnapshot = {
    key: crypto.randomUUID(),
    direction: call.direction,
    state: call.state,
    other: dialled,
    participants: [],
    isLocalVideoStarted: false,
    connectedAt: null,
  };
  const callStore = createStore(readCall(call, blank));
  const pending = new Set<string>();
  const readFeatures = () =>
    Object.fromEntries(
      deps.features.map((feature) => [
        feature.name,
        { state: feature.read(call), pending: pending.has(feature.name) },
      ]),
    );
  const featureStore = createStore<Readonly<Record<string, FeatureSnapshot<unknown>>>>(readFeatures());
  const streams = new Set<LocalVideoStream>(call.localVideoStreams);
  const tools: CallTools = { devices: deps.devices, own: (stream) => streams.add(stream) };
  let withVideo = false;
  let closed = false;

  const lookAtFeatures = () => featureStore.set(keep(featureStore.get(), readFeatures()));
  const look = () => {
    if (closed) return;
    const snapshot = keep(callStore.get(), readCall(call, callStore.get()));
    withVideo ||= snapshot.isLocalVideoStarted;
    callStore.set(snapshot);
    lookAtFeatures();
    if (call.state === 'Disconnected') {
      session.close();
      deps.onEnded(session, readEnd(snapshot, call.callEndReason ?? { code: 0, subCode: 0 }, withVideo));
    }
  };

  const stops = [
    watchCall(call, look),
    ...deps.features.map((feature) =>
      feature.watch(call, () => {
        if (!closed) lookAtFeatures();
      }),
    ),
  ];

  const session: CallSession = {
    key: blank.key,
    call: callStore,
    features: featureStore,
    async run(feature) {
      if (closed || pending.has(feature.name)) return;
      pending.add(feature.name);
      lookAtFeatures();
      try {
        const result = await feature.run(call, tools);
        if (result && !result.ok) deps.onProblem(result.problem);
      } catch (cause) {
        // A command that lost the race against the call's end has nothing to tell.
        if (call.state !== 'Disconnected' && call.state !== 'Disconnecting')
          deps.onProblem(fromSdk(cause, 'call-command-failed').problem);
      } finally {
        pending.delete(feature.name);
        if (!closed) lookAtFeatures();
      }
    },
    show(what, element) {
      const find = () =>
        what === null
          ? call.localVideoStreams.find((stream) => stream.mediaStreamType === 'Video')
          : call.remoteParticipants
              .flatMap((participant) => [...participant.videoStreams])
              .find((stream) => stream.id === what.stream);
      return attachVideo(deps.sdk, find(), element, { mirrored: what === null });
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

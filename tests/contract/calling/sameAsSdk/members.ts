import type { Call, DeviceManager, TeamsCall } from '@azure/communication-calling';
import { readOutcome, type Outcomes } from './outcomes.ts';
import type { Sdk } from './sdk.ts';

export interface TypeNames {
  readonly members: readonly string[];
  readonly events: readonly string[];
}

/** Maps the name of a type of the SDK to an object of that type. */
type LiveObjects = Record<string, object | undefined>;

/** Creates an object of each type that concerns local media. */
export async function createMediaObjects(sdk: Sdk, manager: DeviceManager) {
  const [camera] = await manager.getCameras();
  const [microphone] = await manager.getMicrophones();
  if (!camera || !microphone) throw new Error('The browser has no fake devices.');
  const video = new sdk.LocalVideoStream(camera);
  const audio = new sdk.LocalAudioStream(microphone);
  const renderer = new sdk.VideoStreamRenderer(video);
  return {
    LocalVideoStream: video,
    LocalAudioStream: audio,
    WbLocalVideoStream: new sdk.WbLocalVideoStream(camera),
    Volume: await audio.getVolume(),
    VideoStreamRenderer: renderer,
    VideoStreamRendererView: await renderer.createView(),
  };
}

/** @returns an object of each type that belongs to a call. */
export function listCallObjects(sdk: Sdk, call: TeamsCall | Call): LiveObjects {
  const participant = call.remoteParticipants[0];
  const diagnostics = call.feature(sdk.Features.UserFacingDiagnostics);
  return {
    Lobby: call.lobby,
    RemoteParticipant: participant,
    RemoteVideoStream: participant?.videoStreams[0],
    NetworkDiagnostics: diagnostics.network,
    MediaDiagnostics: diagnostics.media,
    RemoteDiagnostics: diagnostics.remote,
    MediaStatsCollector: call.feature(sdk.Features.MediaStats).createCollector(),
    TeamsCaptions: call.feature(sdk.Features.Captions).captions,
  };
}

/**
 * @param featureTypes pairs of an entry of `Features` and the type of the feature.
 * @param owners maps the property of an entry that holds the feature's class to the object that has the feature.
 */
export function listFeatures(
  sdk: Sdk,
  featureTypes: readonly (readonly [name: string, typeName: string])[],
  owners: Readonly<Record<string, { feature(factory: never): object }>>,
): LiveObjects {
  const factories = sdk.Features as unknown as Record<string, object | undefined>;
  return Object.fromEntries(
    featureTypes.map(([name, typeName]) => {
      const factory = factories[name] ?? {};
      const constructorName = Object.keys(factory).find((key) => key in owners) ?? '';
      return [typeName, owners[constructorName]?.feature(factory as never)];
    }),
  );
}

/** Reads each named member of the objects, and adds and removes listeners, with right and wrong arguments. */
export const collectMemberOutcomes = (
  objects: LiveObjects,
  namesByType: Readonly<Record<string, TypeNames>>,
): Record<string, Outcomes> =>
  Object.fromEntries(
    Object.entries(objects).map(([typeName, object = {}]) => {
      const { members = [], events = [] } = namesByType[typeName] ?? {};
      const outcomes = {
        members: members.map((name) => [name, readKind(object, name)]),
        events: events.length > 0 && readListenerOutcomes(object, events),
      };
      return [typeName, outcomes];
    }),
  );

/** @returns `absent` if the object has no such member, or the code of the error if reading the member throws. */
function readKind(object: object, name: string): unknown {
  if (!(name in object)) return 'absent';
  return readOutcome(() => {
    const value: unknown = (object as Record<string, unknown>)[name];
    if (value === null) return 'null';
    return Array.isArray(value) ? 'array' : typeof value;
  });
}

function readListenerOutcomes(object: object, events: readonly string[]): unknown {
  const source = object as { on(event?: string, listener?: unknown): void; off: typeof source.on };
  const [knownEvent] = events;
  const listener = () => undefined;
  return [
    ...[...events, 'mistyped'].map((name) => [
      name,
      readOutcome(() => source.on(name, listener)),
      readOutcome(() => source.off(name, listener)),
    ]),
    readOutcome(() => source.on(knownEvent)),
    readOutcome(() => source.off(knownEvent)),
    readOutcome(() => source.on(knownEvent, 'text')),
  ];
}

/** @returns the value of each exported enum and table, `function` for each class, and for each feature what holds its class. */
export function collectExports(sdk: Sdk, exports: readonly string[], features: readonly string[]): Outcomes {
  const values = sdk as unknown as Record<string, unknown>;
  const factories = sdk.Features as unknown as Record<string, object | undefined>;
  const listConstructors = (factory: object = {}) =>
    Object.keys(factory).filter((name) => name.endsWith('ApiCtor'));
  return {
    values: exports.map((name) => [
      name,
      name !== 'Features' && typeof values[name] === 'object' ? values[name] : typeof values[name],
    ]),
    features: features.map((name) => [name, listConstructors(factories[name])]),
  };
}

import type { DeviceManager } from '@azure/communication-calling';
import { readOutcome, readEventOutcomes, readAsyncOutcome, type Outcomes } from './outcomes.ts';
import type { Sdk } from './sdk.ts';

/** @returns the properties of a device. An ellipsis replaces the part of the device id that differs from page to page. */
export const summarizeDevice = (device: {
  id: string;
  name: string;
  deviceType: string;
  isSystemDefault?: boolean;
}) => ({
  // A device id is its kind and 64 hexadecimal digits, for example `camera:0a…`.
  kind: device.id.replace(/[0-9a-f]{64}$/, '…'),
  name: device.name,
  type: device.deviceType,
  isDefault: device.isSystemDefault,
});

/** Asks for permissions with several constraints, and lists the devices. */
export async function collectDeviceOutcomes(manager: DeviceManager): Promise<Outcomes> {
  const askFor = (constraints: unknown) => async () =>
    JSON.stringify(await manager.askDevicePermission(constraints as { audio: boolean; video: boolean }));
  return {
    audioOnly: await readAsyncOutcome(askFor({ audio: true })),
    videoOnly: await readAsyncOutcome(askFor({ video: true })),
    audioNotVideo: await readAsyncOutcome(askFor({ audio: true, video: false })),
    audioAndVideo: await readAsyncOutcome(askFor({ audio: true, video: true })),
    noDevice: await readAsyncOutcome(askFor({ audio: false, video: false })),
    noConstraints: await readAsyncOutcome(askFor(undefined)),
    cameras: (await manager.getCameras()).map(summarizeDevice),
    microphones: (await manager.getMicrophones()).map(summarizeDevice),
    speakers: (await manager.getSpeakers()).map(summarizeDevice),
    selected: [manager.selectedMicrophone, manager.selectedSpeaker].map(
      (device) => device && summarizeDevice(device),
    ),
    selectNoMicrophone: await readAsyncOutcome(() => manager.selectMicrophone(undefined as never)),
  };
}

/** Creates and uses local streams, renderers and views, some with wrong arguments. */
export async function collectStreamOutcomes(
  sdk: Sdk,
  manager: DeviceManager,
): Promise<{ events: Outcomes; outcomes: Outcomes }> {
  const [camera] = await manager.getCameras();
  const [microphone] = await manager.getMicrophones();
  if (!camera || !microphone) throw new Error('The browser has no fake devices.');
  const video = new sdk.LocalVideoStream(camera);
  const audio = new sdk.LocalAudioStream(microphone);
  const wrongSources = { undefined, null: null, empty: {}, text: 'x', id: { id: 'x' } };
  /** @param otherDevice a device of a kind that the constructor does not accept. */
  const readConstructorOutcomes = (construct: (source: never) => unknown, otherDevice: object) =>
    Object.entries({ ...wrongSources, other: otherDevice }).map(([name, source]) => [
      name,
      readOutcome(() => construct(source as never)),
    ]);
  const renderer = new sdk.VideoStreamRenderer(video);
  const view = await renderer.createView();
  const unmirroredView = await renderer.createView({ isMirrored: false });
  return {
    events: {
      LocalVideoStream: readEventOutcomes(video, 'videoSourceChanged'),
      LocalAudioStream: readEventOutcomes(audio, 'audioSourceChanged'),
      VideoEffects: readEventOutcomes(video.feature(sdk.Features.VideoEffects), 'effectsStarted'),
      AudioEffects: readEventOutcomes(audio.feature(sdk.Features.AudioEffects), 'effectsStarted'),
    },
    outcomes: {
      newVideo: readConstructorOutcomes((source) => new sdk.LocalVideoStream(source), microphone),
      newAudio: readConstructorOutcomes((source) => new sdk.LocalAudioStream(source), camera),
      newRenderer: readConstructorOutcomes((stream) => new sdk.VideoStreamRenderer(stream), camera),
      switchToSameCamera: await readAsyncOutcome(() => video.switchSource(camera)),
      switchToNoCamera: await readAsyncOutcome(() => video.switchSource({} as never)),
      setNoVideoStream: await readAsyncOutcome(() => video.setMediaStream(undefined as never)),
      setNoAudioStream: await readAsyncOutcome(() => audio.setMediaStream(undefined as never)),
      callFeatureOfStream: readOutcome(() => video.feature(sdk.Features.RaiseHand as never)),
      mirrored: [view.isMirrored, unmirroredView.isMirrored],
      setUnknownScalingMode: await readAsyncOutcome(() => view.updateScalingMode('Zoom' as never)),
      disposeView: [readOutcome(() => view.dispose()), readOutcome(() => view.dispose())],
      scaleDisposedView: await readAsyncOutcome(() => view.updateScalingMode('Crop')),
      disposeRenderer: [readOutcome(() => renderer.dispose()), readOutcome(() => renderer.dispose())],
      viewOfDisposedRenderer: await readAsyncOutcome(() => renderer.createView()),
      disposeVideo: [readOutcome(() => video.dispose()), readOutcome(() => video.dispose())],
      disposeAudio: [readOutcome(() => audio.dispose()), readOutcome(() => audio.dispose())],
    },
  };
}

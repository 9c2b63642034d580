import type { DeviceManager } from '@azure/communication-calling';
import { readAnswer, readEventAnswers, readAsyncAnswer, type Answers } from './answers.ts';
import type { Sdk } from './sdk.ts';

/** @returns the members of a device. The part of its id that differs for each page is replaced by an ellipsis. */
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
export async function collectDeviceAnswers(manager: DeviceManager): Promise<Answers> {
  const askFor = (constraints: unknown) => async () =>
    JSON.stringify(await manager.askDevicePermission(constraints as { audio: boolean; video: boolean }));
  return {
    audioOnly: await readAsyncAnswer(askFor({ audio: true })),
    videoOnly: await readAsyncAnswer(askFor({ video: true })),
    audioNotVideo: await readAsyncAnswer(askFor({ audio: true, video: false })),
    both: await readAsyncAnswer(askFor({ audio: true, video: true })),
    neither: await readAsyncAnswer(askFor({ audio: false, video: false })),
    nothing: await readAsyncAnswer(askFor(undefined)),
    cameras: (await manager.getCameras()).map(summarizeDevice),
    microphones: (await manager.getMicrophones()).map(summarizeDevice),
    speakers: (await manager.getSpeakers()).map(summarizeDevice),
    selected: [manager.selectedMicrophone, manager.selectedSpeaker].map(
      (device) => device && summarizeDevice(device),
    ),
    selectNothing: await readAsyncAnswer(() => manager.selectMicrophone(undefined as never)),
  };
}

/** Creates and uses local streams, renderers and views, some with wrong arguments. */
export async function collectStreamAnswers(
  sdk: Sdk,
  manager: DeviceManager,
): Promise<{ events: Answers; answers: Answers }> {
  const [camera] = await manager.getCameras();
  const [microphone] = await manager.getMicrophones();
  if (!camera || !microphone) throw new Error('The browser has no fake devices.');
  const video = new sdk.LocalVideoStream(camera);
  const audio = new sdk.LocalAudioStream(microphone);
  const wrongSources = { undefined, null: null, empty: {}, text: 'x', id: { id: 'x' } };
  /** @param otherDevice a device of a kind that the constructor does not accept. */
  const readConstructorAnswers = (construct: (source: never) => unknown, otherDevice: object) =>
    Object.entries({ ...wrongSources, other: otherDevice }).map(([name, source]) => [
      name,
      readAnswer(() => construct(source as never)),
    ]);
  const renderer = new sdk.VideoStreamRenderer(video);
  const view = await renderer.createView();
  const unmirroredView = await renderer.createView({ isMirrored: false });
  return {
    events: {
      LocalVideoStream: readEventAnswers(video, 'videoSourceChanged'),
      LocalAudioStream: readEventAnswers(audio, 'audioSourceChanged'),
      VideoEffects: readEventAnswers(video.feature(sdk.Features.VideoEffects), 'effectsStarted'),
      AudioEffects: readEventAnswers(audio.feature(sdk.Features.AudioEffects), 'effectsStarted'),
    },
    answers: {
      newVideo: readConstructorAnswers((source) => new sdk.LocalVideoStream(source), microphone),
      newAudio: readConstructorAnswers((source) => new sdk.LocalAudioStream(source), camera),
      newRenderer: readConstructorAnswers((stream) => new sdk.VideoStreamRenderer(stream), camera),
      sameCamera: await readAsyncAnswer(() => video.switchSource(camera)),
      noCamera: await readAsyncAnswer(() => video.switchSource({} as never)),
      noStream: await readAsyncAnswer(() => video.setMediaStream(undefined as never)),
      noSound: await readAsyncAnswer(() => audio.setMediaStream(undefined as never)),
      wrongFeature: readAnswer(() => video.feature(sdk.Features.RaiseHand as never)),
      mirrored: [view.isMirrored, unmirroredView.isMirrored],
      wrongScaling: await readAsyncAnswer(() => view.updateScalingMode('Zoom' as never)),
      disposeView: [readAnswer(() => view.dispose()), readAnswer(() => view.dispose())],
      scaleDisposed: await readAsyncAnswer(() => view.updateScalingMode('Crop')),
      disposeRenderer: [readAnswer(() => renderer.dispose()), readAnswer(() => renderer.dispose())],
      viewOfDisposed: await readAsyncAnswer(() => renderer.createView()),
      disposeVideo: [readAnswer(() => video.dispose()), readAnswer(() => video.dispose())],
      disposeAudio: [readAnswer(() => audio.dispose()), readAnswer(() => audio.dispose())],
    },
  };
}

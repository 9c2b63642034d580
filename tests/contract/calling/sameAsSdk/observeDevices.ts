import type { DeviceManager } from '@azure/communication-calling';
import { answerOf, eventAnswers, laterAnswerOf, type Answers } from './answers.ts';
import type { Sdk } from './sdk.ts';

/** @returns the members of a device, without the part of its id that differs for each page. */
export const deviceOf = (device: {
  id: string;
  name: string;
  deviceType: string;
  isSystemDefault?: boolean;
}) => ({
  kind: device.id.replace(/[0-9a-f]{64}$/, '…'),
  name: device.name,
  type: device.deviceType,
  isDefault: device.isSystemDefault,
});

export async function observeDevices(manager: DeviceManager): Promise<Answers> {
  const ask = (constraints: unknown) => async () =>
    JSON.stringify(await manager.askDevicePermission(constraints as { audio: boolean; video: boolean }));
  return {
    audioOnly: await laterAnswerOf(ask({ audio: true })),
    videoOnly: await laterAnswerOf(ask({ video: true })),
    audioNotVideo: await laterAnswerOf(ask({ audio: true, video: false })),
    both: await laterAnswerOf(ask({ audio: true, video: true })),
    neither: await laterAnswerOf(ask({ audio: false, video: false })),
    nothing: await laterAnswerOf(ask(undefined)),
    cameras: (await manager.getCameras()).map(deviceOf),
    microphones: (await manager.getMicrophones()).map(deviceOf),
    speakers: (await manager.getSpeakers()).map(deviceOf),
    selected: [manager.selectedMicrophone, manager.selectedSpeaker].map(
      (device) => device && deviceOf(device),
    ),
    selectNothing: await laterAnswerOf(() => manager.selectMicrophone(undefined as never)),
  };
}

export async function observeStreams(
  sdk: Sdk,
  manager: DeviceManager,
): Promise<{ events: Answers; answers: Answers }> {
  const [camera] = await manager.getCameras();
  const [microphone] = await manager.getMicrophones();
  if (!camera || !microphone) throw new Error('The browser has no fake devices.');
  const video = new sdk.LocalVideoStream(camera);
  const audio = new sdk.LocalAudioStream(microphone);
  const sources = { undefined, null: null, empty: {}, text: 'x', id: { id: 'x' } };
  const answersFor = (make: (source: never) => unknown, other: object) =>
    Object.entries({ ...sources, other }).map(([name, source]) => [
      name,
      answerOf(() => make(source as never)),
    ]);
  const renderer = new sdk.VideoStreamRenderer(video);
  const view = await renderer.createView();
  const plain = await renderer.createView({ isMirrored: false });
  return {
    events: {
      LocalVideoStream: eventAnswers(video, 'videoSourceChanged'),
      LocalAudioStream: eventAnswers(audio, 'audioSourceChanged'),
      VideoEffects: eventAnswers(video.feature(sdk.Features.VideoEffects), 'effectsStarted'),
      AudioEffects: eventAnswers(audio.feature(sdk.Features.AudioEffects), 'effectsStarted'),
    },
    answers: {
      newVideo: answersFor((source) => new sdk.LocalVideoStream(source), microphone),
      newAudio: answersFor((source) => new sdk.LocalAudioStream(source), camera),
      newRenderer: answersFor((stream) => new sdk.VideoStreamRenderer(stream), camera),
      sameCamera: await laterAnswerOf(() => video.switchSource(camera)),
      noCamera: await laterAnswerOf(() => video.switchSource({} as never)),
      noStream: await laterAnswerOf(() => video.setMediaStream(undefined as never)),
      noSound: await laterAnswerOf(() => audio.setMediaStream(undefined as never)),
      wrongFeature: answerOf(() => video.feature(sdk.Features.RaiseHand as never)),
      mirrored: [view.isMirrored, plain.isMirrored],
      wrongScaling: await laterAnswerOf(() => view.updateScalingMode('Zoom' as never)),
      disposeView: [answerOf(() => view.dispose()), answerOf(() => view.dispose())],
      scaleDisposed: await laterAnswerOf(() => view.updateScalingMode('Crop')),
      disposeRenderer: [answerOf(() => renderer.dispose()), answerOf(() => renderer.dispose())],
      viewOfDisposed: await laterAnswerOf(() => renderer.createView()),
      disposeVideo: [answerOf(() => video.dispose()), answerOf(() => video.dispose())],
      disposeAudio: [answerOf(() => audio.dispose()), answerOf(() => audio.dispose())],
    },
  };
}

import type { DeviceManager } from '@azure/communication-calling';
import { readAsyncOutcomes, readOutcome, type Outcomes } from './outcomes.ts';
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
    ...(await readAsyncOutcomes({
      audioOnly: askFor({ audio: true }),
      videoOnly: askFor({ video: true }),
      audioNotVideo: askFor({ audio: true, video: false }),
      audioAndVideo: askFor({ audio: true, video: true }),
      noDevice: askFor({ audio: false, video: false }),
      noConstraints: askFor(undefined),
      selectNoMicrophone: () => manager.selectMicrophone(undefined as never),
    })),
    cameras: (await manager.getCameras()).map(summarizeDevice),
    microphones: (await manager.getMicrophones()).map(summarizeDevice),
    speakers: (await manager.getSpeakers()).map(summarizeDevice),
    selected: [manager.selectedMicrophone, manager.selectedSpeaker].map(
      (device) => device && summarizeDevice(device),
    ),
  };
}

/** Creates and uses local streams, renderers and views, some with wrong arguments. */
export async function collectStreamOutcomes(sdk: Sdk, manager: DeviceManager): Promise<Outcomes> {
  const [camera] = await manager.getCameras();
  const [microphone] = await manager.getMicrophones();
  if (!camera || !microphone) throw new Error('The browser has no fake devices.');
  const video = new sdk.LocalVideoStream(camera);
  const audio = new sdk.LocalAudioStream(microphone);
  /** @param otherDevice a device of a kind that the constructor does not accept. */
  const readConstructorOutcomes = (construct: (source: never) => unknown, otherDevice: object) =>
    [undefined, null, {}, 'x', { id: 'x' }, otherDevice].map((source) =>
      readOutcome(() => construct(source as never)),
    );
  const constructorOutcomes = {
    newVideo: readConstructorOutcomes((source) => new sdk.LocalVideoStream(source), microphone),
    newAudio: readConstructorOutcomes((source) => new sdk.LocalAudioStream(source), camera),
    newRenderer: readConstructorOutcomes((stream) => new sdk.VideoStreamRenderer(stream), camera),
  };
  const renderer = new sdk.VideoStreamRenderer(video);
  const view = await renderer.createView();
  const unmirroredView = await renderer.createView({ isMirrored: false });
  return {
    ...constructorOutcomes,
    mirrored: [view.isMirrored, unmirroredView.isMirrored],
    ...(await readAsyncOutcomes({
      switchToSameCamera: () => video.switchSource(camera),
      switchToNoCamera: () => video.switchSource({} as never),
      setNoVideoStream: () => video.setMediaStream(undefined as never),
      setNoAudioStream: () => audio.setMediaStream(undefined as never),
      callFeatureOfStream: () => video.feature(sdk.Features.RaiseHand as never),
      setUnknownScalingMode: () => view.updateScalingMode('Zoom' as never),
      disposeView: () => view.dispose(),
      disposeViewAgain: () => view.dispose(),
      scaleDisposedView: () => view.updateScalingMode('Crop'),
      disposeRenderer: () => renderer.dispose(),
      disposeRendererAgain: () => renderer.dispose(),
      viewOfDisposedRenderer: () => renderer.createView(),
      disposeVideo: () => video.dispose(),
      disposeVideoAgain: () => video.dispose(),
      disposeAudio: () => audio.dispose(),
      disposeAudioAgain: () => audio.dispose(),
    })),
  };
}

import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { connectCall } from './steps.ts';

/** Scenarios of constraints on sent video, and of audio effects. */
export const mediaLimits: readonly Scenario[] = [
  {
    title:
      'a constraint limits the height of the video that a call sends, and is refused when it is not a number',
    docs: docs.videoConstraints,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      await alice.run(async (api) => api.call.startVideo(await api.createCameraStream()));
      // An exact height cannot be expected, because a busy browser sends less than the limit allows.
      const waitForHeight = (isAbove180: boolean) =>
        bob.run(async (api, isAbove180) => {
          const stream = await api.waitForRemoteVideo();
          const renderer = new api.sdk.VideoStreamRenderer(stream);
          document.body.append((await renderer.createView()).target);
          await api.waitUntil(() => stream.size.height > 0 && stream.size.height > 180 === isAbove180);
          renderer.dispose();
        }, isAbove180);
      await waitForHeight(true);
      const errorCode = await alice.run((api) => {
        const limitHeight = (max: number) =>
          api.call.setConstraints({ video: { send: { frameHeight: { max } } } });
        // Of several limits that are set in a row, only the last one takes effect.
        void limitHeight(90);
        void limitHeight(0);
        void limitHeight(180);
        return api.catchErrorCode(() => limitHeight(Number.NaN));
      });
      await waitForHeight(false);
      return { isNaNRefused: errorCode !== 'no error' };
    },
    expected: { isNaNRefused: true },
  },
  {
    title: 'an audio effect of the browser starts and stops',
    docs: docs.audioEffects,
    pages: ['alice'],
    async run({ alice }) {
      return alice.run(async (api) => {
        const { devices, sdk, log } = api;
        const [microphone] = await devices.getMicrophones();
        if (!microphone) throw new Error('There is no microphone.');
        const audioStream = new sdk.LocalAudioStream(microphone);
        await audioStream.getMediaStream();
        const audioEffects = audioStream.feature(sdk.Features.AudioEffects);
        const startListener = () => log.push('started');
        audioEffects.on('effectsStarted', startListener);
        const isSupported = await audioEffects.isSupported('BrowserNoiseSuppression');
        await audioEffects.startEffects({ noiseSuppression: 'BrowserNoiseSuppression' });
        const activeEffects = audioEffects.activeEffects.noiseSuppression;
        await audioEffects.stopEffects({ noiseSuppression: true });
        audioEffects.off('effectsStarted', startListener);
        const activeCountAfterStop = audioEffects.activeEffects.noiseSuppression?.length;
        audioEffects.dispose();
        audioStream.dispose();
        return { isSupported, activeEffects, activeCountAfterStop, log };
      });
    },
    expected: {
      isSupported: true,
      activeEffects: ['BrowserNoiseSuppression'],
      activeCountAfterStop: 0,
      log: ['started'],
    },
  },
];

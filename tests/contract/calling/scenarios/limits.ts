import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { connect } from './steps.ts';

/** What is sent is made less, or altered. */
export const limits: readonly Scenario[] = [
  {
    title: 'constraints limit what a call sends, and must be numbers',
    docs: docs.videoConstraints,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connect(alice, bob, 'bob');
      await alice.run(async (here) => here.call.startVideo(await here.camera()));
      // Not which height: a browser with too much to do sends less than it may.
      const isAbove = (wanted: boolean) =>
        bob.run(async (here, above) => {
          const stream = await here.remoteVideo();
          const renderer = new here.sdk.VideoStreamRenderer(stream);
          document.body.append((await renderer.createView()).target);
          await here.until(() => stream.size.height > 0 && stream.size.height > 180 === above);
          renderer.dispose();
        }, wanted);
      await isAbove(true);
      const refused = await alice.run((here) => {
        const limit = (max: number) =>
          here.call.setConstraints({ video: { send: { frameHeight: { max } } } });
        // One directly after the other: the last one holds.
        void limit(90);
        void limit(0);
        void limit(180);
        return here.refusal(() => limit(Number.NaN));
      });
      await isAbove(false);
      return refused === 'silent';
    },
    expected: false,
  },
  {
    title: 'browser effects start on a microphone; an unsupported effect says so and does not start',
    docs: docs.audioEffects,
    pages: ['alice'],
    async run({ alice }) {
      return alice.run(async (here) => {
        const { devices, sdk, log } = here;
        const [microphone] = await devices.getMicrophones();
        if (!microphone) throw new Error('There is no microphone.');
        const sound = new sdk.LocalAudioStream(microphone);
        await sound.getMediaStream();
        const audio = sound.feature(sdk.Features.AudioEffects);
        const started = () => log.push('started');
        audio.on('effectsStarted', started);
        const supported = await audio.isSupported('BrowserNoiseSuppression');
        await audio.startEffects({ noiseSuppression: 'BrowserNoiseSuppression' });
        const active = audio.activeEffects.noiseSuppression;
        await audio.stopEffects({ noiseSuppression: true });
        audio.off('effectsStarted', started);
        const after = audio.activeEffects.noiseSuppression?.length;
        const names = [audio.name];
        audio.dispose();
        sound.dispose();

        const picture = await here.camera();
        const video = picture.feature(sdk.Features.VideoEffects);
        const none = { name: 'NoSuchEffect' } as unknown as Parameters<typeof video.startEffects>[0];
        const listener = () => undefined;
        video.on('effectsStarted', listener);
        video.off('effectsStarted', listener);
        const refused = [await video.isSupported(none), await here.refusal(() => video.startEffects(none))];
        await video.stopEffects();
        names.push(video.name, String(video.activeEffects.length));
        video.dispose();
        picture.dispose();
        return { supported, active, after, log, names, refused: [refused[0], refused[1] === 'silent'] };
      });
    },
    expected: {
      supported: true,
      active: ['BrowserNoiseSuppression'],
      after: 0,
      log: ['started'],
      names: ['AudioEffects', 'VideoEffects', '0'],
      refused: [false, false],
    },
  },
];

import type { PersonPage, Scenario } from './scenario.ts';
import { acceptCall, connectCall } from './steps.ts';

const waitForNoVideo = (page: PersonPage) =>
  page.run(async ({ call, waitUntil }) => {
    const listStreams = () => call.remoteParticipants.flatMap(({ videoStreams }) => videoStreams);
    await waitUntil(() => listStreams().every(({ isAvailable }) => !isAvailable));
  });

/** Waits until a page shows moving video of another participant. @returns the video's type. */
const waitForVideo = (page: PersonPage) =>
  page.run(async (api) => {
    const stream = await api.waitForRemoteVideo();
    await api.waitUntilMoving(stream);
    return stream.mediaStreamType;
  });

/**
 * Scenarios of cameras, shared screens, video rendering, limits and device lists.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/manage-video
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/video-constraints
 */
export const media: readonly Scenario[] = [
  {
    title: 'two participants who start with video receive video and sound, and learn who speaks',
    async run({ alice, bob }) {
      await alice.run(async (api) => {
        const videoOptions = { localVideoStreams: [await api.createCameraStream()] };
        api.call = api.agent.startCall(api.people.bob, { videoOptions });
      });
      await bob.run(async (api) => {
        const videoOptions = { localVideoStreams: [await api.createCameraStream()] };
        api.call = await (await api.takeIncomingCall()).accept({ videoOptions });
      });
      const readMedia = (page: PersonPage) =>
        page.run(async ({ waitUntil, call, sdk, ...api }) => {
          await api.waitUntilConnected();
          const stream = await api.waitForRemoteVideo();
          await api.waitUntilMoving(stream);
          await waitUntil(() => stream.isReceiving && stream.size.width > 0);
          const volume = await waitUntil(() => call.remoteAudioStreams[0]?.getVolume());
          await waitUntil(() => volume.level > 0);
          const speakers = call.feature(sdk.Features.DominantSpeakers);
          const speaker = await waitUntil(() => speakers.dominantSpeakers.speakersList[0]);
          return [stream.mediaStreamType, call.isLocalVideoStarted, api.nameOf(speaker)];
        });
      return [await readMedia(alice), await readMedia(bob)];
    },
    expected: [
      ['Video', true, 'bob'],
      ['Video', true, 'alice'],
    ],
  },
  {
    title: 'both participants can start video at the same time, and nobody can start or stop it twice',
    async run({ alice, bob }) {
      await connectCall(alice, bob);
      const startVideo = (page: PersonPage) =>
        page.run(async ({ call, stored, createCameraStream }) => {
          stored.stream = await createCameraStream();
          await call.startVideo(stored.stream);
        });
      await Promise.all([alice, bob].map(startVideo));
      await Promise.all([alice, bob].map(waitForVideo));
      const errors = await alice.run(async ({ call, stored, waitUntil, catchErrorCode }) => {
        const stream = await waitUntil(() => stored.stream);
        const secondStart = await catchErrorCode(() => call.startVideo(stream));
        await call.stopVideo(stream);
        return [secondStart, await catchErrorCode(() => call.stopVideo(stream))];
      });
      await waitForNoVideo(bob);
      return [...errors, await alice.run((api) => api.call.localVideoStreams.length)];
    },
    expected: ['400/41027', '400/41030', 0],
  },
  {
    title: 'a shared screen is a stream of its own, and a participant cannot share twice',
    async run({ alice, bob }) {
      await connectCall(alice, bob);
      await alice.run((api) => api.call.startScreenSharing());
      const typeOfStream = await waitForVideo(bob);
      const atAlice = await alice.run(async ({ call, catchErrorCode }) => {
        const secondStart = await catchErrorCode(() => call.startScreenSharing());
        const isOnBeforeStop = call.isScreenSharingOn;
        await call.stopScreenSharing();
        return [secondStart.split('/')[1], isOnBeforeStop, call.isScreenSharingOn];
      });
      await waitForNoVideo(bob);
      return [typeOfStream, ...atAlice];
    },
    expected: ['ScreenSharing', '41035', true, false],
  },
  {
    title: 'constraints limit the height of the sent video, from the start of a call and during it',
    async run({ alice, bob }) {
      await alice.run(async (api) => {
        const localVideoStreams = [await api.createCameraStream()];
        const constraints = { send: { frameHeight: { max: 180 } } };
        api.call = api.agent.startCall(api.people.bob, { videoOptions: { localVideoStreams, constraints } });
      });
      await acceptCall(bob);
      // An exact height cannot be expected, because a busy browser sends less than the limit allows.
      const waitForHeight = (isAbove180: boolean) =>
        bob.run(async ({ sdk, waitUntil, waitForRemoteVideo }, isAbove180) => {
          const stream = await waitForRemoteVideo();
          const renderer = new sdk.VideoStreamRenderer(stream);
          document.body.append((await renderer.createView()).target);
          await waitUntil(() => stream.size.height > 0 && stream.size.height > 180 === isAbove180);
          renderer.dispose();
        }, isAbove180);
      await waitForHeight(false);
      const error = await alice.run(({ call, catchErrorCode }) => {
        const limitHeight = (max: number) =>
          call.setConstraints({ video: { send: { frameHeight: { max } } } });
        // Of several limits that are set in a row, only the last one takes effect. 0 means no limit.
        void limitHeight(90);
        void limitHeight(0);
        return catchErrorCode(() => limitHeight(Number.NaN));
      });
      await waitForHeight(true);
      return error !== 'no error';
    },
    expected: true,
  },
  {
    title: 'the device manager lists devices and selects a speaker, and the browser is supported',
    async run({ alice }) {
      return alice.run(async ({ client, devices, sdk, log, waitUntil }) => {
        const speakers = await devices.getSpeakers();
        const lists = [await devices.getCameras(), await devices.getMicrophones(), speakers];
        const otherSpeaker = speakers.find(({ id }) => id !== devices.selectedSpeaker?.id);
        devices.on('selectedSpeakerChanged', () => log.push('speaker'));
        if (otherSpeaker) await devices.selectSpeaker(otherSpeaker);
        await waitUntil(() => devices.selectedSpeaker?.id === otherSpeaker?.id && log.length === 1);
        const { isSupportedBrowser } = await client.feature(sdk.Features.DebugInfo).getEnvironmentInfo();
        return [...lists.map((list) => list.length > 0), isSupportedBrowser];
      });
    },
    expected: [true, true, true, true],
  },
];

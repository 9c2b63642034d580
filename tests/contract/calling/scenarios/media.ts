import { docs } from './docs.ts';
import type { PersonPage, Scenario } from './scenario.ts';
import { connectCall } from './steps.ts';

/** Waits until a page gets no video from another participant. */
const waitForNoVideo = (page: PersonPage) =>
  page.run(async ({ call, waitUntil }) => {
    const listStreams = () => call.remoteParticipants.flatMap(({ videoStreams }) => videoStreams);
    await waitUntil(() => listStreams().every(({ isAvailable }) => !isAvailable));
  });

/** Scenarios of cameras, shared screens, video rendering, limits and device lists. */
export const media: readonly Scenario[] = [
  {
    title: 'when both participants start with video, each receives moving video and sound',
    docs: docs.manageVideo,
    async run({ alice, bob }) {
      await alice.run(async (api) => {
        const videoOptions = { localVideoStreams: [await api.createCameraStream()] };
        api.call = api.agent.startCall(api.people.bob, { videoOptions });
      });
      await bob.run(async (api) => {
        const videoOptions = { localVideoStreams: [await api.createCameraStream()] };
        api.call = await (await api.takeIncomingCall()).accept({ videoOptions });
      });
      const checkMedia = (page: PersonPage) =>
        page.run(async (api) => {
          await api.waitUntilConnected();
          const stream = await api.waitForRemoteVideo();
          await api.waitUntilMoving(stream);
          await api.waitUntil(() => stream.isReceiving && stream.size.width > 0);
          const volume = await api.waitUntil(() => api.call.remoteAudioStreams[0]?.getVolume());
          await api.waitUntil(() => volume.level > 0);
          return { type: stream.mediaStreamType, isLocalVideoStarted: api.call.isLocalVideoStarted };
        });
      return [await checkMedia(alice), await checkMedia(bob)];
    },
    expected: [
      { type: 'Video', isLocalVideoStarted: true },
      { type: 'Video', isLocalVideoStarted: true },
    ],
  },
  {
    title:
      'both participants start their videos at the same time and stop them, and starting or stopping twice is refused',
    docs: docs.manageVideo,
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      const pages = [alice, bob];
      await Promise.all(
        pages.map((page) =>
          page.run(async (api) => {
            api.stored.stream = await api.createCameraStream();
            await api.call.startVideo(api.stored.stream);
          }),
        ),
      );
      const areMoving = await Promise.all(
        pages.map((page) => page.run(async (api) => api.waitUntilMoving(await api.waitForRemoteVideo()))),
      );
      const errors = await alice.run(async ({ call, stored, waitUntil, catchErrorCode }) => {
        const ownStream = await waitUntil(() => stored.stream);
        const secondStart = await catchErrorCode(() => call.startVideo(ownStream));
        await call.stopVideo(ownStream);
        const secondStop = await catchErrorCode(() => call.stopVideo(ownStream));
        return { secondStart, secondStop };
      });
      await waitForNoVideo(bob);
      const streamCount = await alice.run((api) => api.call.localVideoStreams.length);
      return { areMoving, errors, streamCount };
    },
    expected: {
      areMoving: [true, true],
      errors: { secondStart: '400/41027', secondStop: '400/41030' },
      streamCount: 0,
    },
  },
  {
    title: 'a shared screen is a stream of its own, and a participant cannot share twice',
    docs: docs.manageVideo,
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      await alice.run((api) => api.call.startScreenSharing());
      const screenForBob = await bob.run(async (api) => {
        const screen = await api.waitForRemoteVideo();
        return { type: screen.mediaStreamType, isMoving: await api.waitUntilMoving(screen) };
      });
      const forAlice = await alice.run(async ({ call, catchErrorCode }) => {
        const secondStart = await catchErrorCode(() => call.startScreenSharing());
        const isOnBeforeStop = call.isScreenSharingOn;
        await call.stopScreenSharing();
        return {
          secondStartSubCode: secondStart.split('/')[1],
          isOn: [isOnBeforeStop, call.isScreenSharingOn],
        };
      });
      await waitForNoVideo(bob);
      return { screenForBob, forAlice };
    },
    expected: {
      screenForBob: { type: 'ScreenSharing', isMoving: true },
      forAlice: { secondStartSubCode: '41035', isOn: [true, false] },
    },
  },
  {
    title:
      'a constraint limits the height of the video that a call sends, and is refused when it is not a number',
    docs: docs.videoConstraints,
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
    title:
      'the device manager lists cameras, microphones and speakers, and selects a microphone and a speaker; the browser is supported',
    docs: docs.manageVideo,
    pages: ['alice'],
    async run({ alice }) {
      return alice.run(async ({ client, devices, sdk, log, waitUntil }) => {
        const cameras = await devices.getCameras();
        const microphones = await devices.getMicrophones();
        const speakers = await devices.getSpeakers();
        const [microphone] = microphones;
        if (microphone) await devices.selectMicrophone(microphone);
        const otherSpeaker = speakers.find(({ id }) => id !== devices.selectedSpeaker?.id);
        devices.on('selectedSpeakerChanged', () => log.push('speaker'));
        if (otherSpeaker) await devices.selectSpeaker(otherSpeaker);
        await waitUntil(() => devices.selectedSpeaker?.id === otherSpeaker?.id && log.length === 1);
        const { isSupportedBrowser } = await client.feature(sdk.Features.DebugInfo).getEnvironmentInfo();
        return {
          areListed: [cameras, microphones, speakers].map((list) => list.length > 0),
          isMicrophoneSelected: devices.selectedMicrophone?.id === microphone?.id,
          isSpeakerSelectionAvailable: devices.isSpeakerSelectionAvailable,
          isSupportedBrowser,
        };
      });
    },
    expected: {
      areListed: [true, true, true],
      isMicrophoneSelected: true,
      isSpeakerSelectionAvailable: true,
      isSupportedBrowser: true,
    },
  },
];

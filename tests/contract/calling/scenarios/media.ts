import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { connectCall } from './steps.ts';

/** Scenarios of cameras, shared screens, video rendering and device lists. */
export const media: readonly Scenario[] = [
  {
    title: 'when both participants start with video, each receives moving video and sound',
    docs: docs.manageVideo,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await alice.run(async (api) => {
        api.call = api.agent.startCall(api.people.bob, {
          videoOptions: { localVideoStreams: [await api.createCameraStream()] },
        });
      });
      await bob.run(async (api) => {
        const videoOptions = { localVideoStreams: [await api.createCameraStream()] };
        api.call = await (await api.takeIncomingCall()).accept({ videoOptions });
      });
      const checkMedia = (page: typeof alice) =>
        page.run(async (api) => {
          await api.waitUntilConnected();
          const stream = await api.waitForRemoteVideo();
          const isMoving = await api.waitUntilMoving(stream);
          await api.waitUntil(() => stream.isReceiving && stream.size.width > 0);
          const volume = await api.waitUntil(() => api.call.remoteAudioStreams[0]?.getVolume());
          await api.waitUntil(() => volume.level > 0);
          return {
            isMoving,
            type: stream.mediaStreamType,
            isLocalVideoStarted: api.call.isLocalVideoStarted,
          };
        });
      return [await checkMedia(alice), await checkMedia(bob)];
    },
    expected: [
      { isMoving: true, type: 'Video', isLocalVideoStarted: true },
      { isMoving: true, type: 'Video', isLocalVideoStarted: true },
    ],
  },
  {
    title:
      'both participants start their videos at the same time and stop them, and starting or stopping twice is refused',
    docs: docs.manageVideo,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      await Promise.all(
        [alice, bob].map((page) =>
          page.run(async (api) => {
            const ownStream = await api.createCameraStream();
            api.storedValues['ownStream'] = ownStream;
            await api.call.startVideo(ownStream);
          }),
        ),
      );
      const areMoving = await Promise.all(
        [alice, bob].map((page) =>
          page.run(async (api) => api.waitUntilMoving(await api.waitForRemoteVideo())),
        ),
      );
      const errors = await alice.run(async (api) => {
        type LocalStream = Awaited<ReturnType<typeof api.createCameraStream>>;
        const ownStream = api.storedValues['ownStream'] as LocalStream;
        const secondStart = await api.catchErrorCode(() => api.call.startVideo(ownStream));
        await api.call.stopVideo(ownStream);
        const secondStop = await api.catchErrorCode(() => api.call.stopVideo(ownStream));
        return { secondStart, secondStop };
      });
      await bob.run(async (api) => {
        const listStreams = () => api.call.remoteParticipants.flatMap(({ videoStreams }) => videoStreams);
        await api.waitUntil(() => listStreams().every(({ isAvailable }) => !isAvailable));
      });
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
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      await alice.run((api) => api.call.startScreenSharing());
      const screenForBob = await bob.run(async (api) => {
        const screen = await api.waitForRemoteVideo();
        return { type: screen.mediaStreamType, isMoving: await api.waitUntilMoving(screen) };
      });
      const secondStart = await alice.run((api) => api.catchErrorCode(() => api.call.startScreenSharing()));
      const isScreenSharingOn = await alice.run(async (api) => {
        const beforeStop = api.call.isScreenSharingOn;
        await api.call.stopScreenSharing();
        return { beforeStop, afterStop: api.call.isScreenSharingOn };
      });
      await bob.run(async (api) => {
        const listStreams = () => api.call.remoteParticipants.flatMap(({ videoStreams }) => videoStreams);
        await api.waitUntil(() => listStreams().every(({ isAvailable }) => !isAvailable));
      });
      return { screenForBob, secondStartSubCode: secondStart.split('/')[1], isScreenSharingOn };
    },
    expected: {
      screenForBob: { type: 'ScreenSharing', isMoving: true },
      secondStartSubCode: '41035',
      isScreenSharingOn: { beforeStop: true, afterStop: false },
    },
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

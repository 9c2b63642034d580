import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { connect } from './steps.ts';

/** Cameras, screens, and what is drawn of them. */
export const media: readonly Scenario[] = [
  {
    title: 'a call placed with video is answered with video: videos move on both sides, and sound is heard',
    docs: docs.manageVideo,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await alice.run(async (here) => {
        here.call = here.agent.startCall(here.people.bob, {
          videoOptions: { localVideoStreams: [await here.camera()] },
        });
      });
      await bob.run(async (here) => {
        const videoOptions = { localVideoStreams: [await here.camera()] };
        here.call = await (await here.incomingCall()).accept({ videoOptions });
      });
      const look = (page: typeof alice) =>
        page.run(async (here) => {
          await here.connected();
          const stream = await here.remoteVideo();
          const moves = await here.isMoving(stream);
          await here.until(() => stream.isReceiving && stream.size.width > 0);
          const volume = await here.until(() => here.call.remoteAudioStreams[0]?.getVolume());
          await here.until(() => volume.level > 0);
          return [moves, stream.mediaStreamType, here.call.isLocalVideoStarted];
        });
      return [await look(alice), await look(bob)];
    },
    expected: [
      [true, 'Video', true],
      [true, 'Video', true],
    ],
  },
  {
    title:
      'both turn their cameras on at once during a call, and off again; a camera that is on cannot be turned on twice',
    docs: docs.manageVideo,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connect(alice, bob, 'bob');
      await Promise.all(
        [alice, bob].map((page) =>
          page.run(async (here) => {
            const mine = await here.camera();
            here.stored['mine'] = mine;
            await here.call.startVideo(mine);
          }),
        ),
      );
      const moves = await Promise.all(
        [alice, bob].map((page) => page.run(async (here) => here.isMoving(await here.remoteVideo()))),
      );
      const refused = await alice.run(async (here) => {
        const mine = here.stored['mine'] as Awaited<ReturnType<typeof here.camera>>;
        const twice = await here.refusal(() => here.call.startVideo(mine));
        await here.call.stopVideo(mine);
        return [
          twice,
          await here.refusal(() => here.call.stopVideo(mine)),
          here.call.localVideoStreams.length,
        ];
      });
      await bob.run(async (here) => {
        const streams = () => here.call.remoteParticipants.flatMap(({ videoStreams }) => videoStreams);
        await here.until(() => streams().every(({ isAvailable }) => !isAvailable));
      });
      return { moves, refused };
    },
    expected: { moves: [true, true], refused: ['400/41027', '400/41030', 0] },
  },
  {
    title: 'a screen is a separate stream, which one participant shares at a time and not twice',
    docs: docs.manageVideo,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connect(alice, bob, 'bob');
      await alice.run((here) => here.call.startScreenSharing());
      const shown = await bob.run(async (here) => {
        const screen = await here.remoteVideo();
        return [screen.mediaStreamType, await here.isMoving(screen)];
      });
      const twice = await alice.run((here) => here.refusal(() => here.call.startScreenSharing()));
      const on = await alice.run(async (here) => {
        const before = here.call.isScreenSharingOn;
        await here.call.stopScreenSharing();
        return [before, here.call.isScreenSharingOn];
      });
      await bob.run(async (here) => {
        const streams = () => here.call.remoteParticipants.flatMap(({ videoStreams }) => videoStreams);
        await here.until(() => streams().every(({ isAvailable }) => !isAvailable));
      });
      return { shown, twice: twice.split('/')[1], on };
    },
    expected: { shown: ['ScreenSharing', true], twice: '41035', on: [true, false] },
  },
  {
    title: 'a bot that answers by itself sends a moving video and a tone',
    docs: docs.manageVideo,
    pages: ['alice'],
    needs: ['bots'],
    async run({ alice }) {
      return alice.run(async (here) => {
        here.call = here.agent.startCall({ microsoftTeamsUserId: 'ec000000-0000-4000-8000-0000000000ec' });
        await here.connected();
        const moves = await here.isMoving(await here.remoteVideo());
        const volume = await here.until(() => here.call.remoteAudioStreams[0]?.getVolume());
        await here.until(() => volume.level > 0);
        return moves;
      });
    },
    expected: true,
  },
  {
    title: 'a preview is rendered as asked, mirrored and fitted, and changes its scaling',
    docs: docs.manageVideo,
    pages: ['alice'],
    async run({ alice }) {
      return alice.run(async (here) => {
        const renderer = new here.sdk.VideoStreamRenderer(await here.camera());
        const view = await renderer.createView({ isMirrored: true, scalingMode: 'Fit' });
        const before = [view.isMirrored, view.scalingMode, view.target.querySelector('video') !== null];
        await view.updateScalingMode('Crop');
        const after = view.scalingMode;
        view.dispose();
        renderer.dispose();
        return [...before, after];
      });
    },
    expected: [true, 'Fit', true, 'Crop'],
  },
  {
    title: 'the device manager lists the devices, and one microphone and one speaker are selected',
    docs: docs.manageVideo,
    pages: ['alice'],
    async run({ alice }) {
      return alice.run(async ({ devices }) => {
        const [cameras, microphones, speakers] = [
          await devices.getCameras(),
          await devices.getMicrophones(),
          await devices.getSpeakers(),
        ];
        const [microphone] = microphones;
        if (microphone) await devices.selectMicrophone(microphone);
        return {
          some: [cameras, microphones, speakers].map((list) => list.length > 0),
          chosen: devices.selectedMicrophone?.id === microphone?.id,
          speaker: devices.isSpeakerSelectionAvailable,
        };
      });
    },
    expected: { some: [true, true, true], chosen: true, speaker: true },
  },
];

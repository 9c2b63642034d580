import type { TeamsCaptions, TeamsCaptionsInfo } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { assignRoom, newRoom, openRoom } from '../../../src/emulator/signalling/features/breakoutRooms.ts';
import { speak } from '../../../src/emulator/signalling/features/captions.ts';
import { presentSlides } from '../../../src/emulator/signalling/features/pptLive.ts';
import {
  requireConsent,
  setRecording,
  setTranscription,
} from '../../../src/emulator/signalling/features/recording.ts';
import { objectIds } from '../../support/calling/harness.ts';
import { harnessOfFile } from '../../support/calling/harnessOfFile.ts';

/** Features that an organizer starts in Teams, and a control starts in the emulator. */
const { harness } = harnessOfFile();

/** @returns the only meeting, and a function that finds a participant in it. */
function onlyMeeting() {
  const [call] = harness().signalling.commands.calls.all();
  if (!call) throw new Error('There is no call.');
  const member = (name: string) => {
    const id = `8:orgid:${objectIds[name]}`;
    const found = [...call.participants.values()].find(({ rawId }) => rawId === id);
    if (!found) throw new Error(`${name} is not in the call.`);
    return found;
  };
  return { call, member };
}

/** Alice and Bob in a meeting. Bob's camera is on, and he notes what he hears of recording and transcription. */
async function recordedMeeting() {
  const page = await harness().openPage();
  return page.keep(async ({ sdk, meet, camera, log }) => {
    const [alice, bob] = await meet('alice', 'bob');
    const recording = bob.feature(sdk.Features.Recording);
    const transcription = bob.feature(sdk.Features.Transcription);
    const capabilities = bob.feature(sdk.Features.Capabilities);
    recording.on('isRecordingActiveChanged', () => log.push(`recording ${recording.isRecordingActive}`));
    recording.on('recordingsUpdated', ({ added, removed }) => {
      log.push(`+${added.length}-${removed.length}`);
      for (const info of added) {
        info.on('recordingStateChanged', () => log.push(sdk.RecordingState[info.state]));
      }
    });
    transcription.on('isTranscriptionActiveChanged', () =>
      log.push(`transcription ${transcription.isTranscriptionActive}`),
    );
    await bob.startVideo(await camera(new sdk.CallClient()));
    capabilities.on('capabilitiesChanged', ({ newValue }) =>
      log.push(`${Object.keys(newValue).toSorted().join()} ${newValue.unmuteMic?.reason}`),
    );
    const captioned: TeamsCaptionsInfo[] = [];
    const captions = alice.feature(sdk.Features.Captions).captions as TeamsCaptions;
    captions.on('CaptionsReceived', (info) => captioned.push(info));
    await captions.startCaptions();
    return { alice, bob, recording, transcription, capabilities, captioned };
  });
}

// how-tos/calling-sdk/record-calls, …/call-transcription, and "Explicit consent" in both.
test('participants hear of recording and transcription, must consent before they unmute, and their speech becomes captions', async () => {
  const page = await recordedMeeting();
  const logReaches = (length: number) => expect.poll(() => page.run(({ log }) => log.length)).toBe(length);
  const { call, member } = onlyMeeting();
  setRecording(call, true);
  await logReaches(2);
  setRecording(call, 'paused');
  await logReaches(4);
  setTranscription(call, true);
  speak(call, member('bob'), 'I did not agree to that.');
  await page.run(({ log, captioned, until }) =>
    until(
      () => log.includes('transcription true') && captioned.some(({ resultType }) => resultType === 'Final'),
    ),
  );
  requireConsent(call, true);
  const seen = await page.run(
    async ({ alice, bob, recording, transcription, capabilities, captioned, ...api }) => {
      const { sdk, until, caught, names } = api;
      await until(() => bob.isMuted && !bob.isLocalVideoStarted);
      const camera = { id: 'camera:', name: '', deviceType: 'UsbCamera' } as const;
      const withheld = [
        recording.isTeamsConsentRequired,
        transcription.isTeamsConsentRequired,
        await caught(() => bob.unmute()),
        await caught(() => bob.startVideo(new sdk.LocalVideoStream(camera))),
        await caught(() => bob.startScreenSharing()),
        capabilities.capabilities.shareScreen.reason,
      ];
      await transcription.grantTeamsConsent();
      await bob.unmute();
      const granted = [
        recording.isTeamsConsentRequired,
        alice.feature(sdk.Features.Recording).isTeamsConsentRequired,
        bob.isMuted,
        capabilities.capabilities.shareScreen.isPresent,
      ];
      const last = captioned.at(-1);
      const said = [last && names([last.speaker])[0], last?.captionText];
      return { withheld, granted, said, recordings: recording.recordings.length };
    },
  );
  setRecording(call, false);
  setTranscription(call, false);
  await page.run(({ log, until }) => until(() => log.includes('transcription false')));
  expect(seen).toEqual({
    withheld: [true, true, '403/0', '403/0', '403/0', 'ExplicitConsentRequired'],
    granted: [false, true, false, true],
    said: ['bob', 'I did not agree to that.'],
    recordings: 1,
  });
  expect(await page.run(({ log }) => log)).toEqual([
    '+1-0',
    'recording true',
    'Paused',
    'recording false',
    'transcription true',
    'shareScreen,turnVideoOn,unmuteMic ExplicitConsentRequired',
    'shareScreen,turnVideoOn,unmuteMic Capable',
    'Ended',
    '+0-1',
    'transcription false',
  ]);
  await page.run(async ({ alice, bob }) => {
    await alice.hangUp();
    await bob.hangUp();
  });
  await page.close();
});

/** Alice and Carol in a meeting. Carol notes what she hears of slides and breakout rooms. */
async function meetingWithRooms() {
  const page = await harness().openPage();
  return page.keep(async ({ sdk, meet, log }) => {
    const [alice, carol] = await meet('alice', 'carol');
    const slides = carol.feature(sdk.Features.PPTLive);
    const rooms = carol.feature(sdk.Features.BreakoutRooms);
    slides.on('isActiveChanged', () => log.push(`slides ${slides.isActive}`));
    rooms.on('breakoutRoomsUpdated', ({ type, data }) => {
      const { kind, state } = (data ?? {}) as { kind?: string; state?: string };
      log.push(`${type} ${type === 'join' ? kind : state}`);
    });
    const roomsOfAlice = alice.feature(sdk.Features.BreakoutRooms);
    return { alice, carol, slides, rooms, roomsOfAlice };
  });
}

// how-tos/calling-sdk/breakoutrooms, …/audio-conferencing, and the types of PPT Live.
test('a meeting has slides, breakout rooms that participants join and leave, and dial-in numbers', async () => {
  const page = await meetingWithRooms();
  const { call, member } = onlyMeeting();
  presentSlides(call, member('alice'));
  const room = newRoom('Room 1', false);
  assignRoom(call, member('carol'), room);
  await expect.poll(() => page.run(({ log }) => log.length)).toBe(2);
  const before = await page.run(async ({ alice, carol, slides, rooms, roomsOfAlice, ...api }) => {
    const { sdk, agents, user, caught, names } = api;
    const dialIn = sdk.Features.TeamsMeetingAudioConferencing;
    const details = await carol.feature(dialIn).getTeamsMeetingAudioConferencingDetails();
    const ofAlice = await alice.feature(dialIn).getTeamsMeetingAudioConferencingDetails();
    const echo = agents['carol']?.startCall(user('echo'));
    const ofEcho = await caught(() => echo?.feature(dialIn).getTeamsMeetingAudioConferencingDetails());
    await echo?.hangUp();
    return {
      presenter: names([{ identifier: slides.activePresenterId }]),
      target: slides.target instanceof HTMLElement && slides.target.textContent,
      closed: await caught(() => rooms.assignedBreakoutRooms?.join()),
      mine: rooms.breakoutRooms === undefined,
      theirs: roomsOfAlice.breakoutRooms?.map(({ displayName, state, invitees }) => [
        displayName,
        state,
        names(invitees as unknown as { identifier: unknown }[]),
      ]),
      same: ofAlice.phoneConferenceId === details.phoneConferenceId,
      digits: /^\d{9}$/.test(details.phoneConferenceId),
      numbers: details.phoneNumbers.length,
      ofEcho,
    };
  });
  expect(before).toEqual({
    presenter: ['alice'],
    target: 'Slides',
    closed: '400/0',
    mine: true,
    theirs: [['Room 1', 'closed', ['carol']]],
    same: true,
    digits: true,
    numbers: 3,
    ofEcho: '400/45950',
  });
  presentSlides(call, null);
  openRoom(call, room.threadId, true);
  const after = await page.run(async ({ alice, carol, rooms, until }) => {
    const room = await until(() => {
      const assigned = rooms.assignedBreakoutRooms;
      return assigned?.state === 'open' && assigned;
    });
    const inside = (await room.join()) as typeof carol;
    await until(() => inside.state === 'Connected');
    const joined = [inside.info.threadId === room.threadId, carol.state, room.call === inside];
    const back = await room.returnToMainMeeting();
    const returned = [back === carol, carol.state, inside.state];
    await alice.hangUp();
    await carol.hangUp();
    return { joined, returned };
  });
  expect(after).toEqual({
    joined: [true, 'LocalHold', true],
    returned: [true, 'Connected', 'Disconnected'],
  });
  expect(await page.run(({ log }) => log)).toEqual([
    'slides true',
    'assignedBreakoutRooms closed',
    'slides false',
    'assignedBreakoutRooms open',
    'join TeamsCall',
  ]);
  await page.close();
});

import type { BreakoutRoom, TeamsCall } from '@azure/communication-calling';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

/**
 * Features of the meeting `townHall`, in which Alice and Bob are organizers, and all others attendees. Users start a recording, a
 * transcription, slides and breakout rooms in Teams, and no SDK method starts them, so the tests use the emulator's controls.
 */
const { test } = setUpHarness();

// Documented at learn.microsoft.com, how-tos/calling-sdk/record-calls and call-transcription, section "Explicit consent" of
// both.
test('participants get events about recording and transcription, and must consent before they can unmute', async (api) => {
  const { sdk, waitUntil, expectEqual, log } = api;
  const [aliceCall, bobCall] = await api.joinTownHall('alice', 'bob');
  const actAsBob = (act: string, parameters: object) =>
    api.emulator.act({ as: 'bob@fabrikam.example', act, ...parameters });
  const recording = bobCall.feature(sdk.Features.Recording);
  const transcription = bobCall.feature(sdk.Features.Transcription);
  const capabilities = bobCall.feature(sdk.Features.Capabilities);
  recording.on('isRecordingActiveChanged', () => log.push(`recording ${recording.isRecordingActive}`));
  recording.on('recordingsUpdated', ({ added, removed }) => {
    log.push(`recordings +${added.length} -${removed.length}`);
    for (const info of added)
      info.on('recordingStateChanged', () => log.push(sdk.RecordingState[info.state]));
  });
  transcription.on('isTranscriptionActiveChanged', () =>
    log.push(`transcription ${transcription.isTranscriptionActive}`),
  );
  await bobCall.startVideo(await api.createCameraStream(new sdk.CallClient()));
  capabilities.on('capabilitiesChanged', ({ newValue }) =>
    log.push(`${Object.keys(newValue).toSorted().join()} ${newValue.unmuteMic?.reason}`),
  );
  await actAsBob('record', { on: true });
  await waitUntil(() => log.length === 2);
  await actAsBob('record', { on: 'paused' });
  await waitUntil(() => log.length === 4);
  await actAsBob('transcribe', { on: true });
  await waitUntil(() => log.includes('transcription true'));
  await actAsBob('requireConsent', { on: true });
  await waitUntil(() => bobCall.isMuted && !bobCall.isLocalVideoStarted);
  expectEqual([recording.isTeamsConsentRequired, transcription.isTeamsConsentRequired], [true, true]);
  const camera = { id: 'camera:', name: '', deviceType: 'UsbCamera' } as const;
  for (const sendMedia of [
    () => bobCall.unmute(),
    () => bobCall.startVideo(new sdk.LocalVideoStream(camera)),
    () => bobCall.startScreenSharing(),
  ])
    expectEqual(await api.catchErrorCode(sendMedia), '403/0');
  await transcription.grantTeamsConsent();
  await bobCall.unmute();
  const { isTeamsConsentRequired: isRequiredForAlice } = aliceCall.feature(sdk.Features.Recording);
  expectEqual([recording.isTeamsConsentRequired, isRequiredForAlice], [false, true]);
  await actAsBob('record', { on: false });
  await actAsBob('transcribe', { on: false });
  await waitUntil(() => log.includes('transcription false'));
  const media = 'shareScreen,turnVideoOn,unmuteMic';
  const starts = ['recordings +1 -0', 'recording true', 'Paused', 'recording false', 'transcription true'];
  const consents = [`${media} ExplicitConsentRequired`, `${media} Capable`];
  expectEqual(log, [...starts, ...consents, 'Ended', 'recordings +0 -1', 'transcription false']);
});

// Documented at learn.microsoft.com, how-tos/calling-sdk/breakoutrooms and audio-conferencing, and the SDK's types of PPT Live.
test('participants of a meeting see slides, join and leave breakout rooms, and get dial-in numbers', async (api) => {
  const { sdk, waitUntil, expectEqual, firstNamesOf, log } = api;
  const [aliceCall, carolCall] = await api.joinTownHall('alice', 'carol');
  const act = (name: string, act: string, parameters: object) =>
    api.emulator.act({ as: `${name}@fabrikam.example`, act, ...parameters });
  const slides = carolCall.feature(sdk.Features.PPTLive);
  const rooms = carolCall.feature(sdk.Features.BreakoutRooms);
  slides.on('isActiveChanged', () => log.push(`slides ${slides.isActive}`));
  rooms.on('breakoutRoomsUpdated', ({ type, data }) => {
    const { kind, state } = (data ?? {}) as { kind?: string; state?: string };
    log.push(`${type} ${type === 'join' ? kind : state}`);
  });
  await act('alice', 'slides', { on: true });
  await act('carol', 'assign', { room: 'Room 1' });
  await waitUntil(() => log.length === 2);
  expectEqual(firstNamesOf([{ identifier: slides.activePresenterId }]), ['alice']);
  expectEqual(slides.target.textContent, 'Slides');
  expectEqual(await api.catchErrorCode(() => rooms.assignedBreakoutRooms?.join()), '400/0');
  // Only the organizer, Alice, gets the list of all rooms.
  expectEqual(rooms.breakoutRooms, undefined);
  const [listedRoom] = aliceCall.feature(sdk.Features.BreakoutRooms).breakoutRooms ?? [];
  expectEqual([listedRoom?.displayName, listedRoom?.state], ['Room 1', 'closed']);
  expectEqual(firstNamesOf(listedRoom?.invitees as never), ['carol']);

  await act('alice', 'slides', { on: false });
  await act('carol', 'openRoom', { room: 'Room 1', open: true });
  await waitUntil(() => rooms.assignedBreakoutRooms?.state === 'open');
  const room = rooms.assignedBreakoutRooms as BreakoutRoom;
  const roomCall = (await room.join()) as TeamsCall;
  await waitUntil(() => roomCall.state === 'Connected');
  expectEqual([roomCall.info.threadId, carolCall.state], [room.threadId, 'LocalHold']);
  expectEqual(room.call === roomCall, true);
  // The user returns by hanging up in the room.
  await roomCall.hangUp();
  expectEqual((await room.returnToMainMeeting()) === carolCall, true);
  expectEqual([carolCall.state, roomCall.state], ['Connected', 'Disconnected']);
  const slidesAndRoom = ['slides true', 'assignedBreakoutRooms closed'];
  expectEqual(log, [...slidesAndRoom, 'slides false', 'assignedBreakoutRooms open', 'join TeamsCall']);

  const readDialIn = (call: TeamsCall) =>
    call.feature(sdk.Features.TeamsMeetingAudioConferencing).getTeamsMeetingAudioConferencingDetails();
  const { phoneConferenceId, phoneNumbers } = await readDialIn(carolCall);
  expectEqual([/^\d{9}$/.test(phoneConferenceId), phoneNumbers.length], [true, 3]);
  expectEqual((await readDialIn(aliceCall)).phoneConferenceId, phoneConferenceId);
});

import type { TeamsCall, TeamsCaptions, TeamsCaptionsInfo } from '@azure/communication-calling';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

/**
 * Features of the meeting `townHall`, in which Alice and Bob are organizers, and all others attendees. Users start a recording, a
 * transcription, slides and breakout rooms in Teams, and no SDK method starts them, so the tests use the emulator's controls.
 */
const { test } = setUpHarness();

// Documented at learn.microsoft.com, how-tos/calling-sdk/raise-hand: order.
test('raised hands keep their order, a participant who joins later sees them, and events report each hand', async (api) => {
  const { waitUntil, expectEqual, firstNamesOf, log } = api;
  const [aliceCall, bobCall, carolCall] = await api.joinTownHall('alice', 'bob', 'carol');
  const handsOf = (call: TeamsCall) => call.feature(api.sdk.Features.RaiseHand);
  const [hands, handsForBob] = [handsOf(aliceCall), handsOf(bobCall)];
  hands.on('raisedHandEvent', (event) => log.push(`+${firstNamesOf([event]).join()}`));
  hands.on('loweredHandEvent', (event) => log.push(`-${firstNamesOf([event]).join()}`));
  await handsOf(carolCall).raiseHand();
  await handsForBob.raiseHand();
  await handsForBob.raiseHand();
  const erinCall = (await api.signIn('erin')).agent.join(api.meetings.townHall);
  for (const feature of [hands, handsOf(erinCall)]) {
    await waitUntil(() => feature.getRaisedHands().length === 2);
    const raisedHands = feature.getRaisedHands();
    expectEqual(firstNamesOf(raisedHands), ['carol', 'bob']);
    expectEqual(
      raisedHands.map(({ order }) => order),
      [1, 2],
    );
  }
  await hands.lowerHands([api.identifierOf('bob')]);
  await carolCall.hangUp();
  await waitUntil(() => hands.getRaisedHands().length === 0);
  await handsForBob.raiseHand();
  await hands.raiseHand();
  await hands.lowerAllHands();
  await waitUntil(() => handsForBob.getRaisedHands().length === 0);
  expectEqual(log, ['+carol', '+bob', '-bob', '-carol', '+bob', '+alice', '-bob', '-alice']);
});

// Documented at learn.microsoft.com, how-tos/calling-sdk/spotlight: order.
test('organizers spotlight participants in order, an attendee ends their own spotlight, and events report each change', async (api) => {
  const { waitUntil, expectEqual, firstNamesOf, identifierOf, log } = api;
  const [aliceCall, bobCall, erinCall] = await api.joinTownHall('alice', 'bob', 'erin');
  const aliceSpotlight = aliceCall.feature(api.sdk.Features.Spotlight);
  const bobSpotlight = bobCall.feature(api.sdk.Features.Spotlight);
  const erinSpotlight = erinCall.feature(api.sdk.Features.Spotlight);
  erinSpotlight.on('spotlightChanged', ({ added, removed }) =>
    log.push(`+${firstNamesOf(added).join()}-${firstNamesOf(removed).join()}`),
  );
  await aliceSpotlight.startSpotlight();
  await bobSpotlight.startSpotlight([identifierOf('erin'), identifierOf('alice')]);
  await waitUntil(() => erinSpotlight.getSpotlightedParticipants().length === 2);
  const spotlighted = erinSpotlight.getSpotlightedParticipants();
  expectEqual(firstNamesOf(spotlighted), ['alice', 'erin']);
  expectEqual(
    spotlighted.map(({ order }) => order),
    [1, 2],
  );
  expectEqual(erinSpotlight.maxParticipantsToSpotlight, 7);
  await erinSpotlight.stopSpotlight();
  await aliceSpotlight.stopAllSpotlight();
  await waitUntil(() => erinSpotlight.getSpotlightedParticipants().length === 0);
  expectEqual(log, ['+alice-', '+erin-', '+-erin', '+-alice']);
});

// M5 is the id of a defect that an earlier version had.
test('M5: the identifier of a reaction works as an object, as the SDK’s types say, and as a raw id, as Microsoft’s UI library uses it', async (api) => {
  const { expectEqual } = api;
  const [aliceCall, bobCall] = await api.joinTownHall('alice', 'bob');
  const firstReaction = new Promise<{ identifier: unknown }>((resolve) => {
    bobCall.feature(api.sdk.Features.Reaction).on('reaction', resolve);
  });
  await aliceCall.feature(api.sdk.Features.Reaction).sendReaction({ reactionType: 'like' });
  const { identifier } = await firstReaction;
  const userId = api.objectIds['alice'];
  const rawId = `8:orgid:${userId}`;
  const asText = identifier as string;
  expectEqual([String(identifier), { [rawId]: 'found' }[asText]], [rawId, 'found']);
  expectEqual(asText.split(':').length, 3);
  const asObject = identifier as { kind: string; rawId: string; microsoftTeamsUserId: string };
  expectEqual(
    [asObject.kind, asObject.rawId, asObject.microsoftTeamsUserId],
    ['microsoftTeamsUser', rawId, userId],
  );
});

// Documented at learn.microsoft.com, how-tos/calling-sdk/record-calls and call-transcription, section "Explicit consent" of
// both.
test('participants get events about recording and transcription, must consent before they can unmute, and get captions of what others say', async (api) => {
  const { sdk, waitUntil, expectEqual, catchErrorCode, log } = api;
  const [aliceCall, bobCall] = await api.joinTownHall('alice', 'bob');
  const actAsBob = (act: string, parameters: object) =>
    api.emulator.act({ as: 'bob@fabrikam.example', act, ...parameters });
  const recording = bobCall.feature(sdk.Features.Recording);
  const transcription = bobCall.feature(sdk.Features.Transcription);
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
  bobCall
    .feature(sdk.Features.Capabilities)
    .on('capabilitiesChanged', ({ newValue }) =>
      log.push(`${Object.keys(newValue).toSorted().join()} ${newValue.unmuteMic?.reason}`),
    );
  const received: TeamsCaptionsInfo[] = [];
  const captions = aliceCall.feature(sdk.Features.Captions).captions as TeamsCaptions;
  captions.on('CaptionsReceived', (info) => received.push(info));
  await captions.startCaptions();

  await actAsBob('record', { on: true });
  await waitUntil(() => log.length === 2);
  await actAsBob('record', { on: 'paused' });
  await waitUntil(() => log.length === 4);
  await actAsBob('transcribe', { on: true });
  await actAsBob('say', { text: 'I did not agree to that.' });
  await waitUntil(() => log.includes('transcription true'));
  const { speaker, captionText } = await waitUntil(() =>
    received.find(({ resultType }) => resultType === 'Final'),
  );
  expectEqual([...api.firstNamesOf([speaker]), captionText], ['bob', 'I did not agree to that.']);

  await actAsBob('requireConsent', { on: true });
  await waitUntil(() => bobCall.isMuted && !bobCall.isLocalVideoStarted);
  expectEqual([recording.isTeamsConsentRequired, transcription.isTeamsConsentRequired], [true, true]);
  const camera = { id: 'camera:', name: '', deviceType: 'UsbCamera' } as const;
  for (const sendMedia of [
    () => bobCall.unmute(),
    () => bobCall.startVideo(new sdk.LocalVideoStream(camera)),
    () => bobCall.startScreenSharing(),
  ])
    expectEqual(await catchErrorCode(sendMedia), '403/0');
  await transcription.grantTeamsConsent();
  await bobCall.unmute();
  const { isTeamsConsentRequired: isRequiredForAlice } = aliceCall.feature(sdk.Features.Recording);
  expectEqual([recording.isTeamsConsentRequired, isRequiredForAlice], [false, true]);
  expectEqual(recording.recordings.length, 1);

  await actAsBob('record', { on: false });
  await actAsBob('transcribe', { on: false });
  await waitUntil(() => log.includes('transcription false'));
  expectEqual(log, [
    'recordings +1 -0',
    'recording true',
    'Paused',
    'recording false',
    'transcription true',
    'shareScreen,turnVideoOn,unmuteMic ExplicitConsentRequired',
    'shareScreen,turnVideoOn,unmuteMic Capable',
    'Ended',
    'recordings +0 -1',
    'transcription false',
  ]);
});

// Documented at learn.microsoft.com, how-tos/calling-sdk/breakoutrooms and audio-conferencing, and the SDK's types of PPT Live.
test('participants of a meeting see slides, join and leave breakout rooms, and get dial-in numbers', async (api) => {
  const { sdk, waitUntil, expectEqual, catchErrorCode, firstNamesOf, emulator, log } = api;
  const [aliceCall, carolCall] = await api.joinTownHall('alice', 'carol');
  const [alice, carol] = ['alice@fabrikam.example', 'carol@fabrikam.example'] as const;
  const slides = carolCall.feature(sdk.Features.PPTLive);
  const rooms = carolCall.feature(sdk.Features.BreakoutRooms);
  slides.on('isActiveChanged', () => log.push(`slides ${slides.isActive}`));
  rooms.on('breakoutRoomsUpdated', ({ type, data }) => {
    const { kind, state } = (data ?? {}) as { kind?: string; state?: string };
    log.push(`${type} ${type === 'join' ? kind : state}`);
  });
  await emulator.act({ as: alice, act: 'slides', on: true });
  await emulator.act({ as: carol, act: 'assign', room: 'Room 1' });
  await waitUntil(() => log.length === 2);
  expectEqual(firstNamesOf([{ identifier: slides.activePresenterId }]), ['alice']);
  expectEqual(slides.target instanceof HTMLElement && slides.target.textContent, 'Slides');
  expectEqual(await catchErrorCode(() => rooms.assignedBreakoutRooms?.join()), '400/0');
  // Only the organizer, Alice, gets the list of all rooms.
  expectEqual(rooms.breakoutRooms, undefined);
  const [listedRoom] = aliceCall.feature(sdk.Features.BreakoutRooms).breakoutRooms ?? [];
  expectEqual([listedRoom?.displayName, listedRoom?.state], ['Room 1', 'closed']);
  const invitees = (listedRoom?.invitees ?? []) as unknown as { identifier: unknown }[];
  expectEqual(firstNamesOf(invitees), ['carol']);

  await emulator.act({ as: alice, act: 'slides', on: false });
  await emulator.act({ as: carol, act: 'openRoom', room: 'Room 1', open: true });
  const room = await waitUntil(() => {
    const assignedRoom = rooms.assignedBreakoutRooms;
    return assignedRoom?.state === 'open' && assignedRoom;
  });
  const roomCall = (await room.join()) as TeamsCall;
  await waitUntil(() => roomCall.state === 'Connected');
  expectEqual([roomCall.info.threadId, carolCall.state], [room.threadId, 'LocalHold']);
  expectEqual(room.call === roomCall, true);
  expectEqual((await room.returnToMainMeeting()) === carolCall, true);
  expectEqual([carolCall.state, roomCall.state], ['Connected', 'Disconnected']);
  expectEqual(log, [
    'slides true',
    'assignedBreakoutRooms closed',
    'slides false',
    'assignedBreakoutRooms open',
    'join TeamsCall',
  ]);

  const readDialIn = (call: TeamsCall) =>
    call.feature(sdk.Features.TeamsMeetingAudioConferencing).getTeamsMeetingAudioConferencingDetails();
  const { phoneConferenceId, phoneNumbers } = await readDialIn(carolCall);
  expectEqual([/^\d{9}$/.test(phoneConferenceId), phoneNumbers.length], [true, 3]);
  expectEqual((await readDialIn(aliceCall)).phoneConferenceId, phoneConferenceId);
});

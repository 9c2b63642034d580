import type { MediaAccess } from '@azure/communication-calling';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { test } = setUpHarness();

/** The comment at each test names the page of learn.microsoft.com that documents the behaviour. */

// how-tos/calling-sdk/lobby: "Organizer, Co-organizer and Presenter … admit".
// how-tos/calling-sdk/capabilities: "NotInitialized".
test('participants in the lobby see nobody until they are admitted, and an organizer or presenter admits or rejects them one by one or all at once', async (api) => {
  const { waitUntil, expectEqual, catchErrorCode, identifierOf, log } = api;
  const joinMeeting = async (name: string) => (await api.signIn(name)).agent.join(api.meetings.withLobby);
  const bobCall = await joinMeeting('bob');
  bobCall.on('stateChanged', () => log.push(bobCall.state));
  const feature = bobCall.feature(api.sdk.Features.Capabilities);
  feature.on('capabilitiesChanged', ({ reason, oldValue, newValue }) =>
    log.push(`${oldValue.manageLobby?.reason} > ${newValue.manageLobby?.reason} ${reason}`),
  );
  await waitUntil(() => bobCall.state === 'InLobby');
  const aliceCall = await joinMeeting('alice');
  const events: string[] = [];
  aliceCall.lobby.on('lobbyParticipantsUpdated', ({ added, removed }) =>
    events.push(`+${added.length} -${removed.length}`),
  );
  const waitingBob = await waitUntil(() => aliceCall.lobby.participants[0]);
  expectEqual([waitingBob.state, bobCall.remoteParticipants.length, bobCall.role], ['InLobby', 0, 'Unknown']);
  expectEqual(await catchErrorCode(() => bobCall.lobby.admitAll()), '403/0');

  await aliceCall.lobby.admit(waitingBob.identifier);
  await waitUntil(() => log.includes('Connected'));
  await waitUntil(() => aliceCall.remoteParticipants[0]?.state === 'Connected');
  expectEqual([bobCall.role, aliceCall.lobby.participants.length], ['Presenter', 0]);
  // The capabilities change when Bob enters the lobby, and when he is admitted.
  expectEqual(log.map(String).toSorted(), [
    'Connected',
    'Connecting',
    'FeatureNotSupported > NotInitialized MeetingOptionOrOrganizerPolicyChanged',
    'InLobby',
    'NotInitialized > Capable RoleChanged',
  ]);

  const [carolCall, erinCall] = [await joinMeeting('carol'), await joinMeeting('erin')];
  await waitUntil(() => [aliceCall, bobCall].every(({ lobby }) => lobby.participants.length === 2));
  await bobCall.lobby.reject(identifierOf('carol'));
  await waitUntil(() => carolCall.state === 'Disconnected');
  expectEqual(api.endReasonOf(carolCall), '0/5854');
  expectEqual(await catchErrorCode(() => aliceCall.lobby.admit(identifierOf('carol'))), '400/0');
  expectEqual(await aliceCall.lobby.admitAll(), { successCount: 1, failureCount: 0 });
  await waitUntil(() => erinCall.state === 'Connected' && erinCall.remoteParticipants.length === 2);
  expectEqual(events, ['+1 -0', '+0 -1', '+1 -0', '+1 -0', '+0 -1', '+0 -1']);
});

// concepts/interop/teams-user-calling: "Actions available in the Teams meeting are defined by assigned role".
test('a call refuses the commands that the role Attendee forbids, and runs all other commands of an attendee', async (api) => {
  const { expectEqual, catchErrorCode, identifierOf } = api;
  const [aliceCall, carolCall] = await api.joinTownHall('alice', 'carol');
  const alice = api.firstOf(carolCall.remoteParticipants);
  for (const runCommand of [
    () => carolCall.removeParticipant(identifierOf('alice')),
    () => carolCall.muteAllRemoteParticipants(),
    () => alice.mute(),
    () => carolCall.hangUp({ forEveryone: true }),
    () => carolCall.startScreenSharing(),
    () => carolCall.addParticipant(identifierOf('bob')),
    () => carolCall.addParticipant({ phoneNumber: '+14255550100' }),
    () => carolCall.lobby.admitAll(),
    () => carolCall.lobby.reject(identifierOf('bob')),
  ])
    expectEqual((await catchErrorCode(runCommand)).split('/')[0], '403');
  expectEqual([carolCall.state, carolCall.role, alice.role], ['Connected', 'Attendee', 'Organizer']);
  await carolCall.mute();
  await carolCall.unmute();
  const mutedByOthers = new Promise<void>((resolve) => carolCall.on('mutedByOthers', resolve));
  await aliceCall.muteAllRemoteParticipants();
  await mutedByOthers;
  expectEqual([carolCall.isMuted, aliceCall.isMuted], [true, false]);
});

test('an organizer forbids and permits microphones and cameras of attendees, who learn the reason, and misuse is refused with the documented codes', async (api) => {
  const { sdk, waitUntil, expectEqual, catchErrorCode, log } = api;
  // Alice and Bob are organizers of the town hall, and Erin is an attendee.
  const [aliceCall, bobCall, erinCall] = await api.joinTownHall('alice', 'bob', 'erin');
  const access = aliceCall.feature(sdk.Features.MediaAccess);
  const accessOfErin = erinCall.feature(sdk.Features.MediaAccess);
  const [bobId, erinId] = [api.identifierOf('bob'), api.identifierOf('erin')];
  const describe = ({ isAudioPermitted, isVideoPermitted }: MediaAccess) =>
    `audio ${isAudioPermitted}, video ${isVideoPermitted}`;
  access.on('mediaAccessChanged', ({ mediaAccesses }) => log.push(...mediaAccesses.map(describe)));
  access.on('meetingMediaAccessChanged', ({ meetingMediaAccess }) =>
    log.push(`meeting: audio ${meetingMediaAccess.isAudioPermitted}`),
  );
  const readCapability = (name: 'unmuteMic' | 'turnVideoOn') =>
    erinCall.feature(sdk.Features.Capabilities).capabilities[name];
  await erinCall.startVideo(await api.createCameraStream(new sdk.CallClient()));
  await access.forbidAudio([erinId]);
  await access.forbidVideo([erinId]);
  await waitUntil(() => erinCall.isMuted && !erinCall.isLocalVideoStarted);
  expectEqual(await catchErrorCode(() => erinCall.unmute()), '403/0');
  expectEqual(readCapability('unmuteMic').reason, 'MeetingRestricted');
  expectEqual(readCapability('turnVideoOn').isPresent, false);
  await access.permitAudio([erinId]);
  await waitUntil(() => readCapability('unmuteMic').isPresent);
  await erinCall.unmute();
  await access.forbidOthersAudio();
  await waitUntil(() => erinCall.isMuted && !accessOfErin.getMeetingMediaAccess().isAudioPermitted);
  expectEqual(accessOfErin.getMeetingMediaAccess().isVideoPermitted, true);
  const accessOfOthers = access.getAllOthersMediaAccess().map(describe).toSorted();
  expectEqual(accessOfOthers, ['audio false, video false', 'audio true, video true']);
  await access.permitOthersAudio();
  await access.permitOthersVideo();
  await waitUntil(() => readCapability('turnVideoOn').isPresent && readCapability('unmuteMic').isPresent);
  expectEqual(bobCall.isMuted, false);
  expectEqual(log, [
    'audio false, video true',
    'audio false, video false',
    'audio true, video false',
    'audio false, video false',
    'meeting: audio false',
    'audio true, video false',
    'meeting: audio true',
    'audio true, video true',
  ]);
  expectEqual(await catchErrorCode(() => accessOfErin.forbidAudio([bobId])), '403/46502');
  expectEqual(await catchErrorCode(() => access.forbidAudio([bobId])), '403/46504');
  expectEqual(await catchErrorCode(() => access.forbidAudio([api.identifierOf('dave')])), '400/0');
  await aliceCall.hangUp();
  expectEqual(await catchErrorCode(() => access.permitOthersAudio()), '412/46505');
});

import type { MediaAccess, TeamsCall } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { runInNewPage } = setUpHarness();

test('an organizer forbids and permits microphones and cameras of attendees, who learn the reason, and misuse is refused with the documented codes', async () => {
  const result = await runInNewPage(async ({ sdk, objectIds, waitUntil, catchErrorCode, ...api }) => {
    // Alice and Bob are organizers of the town hall, and Erin is an attendee.
    const calls = await api.joinTownHall('alice', 'bob', 'erin');
    const [aliceCall, bobCall, erinCall] = calls;
    const [access, , accessOfErin] = api.mapTuple(calls, (call) => call.feature(sdk.Features.MediaAccess));
    const [bobId, erinId] = [api.identifierOf('bob'), api.identifierOf('erin')];
    const summarize = ({ isAudioPermitted, isVideoPermitted }: MediaAccess) =>
      `audio ${isAudioPermitted}, video ${isVideoPermitted}`;
    const events: string[] = [];
    access.on('mediaAccessChanged', ({ mediaAccesses }) => events.push(...mediaAccesses.map(summarize)));
    access.on('meetingMediaAccessChanged', ({ meetingMediaAccess }) =>
      events.push(`meeting: audio ${meetingMediaAccess.isAudioPermitted}`),
    );
    const readCapability = (name: 'unmuteMic' | 'turnVideoOn') =>
      erinCall.feature(sdk.Features.Capabilities).capabilities[name];
    const isErinMutedFor = (viewer: TeamsCall) =>
      viewer.remoteParticipants.find(({ identifier }) => api.userIdOf(identifier) === objectIds['erin'])
        ?.isMuted;

    await erinCall.startVideo(await api.createCameraStream(new sdk.CallClient()));
    await access.forbidAudio([erinId]);
    await access.forbidVideo([erinId]);
    await waitUntil(() => erinCall.isMuted && !erinCall.isLocalVideoStarted && isErinMutedFor(aliceCall));
    const whileForbidden = {
      unmuteError: await catchErrorCode(() => erinCall.unmute()),
      unmuteReason: readCapability('unmuteMic').reason,
      canTurnVideoOn: readCapability('turnVideoOn').isPresent,
    };
    await access.permitAudio([erinId]);
    await waitUntil(() => readCapability('unmuteMic').isPresent);
    await erinCall.unmute();
    await access.forbidOthersAudio();
    await waitUntil(() => erinCall.isMuted && !accessOfErin.getMeetingMediaAccess().isAudioPermitted);
    const meetingAccess = accessOfErin.getMeetingMediaAccess();
    const accessOfOthers = access.getAllOthersMediaAccess().map(summarize).toSorted();
    await access.permitOthersAudio();
    await access.permitOthersVideo();
    await waitUntil(() => readCapability('turnVideoOn').isPresent && readCapability('unmuteMic').isPresent);
    const attendeeForbids = await catchErrorCode(() => accessOfErin.forbidAudio([api.identifierOf('alice')]));
    const organizerIsForbidden = await catchErrorCode(() => access.forbidAudio([bobId]));
    const strangerIsForbidden = await catchErrorCode(() => access.forbidAudio([api.identifierOf('dave')]));
    await aliceCall.hangUp();
    const afterHangUp = await catchErrorCode(() => access.permitOthersAudio());
    const errors = { attendeeForbids, organizerIsForbidden, strangerIsForbidden, afterHangUp };
    return { whileForbidden, meetingAccess, accessOfOthers, errors, events, isBobMuted: bobCall.isMuted };
  });
  expect(result).toEqual({
    whileForbidden: { unmuteError: '403/0', unmuteReason: 'MeetingRestricted', canTurnVideoOn: false },
    meetingAccess: { isAudioPermitted: false, isVideoPermitted: true },
    accessOfOthers: ['audio false, video false', 'audio true, video true'],
    errors: {
      attendeeForbids: '403/46502',
      organizerIsForbidden: '403/46504',
      strangerIsForbidden: '400/0',
      afterHangUp: '412/46505',
    },
    events: [
      'audio false, video true',
      'audio false, video false',
      'audio true, video false',
      'audio false, video false',
      'meeting: audio false',
      'audio true, video false',
      'meeting: audio true',
      'audio true, video true',
    ],
    isBobMuted: false,
  });
});

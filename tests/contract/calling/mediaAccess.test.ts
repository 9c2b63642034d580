import type { MediaAccess, TeamsCall } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { harnessOfFile } from '../../support/calling/harnessOfFile.ts';

const { run } = harnessOfFile();

test('media access: an organizer silences attendees, who learn why, and permits them again; others are refused with the documented codes', async () => {
  const seen = await run(async ({ meet, mapAll, sdk, ids, user, userIdOf, camera, until, caught }) => {
    const calls = await meet('alice', 'bob', 'erin');
    const [alice, bob, erin] = calls;
    const [access, , ofErin] = mapAll(calls, (call) => call.feature(sdk.Features.MediaAccess));
    const describe = ({ isAudioPermitted, isVideoPermitted }: MediaAccess) =>
      `${isAudioPermitted} ${isVideoPermitted}`;
    const events: string[] = [];
    access.on('mediaAccessChanged', ({ mediaAccesses }) => events.push(...mediaAccesses.map(describe)));
    access.on('meetingMediaAccessChanged', ({ meetingMediaAccess }) =>
      events.push(`meeting ${meetingMediaAccess.isAudioPermitted}`),
    );
    const capability = (name: 'unmuteMic' | 'turnVideoOn') =>
      erin.feature(sdk.Features.Capabilities).capabilities[name];
    const isMutedFor = (viewer: TeamsCall) =>
      viewer.remoteParticipants.find(({ identifier }) => userIdOf(identifier) === ids['erin'])?.isMuted;

    await erin.startVideo(await camera(new sdk.CallClient()));
    await access.forbidAudio([user('erin')]);
    await access.forbidVideo([user('erin')]);
    await until(() => erin.isMuted && !erin.isLocalVideoStarted && isMutedFor(alice));
    const forbidden = {
      unmute: await caught(() => erin.unmute()),
      reason: capability('unmuteMic').reason,
      camera: capability('turnVideoOn').isPresent,
    };
    await access.permitAudio([user('erin')]);
    await until(() => capability('unmuteMic').isPresent);
    await erin.unmute();
    await access.forbidOthersAudio();
    await until(() => erin.isMuted && !ofErin.getMeetingMediaAccess().isAudioPermitted);
    const meeting = ofErin.getMeetingMediaAccess();
    const others = access.getAllOthersMediaAccess().map(describe).toSorted();
    await access.permitOthersAudio();
    await access.permitOthersVideo();
    await until(() => capability('turnVideoOn').isPresent && capability('unmuteMic').isPresent);
    const codes = [
      await caught(() => ofErin.forbidAudio([user('alice')])),
      await caught(() => access.forbidAudio([user('bob')])),
      await caught(() => access.forbidAudio([user('dave')])),
    ];
    await alice.hangUp();
    codes.push(await caught(() => access.permitOthersAudio()));
    return { forbidden, meeting, others, codes, events, isBobMuted: bob.isMuted };
  });
  expect(seen).toEqual({
    forbidden: { unmute: '403/0', reason: 'MeetingRestricted', camera: false },
    meeting: { isAudioPermitted: false, isVideoPermitted: true },
    others: ['false false', 'true true'],
    codes: ['403/46502', '403/46504', '400/0', '412/46505'],
    events: [
      'false true',
      'false false',
      'true false',
      'false false',
      'meeting false',
      'true false',
      'meeting true',
      'true true',
    ],
    isBobMuted: false,
  });
});

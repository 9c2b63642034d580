import { expect, test } from 'vitest';
import { mediaHelpers } from './mediaHelpers.ts';
import { harnessOfFile } from './ofFile.ts';

const { harness, play: run } = harnessOfFile(mediaHelpers);

test('media statistics are those of the browser: samples each second, and a summary of intervals', async () => {
  const seen = await run(`
    const { call } = await connect(withCamera, withCamera);
    const stream = await shown(call);
    const feature = call.feature(sdk.Features.MediaStats);
    const wrong = await caught(async () => feature.createCollector({ aggregationInterval: 0 }));
    const collector = feature.createCollector({ aggregationInterval: 1, dataPointsPerAggregation: 2 });
    const samples = [], summaries = []; collector.on('sampleReported', (s) => samples.push(s)); collector.on('summaryReported', (s) => summaries.push(s));
    await until(() => summaries.length > 0);
    collector.dispose();
    const at = samples.length; await new Promise((r) => setTimeout(r, 1200));
    const [one, two] = samples, video = two.video.receive[0], [summary] = summaries;
    return {
      wrong, stopped: samples.length === at,
      counts: [two.audio.send, two.audio.receive, two.video.send, two.video.receive, two.screenShare.send, two.transports].map((list) => list.length),
      codecs: [two.audio.send[0].codecName, video.codecName],
      same: video.streamId === stream.id && video.id === one.video.receive[0].id && video.transportId === two.transports[0].id,
      moving: [two.audio.send[0].bitrate, two.video.send[0].bitrate, video.bitrate, video.framesDecoded - one.video.receive[0].framesDecoded, video.frameRateDecoded, two.transports[0].availableOutgoingBitrate].every((n) => n > 0),
      sizes: [two.video.send[0].frameWidthInput, two.video.send[0].frameHeightInput],
      points: [summary.video.send[0].bitrate.aggregation.count, summary.video.send[0].bitrate.raw.length, summary.audio.send[0].codecName.raw],
    };
  `);
  expect(seen).toEqual({
    wrong: '400/0',
    stopped: true,
    counts: [1, 1, 1, 1, 0, 1],
    codecs: ['OPUS', 'VP8'],
    same: true,
    moving: true,
    sizes: [640, 360],
    points: [[1, 1], 2, ['OPUS', 'OPUS']],
  });
});

test('constraints limit the height that is sent, from the start and in the call; 0 lifts them', async () => {
  const seen = await run(`
    const { call, peer } = await connect(async (a) => { const { videoOptions } = await withCamera(a); return { videoOptions: { ...videoOptions, constraints: { send: { frameHeight: { max: 200 } } } } }; }, silent);
    const stream = await shown(peer);
    await frames(stream);
    await until(() => stream.size.height === 180);
    await call.setConstraints({ video: { send: { frameHeight: { max: 0 } } } });
    await until(() => stream.size.height === 360);
    return { wrong: await caught(() => call.setConstraints({ video: { send: { bitrate: { max: -1 } } } })) };
  `);
  expect(seen).toEqual({ wrong: '400/0' });
});

test('speaking into a muted microphone is noticed, and passes with unmuting; the system muting it is noticed too', async () => {
  const seen = await run(`
    const { call } = await connect(silent, silent);
    await until(() => call.localAudioStreams.length > 0 && live() > 0);
    const out = [flag(call, 'speakingWhileMicrophoneIsMuted')];
    await call.mute();
    await until(() => flag(call, 'speakingWhileMicrophoneIsMuted'));
    await call.unmute();
    await until(() => flag(call, 'speakingWhileMicrophoneIsMuted') === false);
    const [track] = (await call.localAudioStreams[0].getMediaStream()).getTracks();
    let muted = true; Object.defineProperty(track, 'muted', { get: () => muted });
    await until(() => flag(call, 'microphoneMuteUnexpectedly'));
    muted = false;
    await until(() => flag(call, 'microphoneMuteUnexpectedly') === false);
    return { out };
  `);
  expect(seen).toEqual({ out: [undefined] });
});

test('without a network pictures wait, unless the other side is heard all the same; a picture that is missed is sent whole', async () => {
  const seen = await run(`
    const { call, peer } = await connect(withCamera, silent);
    await frames(await shown(peer));
    const [sender, receiver] = [call, peer].map(({ session }) => [...session.mesh.peers.values()][0]);
    const keys = async () => Math.max(0, ...[...(await sender.connection.getStats()).values()].map((s) => s.keyFramesEncoded ?? 0));
    let before = await keys();
    receiver.requestKeyFrame();
    await until(async () => (await keys()) > before);
    const track = () => sender.connection.getSenders()[1].track;
    dispatchEvent(new Event('offline'));
    await until(() => track() === null);
    await until(() => track() !== null);
    const { networkReconnect, noNetwork } = call.feature(sdk.Features.UserFacingDiagnostics).network.getLatest();
    dispatchEvent(new Event('online'));
    return { said: [networkReconnect.value, noNetwork.value], moving: (await frames(await shown(peer))).n > 3 };
  `);
  expect(seen).toEqual({ said: [3, true], moving: true });
});

test('media access: attendees are silenced, told why, and let again; who may not change it hears the documented codes', async () => {
  const seen = await run(`
    const [alice, bob, erin] = await meet('alice', 'bob', 'erin');
    const [access, , hers] = all([alice, bob, erin], 'MediaAccess');
    const events = []; access.on('mediaAccessChanged', ({ mediaAccesses }) => events.push(...mediaAccesses.map((x) => x.isAudioPermitted + ' ' + x.isVideoPermitted))); access.on('meetingMediaAccessChanged', ({ meetingMediaAccess }) => events.push('meeting ' + meetingMediaAccess.isAudioPermitted));
    const capability = (name) => erin.feature(sdk.Features.Capabilities).capabilities[name];
    await erin.startVideo(await camera({ getDeviceManager: () => new sdk.CallClient().getDeviceManager() }));
    await access.forbidAudio([user('erin')]); await access.forbidVideo([user('erin')]);
    await until(() => erin.isMuted && !erin.isLocalVideoStarted && alice.remoteParticipants.find((p) => p.identifier.microsoftTeamsUserId === ids.erin).isMuted);
    const out = { unmute: await caught(() => erin.unmute()), reason: capability('unmuteMic').reason, camera: capability('turnVideoOn').isPresent };
    await access.permitAudio([user('erin')]);
    await until(() => capability('unmuteMic').isPresent);
    await erin.unmute();
    await access.forbidOthersAudio();
    await until(() => erin.isMuted && !hers.getMeetingMediaAccess().isAudioPermitted);
    out.meeting = hers.getMeetingMediaAccess();
    out.others = access.getAllOthersMediaAccess().map(({ isAudioPermitted, isVideoPermitted }) => [isAudioPermitted, isVideoPermitted]).sort();
    await access.permitOthersAudio(); await access.permitOthersVideo();
    await until(() => capability('turnVideoOn').isPresent && capability('unmuteMic').isPresent);
    out.codes = [await caught(() => hers.forbidAudio([user('alice')])), await caught(() => access.forbidAudio([user('bob')])), await caught(() => access.forbidAudio([user('dave')]))];
    await alice.hangUp(); out.codes.push(await caught(() => access.permitOthersAudio()));
    return { ...out, events, bob: bob.isMuted };
  `);
  expect(seen).toMatchObject({
    unmute: '403/0',
    reason: 'MeetingRestricted',
    camera: false,
    meeting: { isAudioPermitted: false, isVideoPermitted: true },
    others: [
      [false, false],
      [true, true],
    ],
    codes: ['403/46502', '403/46504', '400/0', '412/46505'],
    bob: false,
  });
  expect(seen.events).toEqual([
    'false true',
    'false false',
    'true false',
    'false false',
    'meeting false',
    'true false',
    'meeting true',
    'true true',
  ]);
});

test('the number of videos begins with what the SDK supports; a window whose signalling is lost is told of to the others', async () => {
  const page = await harness().page();
  const seen = await run(
    `const { call, peer } = await connect(silent, silent);
    const ovc = call.feature(sdk.Features.OptimalVideoCount), { remote } = peer.feature(sdk.Features.UserFacingDiagnostics);
    remote.on('diagnosticChanged', ({ diagnostics }) => log.push(...diagnostics.map((d) => d.diagnostic + ' ' + d.value)));
    return { ovc: [ovc.optimalVideoCount, ovc.lastOvcChangeReason], none: remote.getLatest() };`,
    page,
  );
  expect(seen).toEqual({ ovc: [16, 'unknown'], none: { diagnostics: [] } });
  harness().signalling.dropSockets(1011);
  await expect.poll(() => page.evaluate('log')).toEqual(['serverConnection 3', 'serverConnection 1']);
  await page.context().close();
});

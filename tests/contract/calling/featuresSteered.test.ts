import { expect, test } from 'vitest';
import { matrix } from '../../../src/emulator/sdk/features/matrix.ts';
import { assignRoom, newRoom, openRoom } from '../../../src/emulator/signalling/features/breakoutRooms.ts';
import { speak } from '../../../src/emulator/signalling/features/captions.ts';
import { presentSlides } from '../../../src/emulator/signalling/features/pptLive.ts';
import {
  requireConsent,
  setRecording,
  setTranscription,
} from '../../../src/emulator/signalling/features/recording.ts';
import { findPerson } from '../../../src/emulator/core/seed.ts';
import { featureHelpers } from './featureHelpers.ts';
import { harnessOfFile } from './ofFile.ts';

const { harness, play: run } = harnessOfFile(featureHelpers);

/** The one meeting that goes on, and somebody in it. */
function theMeeting() {
  const [call] = harness().signalling.commands.calls.all();
  if (!call) throw new Error('No call goes on.');
  const member = (name: string) => {
    const id = `8:orgid:${findPerson(`${name}@fabrikam.example`)?.oid}`;
    const found = [...call.participants.values()].find((one) => one.rawId === id);
    if (!found) throw new Error(`${name} is not in the call.`);
    return found;
  };
  return { call, member };
}

// how-tos/calling-sdk/record-calls, …/call-transcription, and "Explicit consent" in both.
test('a recording and a transcription are told, consent is asked for, and speech becomes captions', async () => {
  const page = await harness().page();
  await run(
    `
    const [alice, bob] = await meet('alice', 'bob'); Object.assign(globalThis, { alice, bob, log: [] });
    const [rec, tr] = [bob.feature(sdk.Features.Recording), bob.feature(sdk.Features.Transcription)];
    rec.on('isRecordingActiveChanged', () => log.push('recording ' + rec.isRecordingActive));
    rec.on('recordingsUpdated', ({ added, removed }) => { log.push('+' + added.length + '-' + removed.length); for (const r of added) r.on('recordingStateChanged', () => log.push(sdk.RecordingState[r.state])); });
    tr.on('isTranscriptionActiveChanged', () => log.push('transcription ' + tr.isTranscriptionActive));
    const cam = await camera(agents.bob && new sdk.CallClient()); await bob.startVideo(cam);
    const caps = bob.feature(sdk.Features.Capabilities); caps.on('capabilitiesChanged', (x) => log.push(Object.keys(x.newValue).sort().join() + ' ' + x.newValue.unmuteMic.reason));
    globalThis.lines = []; const { captions } = alice.feature(sdk.Features.Captions); captions.on('CaptionsReceived', (x) => lines.push(x)); await captions.startCaptions();
  `,
    page,
  );
  const { call, member } = theMeeting();
  setRecording(call, true);
  await page.waitForFunction('log.length === 2');
  setRecording(call, 'paused');
  await page.waitForFunction('log.length === 4');
  setTranscription(call, true);
  speak(call, member('bob'), 'I did not agree to that.');
  await page.waitForFunction(
    "log.includes('transcription true') && lines.some((x) => x.resultType === 'Final')",
  );
  requireConsent(call, true);
  const seen = await run(
    `
    await until(() => bob.isMuted && !bob.isLocalVideoStarted);
    const [rec, tr, caps] = ['Recording', 'Transcription', 'Capabilities'].map((f) => bob.feature(sdk.Features[f]));
    const withheld = [rec.isTeamsConsentRequired, tr.isTeamsConsentRequired, await caught(() => bob.unmute()), await caught(() => bob.startVideo(new sdk.LocalVideoStream({ id: 'camera:', name: '', deviceType: 'UsbCamera' }))), await caught(() => bob.startScreenSharing()), caps.capabilities.shareScreen.reason];
    await tr.grantTeamsConsent(); await bob.unmute();
    const given = [rec.isTeamsConsentRequired, alice.feature(sdk.Features.Recording).isTeamsConsentRequired, bob.isMuted, caps.capabilities.shareScreen.isPresent];
    return { withheld, given, said: [names([lines.at(-1).speaker])[0], lines.at(-1).captionText], recordings: rec.recordings.length };
  `,
    page,
  );
  setRecording(call, false);
  setTranscription(call, false);
  await page.waitForFunction("log.includes('transcription false')");
  expect(seen).toEqual({
    withheld: [true, true, '403/0', '403/0', '403/0', 'ExplicitConsentRequired'],
    given: [false, true, false, true],
    said: ['bob', 'I did not agree to that.'],
    recordings: 1,
  });
  expect(await page.evaluate('log')).toEqual([
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
  await run('await alice.hangUp(); await bob.hangUp();', page);
  await page.context().close();
});

// how-tos/calling-sdk/breakoutrooms, …/audio-conferencing, and the types of PPT Live.
test('slides, breakout rooms and the numbers of a meeting', async () => {
  const page = await harness().page();
  await run(
    `
    const [alice, carol] = await meet('alice', 'carol'); Object.assign(globalThis, { alice, carol, log: [] });
    const slides = carol.feature(sdk.Features.PPTLive); slides.on('isActiveChanged', () => log.push('slides ' + slides.isActive));
    globalThis.rooms = carol.feature(sdk.Features.BreakoutRooms); rooms.on('breakoutRoomsUpdated', ({ type, data }) => log.push(type + ' ' + (type === 'join' ? data.kind : data?.state)));
    globalThis.whole = alice.feature(sdk.Features.BreakoutRooms);
  `,
    page,
  );
  const { call, member } = theMeeting();
  presentSlides(call, member('alice'));
  const room = newRoom('Room 1', false);
  assignRoom(call, member('carol'), room);
  await page.waitForFunction('log.length === 2');
  const before = await run(
    `
    const slides = carol.feature(sdk.Features.PPTLive), details = await carol.feature(sdk.Features.TeamsMeetingAudioConferencing).getTeamsMeetingAudioConferencingDetails();
    const same = (await alice.feature(sdk.Features.TeamsMeetingAudioConferencing).getTeamsMeetingAudioConferencingDetails()).phoneConferenceId === details.phoneConferenceId;
    const echo = agents.carol.startCall(user('echo')); const no = await caught(() => echo.feature(sdk.Features.TeamsMeetingAudioConferencing).getTeamsMeetingAudioConferencingDetails()); await echo.hangUp();
    return { who: names([{ identifier: slides.activePresenterId }]), target: slides.target instanceof HTMLElement && slides.target.textContent, closed: await caught(() => rooms.assignedBreakoutRooms.join()), mine: rooms.breakoutRooms === undefined, theirs: whole.breakoutRooms.map((x) => [x.displayName, x.state, names(x.invitees)]), same, digits: /^\\d{9}$/.test(details.phoneConferenceId), numbers: details.phoneNumbers.length, no };
  `,
    page,
  );
  expect(before).toEqual({
    who: ['alice'],
    target: 'Slides',
    closed: '400/0',
    mine: true,
    theirs: [['Room 1', 'closed', ['carol']]],
    same: true,
    digits: true,
    numbers: 3,
    no: '400/45950',
  });
  presentSlides(call, null);
  openRoom(call, room.threadId, true);
  const after = await run(
    `
    await until(() => rooms.assignedBreakoutRooms.state === 'open');
    const inside = await rooms.assignedBreakoutRooms.join(); await until(() => inside.state === 'Connected');
    const there = [inside.info.threadId === rooms.assignedBreakoutRooms.threadId, carol.state, rooms.assignedBreakoutRooms.call === inside];
    const back = await rooms.assignedBreakoutRooms.returnToMainMeeting();
    const here = [back === carol, carol.state, inside.state];
    await alice.hangUp(); await carol.hangUp();
    return { there, here };
  `,
    page,
  );
  expect(after).toEqual({
    there: [true, 'LocalHold', true],
    here: [true, 'Connected', 'Disconnected'],
  });
  expect(await page.evaluate('log')).toEqual([
    'slides true',
    'assignedBreakoutRooms closed',
    'slides false',
    'assignedBreakoutRooms open',
    'join TeamsCall',
  ]);
  await page.context().close();
});

test('every feature can be had; what is refused throws 501 and says what to do instead; the unknown is named', async () => {
  const seen = await run(`
    const a = await agentOf('alice'); const call = a.agent.join(openHouse); await until(() => call.state === 'Connected');
    const [mic] = await (await a.client.getDeviceManager()).getMicrophones();
    const cam = await camera(a.client), sound = new sdk.LocalAudioStream(mic);
    const get = (name, f) => f.callApiCtor ? call.feature(f) : f.callClientApiCtor ? a.client.feature(f) : f.videoStreamApiCtor ? cam.feature(f) : sound.feature(f);
    const text = async (run) => { try { await run(); return ''; } catch (e) { return e.code + ' ' + e.message; } };
    const made = {}; for (const [name, f] of Object.entries(sdk.Features)) made[name] = await text(() => { const x = get(name, f); if (x !== get(name, f) || typeof x.name !== 'string') throw new Error('not the same'); });
    const acts = { TogetherMode: () => call.feature(sdk.Features.TogetherMode).start(), VideoEffects: () => cam.feature(sdk.Features.VideoEffects).startEffects({ name: 'BackgroundBlur' }) };
    const refused = {}; for (const [name, act] of Object.entries(acts)) refused[name] = await text(act);
    const deep = await text(() => sound.feature(sdk.Features.AudioEffects).startEffects({ noiseSuppression: { isSupported: async () => true } }));
    const supported = [await cam.feature(sdk.Features.VideoEffects).isSupported({}), await sound.feature(sdk.Features.AudioEffects).isSupported('BrowserNoiseSuppression')];
    const unknown = [await text(() => call.feature(undefined)), await text(() => call.feature(sdk.Features.VideoEffects)), await text(() => a.client.feature(sdk.Features.RaiseHand))];
    await call.hangUp(); cam.dispose(); sound.dispose();
    return { made, refused, deep, supported, unknown };
  `);
  const { made, refused, deep, supported, unknown } = seen as {
    made: Record<string, string>;
    refused: Record<string, string>;
    unknown: string[];
    supported: boolean[];
    deep: string;
  };
  expect(Object.keys(made).toSorted()).toEqual(Object.keys(matrix).toSorted());
  for (const [name, { status, instead }] of Object.entries(matrix)) {
    const why = made[name] || refused[name] || '';
    expect(why, name).toMatch(status === 'refused' ? /^501 .*instead: / : /^$/);
    if (status === 'refused') expect(why).toContain(instead);
  }
  expect(deep).toContain(matrix.AudioEffects.instead);
  expect(supported).toEqual([false, true]);
  expect(unknown[0]).toMatch(/^500 TeamsCall\.feature\(undefined\)/);
  expect(unknown[1]).toMatch(/^500 TeamsCall\.feature\(\{ videoStreamApiCtor \}\)/);
  expect(unknown[2]).toMatch(/^500 CallClient\.feature\(\{ callApiCtor \}\)/);
});

import { expect, test } from 'vitest';
import { mediaHelpers } from './mediaHelpers.ts';
import { harnessOfFile } from './ofFile.ts';

/** Each side sends a steady tone, and listens to what it receives: the fake microphone is silent most of the time. */
const { play: run } = harnessOfFile(`${mediaHelpers}
  const tone = () => {
    const audio = new AudioContext(), wave = audio.createOscillator(), out = audio.createMediaStreamDestination();
    wave.connect(out); wave.start();
    return new sdk.LocalAudioStream(out.stream);
  };
  const withTone = async () => ({ audioOptions: { localAudioStreams: [tone()] } });
  const earOf = async (call) => {
    const audio = new AudioContext(), analyser = audio.createAnalyser(), samples = new Float32Array(256);
    analyser.fftSize = 256;
    const [sound] = await until(() => call.remoteAudioStreams.length > 0 && call.remoteAudioStreams);
    audio.createMediaStreamSource(await sound.getMediaStream()).connect(analyser);
    let loudAt = 0;
    setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      if (Math.max(...samples.map(Math.abs)) > 0.002) loudAt = performance.now();
    }, 5);
    return {
      loud: async () => { const at = performance.now(); await until(() => loudAt > at); },
      // How long after a moment there was still sound; it counts as over when none has come for half a second.
      lasted: async (at) => { await until(() => performance.now() - Math.max(at, loudAt) > 500); return Math.max(0, loudAt - at); },
    };
  };
  const ears = async ({ call, peer }) => { const both = [await earOf(call), await earOf(peer)]; await Promise.all(both.map((one) => one.loud())); return both; };
  const sound = ({ session }) => [...session.mesh.peers.values()][0].outgoing.sender('audio').track;
`);

test('C6: the receiver hears nothing 200 ms after mute() has resolved, and hears the tone again after unmute()', async () => {
  const seen = await run(`
    const both = await connect(withTone, withTone);
    const [, ear] = await ears(both);
    const lasted = [];
    for (let round = 0; round < 3; round++) {
      await both.call.mute();
      lasted.push(await ear.lasted(performance.now()));
      await both.call.unmute();
      await ear.loud();
    }
    return { lasted, longest: Math.max(...lasted) };
  `);
  expect(seen.longest, String(seen.lasted)).toBeLessThan(200);
});

test('C6: whoever holds hears nothing and is not heard 200 ms after hold() has resolved, until resume()', async () => {
  const seen = await run(`
    const both = await connect(withTone, withTone);
    const heard = await ears(both);
    const lasted = [];
    for (const holder of [both.call, both.peer]) {
      await holder.hold();
      const at = performance.now();
      lasted.push(...(await Promise.all(heard.map((ear) => ear.lasted(at)))));
      await until(() => sound(both.call) === null && sound(both.peer) === null);
      await holder.resume();
      await Promise.all(heard.map((ear) => ear.loud()));
    }
    return { lasted, longest: Math.max(...lasted) };
  `);
  expect(seen.longest, String(seen.lasted)).toBeLessThan(200);
});

test('C5: a mute right after an unmute leaves the microphone silent, an unmute right after a mute leaves it live', async () => {
  const seen = await run(`
    const both = await connect(withTone, withTone);
    const { call } = both, [, ear] = await ears(both);
    await call.mute();
    await Promise.all([call.unmute(), call.mute()]);
    const lasted = await ear.lasted(performance.now()), sent = sound(call), isMuted = [call.isMuted];
    await Promise.all([call.unmute(), call.mute(), call.unmute()]);
    await ear.loud();
    await Promise.all([call.mute(), call.unmute()]);
    await ear.loud();
    return { silent: lasted < 200 && sent === null, isMuted: [...isMuted, call.isMuted] };
  `);
  expect(seen).toEqual({ silent: true, isMuted: [true, false] });
});

test('C5: a resume right after a hold is heard and seen again, a hold right after a resume sends nothing', async () => {
  const seen = await run(`
    const sending = async (a) => ({ ...(await withTone()), ...(await withCamera(a)) });
    const both = await connect(sending, withTone);
    const { call, peer } = both, [, ear] = await ears(both);
    const sent = () => [...call.session.mesh.peers.values()][0].connection.getSenders().map(({ track }) => track?.kind);
    await until(() => sent()[1] === 'video');
    await Promise.all([call.hold(), call.resume()]);
    await ear.loud();
    const out = { resumed: sent(), moving: (await frames(await shown(peer))).n > 3 };
    await call.hold();
    await Promise.all([call.resume(), call.hold()]);
    return { ...out, lasted: (await ear.lasted(performance.now())) < 200, held: sent(), state: call.state };
  `);
  expect(seen).toEqual({
    resumed: ['audio', 'video'],
    moving: true,
    lasted: true,
    held: [undefined, undefined],
    state: 'LocalHold',
  });
});

import { expect, test } from 'vitest';
import { harnessOfFile } from './ofFile.ts';

const { play: inPage } =
  harnessOfFile(`      const a = await agentOf('alice'), b = await agentOf('bob'), c = await agentOf('carol');
      const talk = async (from, to, name) => {
        const ring = incoming(to.agent);
        const call = from.agent.startCall(user(name));
        const peer = await (await ring).accept();
        await until(() => call.state === 'Connected' && peer.state === 'Connected');
        return [call, peer];
      };
      const [call, bob] = await talk(a, b, 'bob');
      const accepted = new Promise((done) => bob.feature(sdk.Features.Transfer).on('transferAccepted', ({ targetCall }) => done(targetCall)));
`);

// "The call object of the new transfer call between the transferee and the target participant voicemail":
// how-tos/calling-sdk/transfer-calls.
test('a transfer to voicemail: the transferred one hears its greeting, and the first call ends', async () => {
  const seen = await inPage(`
    const transfer = call.feature(sdk.Features.Transfer).transfer({ targetParticipantVoicemail: user('carol') });
    const states = [transfer.state];
    transfer.on('stateChanged', () => states.push(transfer.state));
    let rang = false; c.agent.on('incomingCall', () => { rang = true; });
    const target = await accepted;
    await until(() => target.state === 'Connected' && call.state === 'Disconnected' && bob.state === 'Disconnected');
    const volume = await target.remoteAudioStreams[0].getVolume();
    await until(() => volume.level > 0);
    const who = target.remoteParticipants[0];
    const seen = { states, rang, whose: who.identifier.microsoftTeamsUserId === ids.carol, state: who.state, video: who.videoStreams.filter((s) => s.isAvailable).length };
    await target.hangUp();
    return { ...seen, calls: [a, b, c].map((x) => x.agent.calls.length) };
  `);
  expect(seen).toEqual({
    states: ['Transferring', 'Transferred'],
    rang: false,
    whose: true,
    state: 'Connected',
    video: 0,
    calls: [0, 0, 0],
  });
});

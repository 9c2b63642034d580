import { expect, test } from 'vitest';
import { mediaHelpers } from './mediaHelpers.ts';
import { harnessOfFile } from './ofFile.ts';

/** Breaks descriptions of one type on their way to signalling: they name a format that they do not describe. */
const { play: run } = harnessOfFile(`${mediaHelpers}
  const rejections = []; addEventListener('unhandledrejection', ({ reason }) => rejections.push(String(reason))); addEventListener('error', ({ message }) => rejections.push(message));
  const send = WebSocket.prototype.send;
  const spoil = (type) => { WebSocket.prototype.send = function (text) {
    const frame = JSON.parse(text), description = frame.command?.signal?.description;
    if (description?.type === type) description.sdp = description.sdp.replace(/a=rtpmap:\\d+ VP8.*\\r\\n/, '');
    return send.call(this, JSON.stringify(frame));
  }; };
  const ended = async (...calls) => {
    await until(() => calls.every(({ state }) => state === 'Disconnected'));
    await until(() => open().length === 0 && live() === 0);
    return calls.map(({ callEndReason: { code, subCode, message } }) => code + '/' + subCode + ' ' + message);
  };
`);

const refused = '410/3111 Call setup failed: the media description of the other side could not be applied.';
const lost = '410/301005 Media connectivity was lost during the call.';

for (const type of ['offer', 'answer']) {
  test(`C20: ${type === 'offer' ? 'an' : 'the'} ${type} that the other side cannot apply ends the call with a code and a sentence on both sides`, async () => {
    const seen = await run(`
      const a = await agentOf('alice'), b = await agentOf('bob');
      spoil('${type}');
      const ring = incoming(b.agent);
      const call = a.agent.startCall(user('bob')), peer = await (await ring).accept();
      return { ends: await ended(call, peer), rejections };
    `);
    expect(seen).toEqual({ ends: [refused, refused], rejections: [] });
  });
}

test('C20: an answer of a bot that cannot be applied ends the call, and so does a description in the middle of a call', async () => {
  const seen = await run(`
    const a = await agentOf('alice');
    spoil('offer');
    const bot = a.agent.startCall(user('echo'));
    const ends = await ended(bot);
    WebSocket.prototype.send = send;
    const b = await agentOf('bob'), ring = incoming(b.agent);
    const call = a.agent.startCall(user('bob')), peer = await (await ring).accept();
    await until(() => call.state === 'Connected' && peer.state === 'Connected');
    spoil('offer');
    const picture = document.createElement('canvas'); picture.getContext('2d');
    await call.startScreenSharing(new sdk.LocalVideoStream(picture.captureStream(5)));
    return { ends: [...ends, ...(await ended(call, peer))], rejections };
  `);
  expect(seen).toEqual({ ends: [refused, lost, lost], rejections: [] });
});

test('C20: in a group call, only the one who can agree with nobody leaves it', async () => {
  const seen = await run(`
    const a = await agentOf('alice'), b = await agentOf('bob'), c = await agentOf('carol');
    const rings = [incoming(b.agent), incoming(c.agent)];
    const call = a.agent.startCall([user('bob'), user('carol')], { threadId: '19:group@thread.v2' });
    const bob = await (await rings[0]).accept();
    await until(() => call.state === 'Connected' && bob.state === 'Connected');
    spoil('answer');
    const carol = await (await rings[1]).accept();
    await until(() => carol.state === 'Disconnected');
    await until(() => call.remoteParticipants.length === 1 && bob.remoteParticipants.length === 1);
    const { code, subCode } = carol.callEndReason;
    return { states: [call.state, bob.state], carol: code + '/' + subCode, rejections };
  `);
  expect(seen).toEqual({ states: ['Connected', 'Connected'], carol: '410/3111', rejections: [] });
});

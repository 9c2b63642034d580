import { expect, test } from 'vitest';
import { mediaHelpers } from './mediaHelpers.ts';
import { harnessOfFile } from './ofFile.ts';

const { play: run } = harnessOfFile(`${mediaHelpers}
  const first = ({ session }) => [...session.mesh.peers.values()][0];
  // Bytes of media that have arrived; nothing else of a connection counts.
  const arrived = async (call) => {
    let bytes = 0;
    for (const s of (await first(call).connection.getStats()).values()) if (s.type === 'inbound-rtp') bytes += s.bytesReceived;
    return bytes;
  };
  // Waits for a second in which nothing arrives.
  const quiet = async (call) => {
    let before = -1, since = performance.now();
    await until(async () => {
      const now = await arrived(call);
      if (now !== before) { before = now; since = performance.now(); }
      return performance.now() - since > 1000;
    });
  };
  const flows = async (call) => { const from = await arrived(call); await until(async () => (await arrived(call)) > from + 5000); };
`);

test('E5: whoever holds is sent neither picture nor sound, of two who hold each is sent both once both have resumed', async () => {
  const seen = await run(`
    const { call, peer } = await connect(withCamera, withCamera);
    const both = [call, peer];
    await Promise.all(both.map((one) => shown(one)));
    await Promise.all(both.map(flows));
    await call.hold();
    await quiet(call);
    const one = both.map(({ state }) => state);
    await peer.hold();
    await Promise.all(both.map(quiet));
    await call.resume();
    await until(() => call.state === 'RemoteHold');
    await Promise.all(both.map(quiet));
    // At the same time: one resumes, and the other holds and resumes.
    await Promise.all([peer.resume(), call.hold(), call.resume()]);
    await until(() => both.every(({ state }) => state === 'Connected'));
    await Promise.all(both.map(flows));
    return { one, moving: await Promise.all(both.map(async (side) => (await frames(await shown(side))).n > 3)) };
  `);
  expect(seen).toEqual({ one: ['LocalHold', 'RemoteHold'], moving: [true, true] });
});

test('E5: a bot on hold sends nothing either, and a hold from inside the event of a resume is the one that counts', async () => {
  const seen = await run(`
    const { agent } = await agentOf('alice');
    const call = agent.startCall(user('echo'));
    await until(() => call.state === 'Connected');
    await flows(call);
    await call.hold();
    await quiet(call);
    await call.resume();
    await flows(call);
    await call.hold();
    const again = () => { if (call.state === 'Connected') { call.off('stateChanged', again); call.hold(); } };
    call.on('stateChanged', again);
    await call.resume();
    await quiet(call);
    return { state: call.state };
  `);
  expect(seen).toEqual({ state: 'LocalHold' });
});

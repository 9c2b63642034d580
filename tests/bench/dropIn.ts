import { startHarness } from '../contract/calling/harness.ts';
import type { SetUp } from './floor.ts';

/** What both pages have for every run: when this side is connected, and when it sees the other's first picture. */
const prepare = `globalThis.watchCall = (call) => {
  const at = () => performance.timeOrigin + performance.now();
  const connected = new Promise((done) => {
    const look = () => call.state === 'Connected' && done(at());
    call.on('stateChanged', look); look();
  });
  const firstFrame = new Promise((done) => {
    let drawn = false;
    const show = async (stream) => {
      if (drawn || !stream.isAvailable) return;
      drawn = true;
      const view = await new sdk.VideoStreamRenderer(stream).createView();
      document.body.append(view.target);
      view.target.querySelector('video').requestVideoFrameCallback(() => done(at()));
    };
    const see = (p) => { for (const s of p.videoStreams) { s.on('isAvailableChanged', () => show(s)); show(s); } p.on('videoStreamsUpdated', ({ added }) => added.forEach(show)); };
    call.remoteParticipants.forEach(see);
    call.on('remoteParticipantsUpdated', ({ added }) => added.forEach(see));
  });
  return { call, connected, firstFrame };
};
globalThis.ended = () => until(() => watched.call.state === 'Disconnected').then(() => document.querySelectorAll('video').forEach((v) => v.parentElement.remove()));
globalThis.result = async () => ({ connected: await watched.connected, firstFrame: await watched.firstFrame });`;

/**
 * Sets up `count` calls by the drop-in alone, in two pages with nothing else: from `startCall` with a camera to both
 * Connected, and to the first picture on both sides, answered at once with a camera.
 */
export async function measureDropIn(count: number): Promise<SetUp[]> {
  const harness = await startHarness();
  const [caller, callee] = await Promise.all([harness.page(), harness.page()]);
  for (const page of [caller, callee]) await page.evaluate(prepare);
  await caller.evaluate(
    `(async () => { globalThis.me = await agentOf('alice'); globalThis.device = (await (await me.client.getDeviceManager()).getCameras())[0]; })()`,
  );
  await callee.evaluate(`(async () => {
    globalThis.me = await agentOf('bob');
    const device = (await (await me.client.getDeviceManager()).getCameras())[0];
    me.agent.on('incomingCall', async ({ incomingCall }) => {
      globalThis.watched = watchCall(await incomingCall.accept({ videoOptions: { localVideoStreams: [new sdk.LocalVideoStream(device)] } }));
    });
  })()`);
  const results: SetUp[] = [];
  for (let run = 0; run < count; run++) {
    const began = await caller.evaluate<number>(`(() => {
      const began = performance.timeOrigin + performance.now();
      globalThis.watched = watchCall(me.agent.startCall(user('bob'), { videoOptions: { localVideoStreams: [new sdk.LocalVideoStream(device)] } }));
      return began;
    })()`);
    const first = await caller.evaluate<SetUp>('result()');
    const second = await callee.evaluate<SetUp>('result()');
    results.push({
      connected: Math.max(first.connected, second.connected) - began,
      firstFrame: Math.max(first.firstFrame, second.firstFrame) - began,
    });
    await caller.evaluate('watched.call.hangUp()');
    for (const page of [caller, callee]) await page.evaluate('ended()');
    await caller.waitForTimeout(300);
  }
  await harness.close();
  return results;
}

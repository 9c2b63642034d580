import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright';
import { WebSocketServer, type WebSocket } from 'ws';

/** How long the set-up of one call took, in milliseconds. */
export interface SetUp {
  readonly connected: number;
  readonly firstFrame: number;
}

/** How long every call benchmark pauses after a call, so that releasing its devices does not slow down the next one. */
export const pauseBetweenCallsMs = 300;

/** A page that opens the devices, sends an offer or an answer over a WebSocket, and does nothing else. */
const page = `<!doctype html><title>floor</title><body><script>
const socket = new WebSocket('ws://' + location.host);
const state = { open: new Promise((resolve) => { socket.onopen = resolve; }) };
let pc, connected, frame;
const at = () => performance.timeOrigin + performance.now();
async function prepare() {
  pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
  connected = new Promise((resolve) => {
    pc.onconnectionstatechange = () => { if (pc.connectionState === 'connected') resolve(at()); };
  });
  frame = new Promise((resolve) => {
    pc.ontrack = ({ track, streams }) => {
      if (track.kind !== 'video') return;
      const video = document.createElement('video');
      video.autoplay = video.muted = true;
      video.srcObject = streams[0];
      document.body.append(video);
      video.requestVideoFrameCallback(() => resolve(at()));
    };
  });
  pc.onicecandidate = ({ candidate }) => { if (candidate) socket.send(JSON.stringify({ candidate })); };
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: { ideal: 640 }, height: { ideal: 360 } } });
  for (const track of stream.getTracks()) pc.addTrack(track, stream);
  state.stream = stream;
}
const waiting = [];
socket.onmessage = async ({ data }) => {
  const message = JSON.parse(data);
  if (message.offer) {
    await prepare();
    await pc.setRemoteDescription(message.offer);
    await pc.setLocalDescription();
    socket.send(JSON.stringify({ answer: pc.localDescription }));
  } else if (message.answer) await pc.setRemoteDescription(message.answer);
  else if (!pc || !pc.remoteDescription) { waiting.push(message.candidate); return; }
  else { await pc.addIceCandidate(message.candidate); return; }
  for (const candidate of waiting.splice(0)) await pc.addIceCandidate(candidate);
};
async function call() {
  const began = at();
  await prepare();
  await pc.setLocalDescription();
  socket.send(JSON.stringify({ offer: pc.localDescription }));
  return began;
}
const result = async () => ({ connected: await connected, firstFrame: await frame });
function end() {
  for (const track of state.stream.getTracks()) track.stop();
  pc.close();
  document.body.querySelectorAll('video').forEach((video) => video.remove());
}
</script>`;

/** Sets up `count` calls between two bare pages. No calling app can be faster. */
export async function measureFloor(browser: Browser, count: number): Promise<SetUp[]> {
  const server = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end(page),
  );
  const relay = new WebSocketServer({ server });
  relay.on('connection', (from: WebSocket) => {
    from.on('message', (data, isBinary) => {
      for (const to of relay.clients) if (to !== from) to.send(data, { binary: isBinary });
    });
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const contexts = await Promise.all([browser.newContext(), browser.newContext()]);
  const [caller, callee] = (await Promise.all(contexts.map((context) => context.newPage()))) as [Page, Page];
  const results: SetUp[] = [];
  for (const each of [caller, callee]) {
    await each.goto(url);
    await each.evaluate('state.open');
  }
  for (let run = 0; run < count; run++) {
    const began = await caller.evaluate<number>('call()');
    const ends = await Promise.all([caller, callee].map((each) => each.evaluate<SetUp>('result()')));
    results.push({
      connected: Math.max(...ends.map(({ connected }) => connected)) - began,
      firstFrame: Math.max(...ends.map(({ firstFrame }) => firstFrame)) - began,
    });
    await Promise.all([caller, callee].map((each) => each.evaluate('end()')));
    await caller.waitForTimeout(pauseBetweenCallsMs);
  }
  await Promise.all(contexts.map((context) => context.close()));
  relay.close();
  server.close();
  return results;
}

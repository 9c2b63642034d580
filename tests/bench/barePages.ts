import type { Browser } from 'playwright';
import { WebSocketServer, type WebSocket } from 'ws';
import { servePages } from '../support/pageServer.ts';
import type { CallSubject, SetUpTimes } from './callSubject.ts';

/**
 * A page that sets up a call with little work. It opens the devices, sends an offer or an answer over a WebSocket,
 * and does nothing else.
 */
const pageHtml = `<!doctype html><title>floor</title><body><script>
const socket = new WebSocket('ws://' + location.host);
const state = { open: new Promise((resolve) => { socket.onopen = resolve; }) };
let pc, startedAt, connected, firstFrame;
// The callee may be asked for its times before the offer has arrived.
let prepared = Promise.withResolvers();
const now = () => performance.timeOrigin + performance.now();
async function prepare() {
  pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
  connected = new Promise((resolve) => {
    pc.onconnectionstatechange = () => { if (pc.connectionState === 'connected') resolve(now()); };
  });
  firstFrame = new Promise((resolve) => {
    pc.ontrack = ({ track, streams }) => {
      if (track.kind !== 'video') return;
      const video = document.createElement('video');
      video.autoplay = video.muted = true;
      video.srcObject = streams[0];
      document.body.append(video);
      video.requestVideoFrameCallback(() => resolve(now()));
    };
  });
  prepared.resolve();
  pc.onicecandidate = ({ candidate }) => { if (candidate) socket.send(JSON.stringify({ candidate })); };
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: { ideal: 640 }, height: { ideal: 360 } } });
  for (const track of stream.getTracks()) pc.addTrack(track, stream);
  state.stream = stream;
}
// Candidates that arrived before the remote description.
const earlyCandidates = [];
socket.onmessage = async ({ data }) => {
  const message = JSON.parse(data);
  if (message.offer) {
    await prepare();
    await pc.setRemoteDescription(message.offer);
    await pc.setLocalDescription();
    socket.send(JSON.stringify({ answer: pc.localDescription }));
  } else if (message.answer) await pc.setRemoteDescription(message.answer);
  else if (!pc || !pc.remoteDescription) { earlyCandidates.push(message.candidate); return; }
  else { await pc.addIceCandidate(message.candidate); return; }
  for (const candidate of earlyCandidates.splice(0)) await pc.addIceCandidate(candidate);
};
async function startCall() {
  startedAt = now();
  await prepare();
  await pc.setLocalDescription();
  socket.send(JSON.stringify({ offer: pc.localDescription }));
}
const readTimes = async () => {
  await prepared.promise;
  return { startedAt, connected: await connected, firstFrame: await firstFrame };
};
// Shows the own picture, as calling apps do during a call.
function showOwnVideo() {
  const video = document.createElement('video');
  video.autoplay = video.muted = true;
  video.srcObject = new MediaStream(state.stream.getVideoTracks());
  document.body.append(video);
}
function endCall() {
  prepared = Promise.withResolvers();
  for (const track of state.stream.getTracks()) track.stop();
  pc.close();
  document.body.querySelectorAll('video').forEach((video) => video.remove());
}
</script>`;

/**
 * Opens two bare pages, which use WebRTC without any SDK. Their times are those to which the benchmark compares the drop-in SDK and
 * the app. They open the devices first and negotiate then, so the SDK alone, which does both at once, is faster.
 */
export async function openBarePages(browser: Browser): Promise<CallSubject> {
  const pages = await servePages({ '/': pageHtml });
  const relay = new WebSocketServer({ server: pages.server });
  relay.on('connection', (sender: WebSocket) => {
    sender.on('message', (data, isBinary) => {
      for (const receiver of relay.clients)
        if (receiver !== sender) receiver.send(data, { binary: isBinary });
    });
  });
  const [caller, callee] = [await browser.newPage(), await browser.newPage()];
  for (const barePage of [caller, callee]) {
    await barePage.goto(pages.origin);
    await barePage.evaluate('state.open');
  }
  return {
    caller,
    callee,
    startCall: () => caller.evaluate('startCall()'),
    readTimes: (barePage) => barePage.evaluate<SetUpTimes>('readTimes()'),
    async endCall() {
      await Promise.all([caller, callee].map((barePage) => barePage.evaluate('endCall()')));
    },
    async close() {
      for (const barePage of [caller, callee]) await barePage.close();
      relay.close();
      await pages.close();
    },
  };
}

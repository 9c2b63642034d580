import type { AcceptCallOptions, TeamsCall } from '@azure/communication-calling';
import type { CallSession } from '../../../../src/emulator/sdk/call/session.ts';
import type { PeerConnection } from '../../../../src/emulator/sdk/media/peerConnection.ts';
import type { Sdk } from './sdk.ts';
import { pause, type WaitUntil } from './tools.ts';

/** The streams with which one participant begins a call. `startCall` and `accept` both take them. */
export type MediaOptions = Pick<AcceptCallOptions, 'audioOptions' | 'videoOptions'>;

/** @returns the drop-in SDK's own peer connection to the first other participant. */
function firstPeerOf(call: TeamsCall): PeerConnection {
  const { session } = call as unknown as { session: CallSession };
  const [peer] = session.mesh.peers.values();
  if (!peer) throw new Error('The call has no peer connection.');
  return peer;
}

/** Measures the sound that one participant of a call receives. */
async function createSoundMeter(call: TeamsCall, waitUntil: WaitUntil) {
  const audio = new AudioContext();
  const analyser = audio.createAnalyser();
  analyser.fftSize = 256;
  const samples = new Float32Array(256);
  const stream = await waitUntil(() => call.remoteAudioStreams[0]);
  audio.createMediaStreamSource(await stream.getMediaStream()).connect(analyser);
  let lastSoundAt = 0;
  setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    // Samples range from -1 to 1. Anything below this level is noise of the codec.
    if (Math.max(...samples.map(Math.abs)) > 0.002) lastSoundAt = performance.now();
  }, 5);
  return {
    /** Waits until sound arrives after this method was called. */
    async waitForSound() {
      const startedAt = performance.now();
      await waitUntil(() => lastSoundAt > startedAt);
    },
    /** Waits until no sound has arrived for half a second. @returns for how many ms after `since` sound still arrived */
    async waitForSilence(since: number) {
      await waitUntil(() => performance.now() - Math.max(since, lastSoundAt) > 500);
      return Math.max(0, lastSoundAt - since);
    },
  };
}

/** @returns how many bytes of RTP media the first peer connection has received. */
async function readReceivedBytes(call: TeamsCall): Promise<number> {
  let bytes = 0;
  const stats = await firstPeerOf(call).connection.getStats();
  for (const { type, bytesReceived = 0 } of stats.values() as Iterable<RTCInboundRtpStreamStats>)
    if (type === 'inbound-rtp') bytes += bytesReceived;
  return bytes;
}

/** @returns what the browser measures of the audio of the first peer connection. Packets are those that arrive. */
async function readAudioStats(call: TeamsCall) {
  const report = await firstPeerOf(call).connection.getStats();
  const stats = [...report.values()] as (RTCInboundRtpStreamStats & { readonly roundTripTime?: number })[];
  const find = (type: RTCStatsType) => stats.find((stat) => stat.type === type && stat.kind === 'audio');
  const { packetsLost = 0, packetsReceived = 0 } = find('inbound-rtp') ?? {};
  return { packetsLost, packetsReceived, roundTripSeconds: find('remote-inbound-rtp')?.roundTripTime ?? 0 };
}

/** Creates helpers that produce media, and measure which media a call really sends and receives. */
export const createMediaProbes = (sdk: Sdk, waitUntil: WaitUntil) => ({
  firstPeerOf,
  readAudioStats,
  /** @returns media options with a steady tone in place of the fake microphone, which is silent most of the time. */
  withTone: async (): Promise<MediaOptions> => {
    const audio = new AudioContext();
    const tone = audio.createOscillator();
    const output = audio.createMediaStreamDestination();
    tone.connect(output);
    tone.start();
    return { audioOptions: { localAudioStreams: [new sdk.LocalAudioStream(output.stream)] } };
  },
  createSoundMeter: (call: TeamsCall) => createSoundMeter(call, waitUntil),
  /** @returns the audio track that the call sends; `null` while it sends none. */
  readSentAudioTrack: (call: TeamsCall) => firstPeerOf(call).outgoing.findSender('audio')?.track,
  /** @returns for each sender of the call the kind of its track; undefined for a sender without a track. */
  readSentTrackKinds: (call: TeamsCall) =>
    firstPeerOf(call)
      .connection.getSenders()
      .map(({ track }) => track?.kind),
  /** Waits until more than 5,000 further bytes of media have arrived. */
  waitForMedia: async (call: TeamsCall) => {
    const bytesBefore = await readReceivedBytes(call);
    await waitUntil(async () => (await readReceivedBytes(call)) > bytesBefore + 5_000);
  },
  /** Waits for a whole second in which no media arrives. */
  waitForNoMedia: async (call: TeamsCall) => {
    let lastBytes = -1;
    let lastArrivalAt = performance.now();
    await waitUntil(async () => {
      const bytes = await readReceivedBytes(call);
      if (bytes !== lastBytes) {
        lastBytes = bytes;
        lastArrivalAt = performance.now();
      }
      await pause(20);
      return performance.now() - lastArrivalAt > 1_000;
    });
  },
});

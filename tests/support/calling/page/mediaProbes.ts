import type { TeamsCall } from '@azure/communication-calling';
import type { MediaOptions } from './mediaOptions.ts';
import type { Sdk } from './sdk.ts';
import { firstPeerOf } from './firstPeerOf.ts';
import { pause, type WaitUntil } from './tools.ts';

/** Measures the sound that one participant of a call receives. */
export interface SoundMeter {
  /** Waits until sound arrives after this method was called. */
  waitForSound(): Promise<void>;
  /**
   * Waits until no sound has arrived for half a second.
   * @param since a time of `performance.now()`
   * @returns for how many milliseconds after that time sound still arrived.
   */
  waitForSilence(since: number): Promise<number>;
}

/** Helpers that produce media and measure which media a call really sends and receives. */
export interface MediaProbes {
  /** Media options with a steady tone in place of the fake microphone, which is silent most of the time. */
  readonly withTone: () => Promise<MediaOptions>;
  /** Starts measuring the first remote audio stream of a call. */
  readonly createSoundMeter: (call: TeamsCall) => Promise<SoundMeter>;
  /** @returns the audio track that the call sends; `null` while it sends none. */
  readonly readSentAudioTrack: (call: TeamsCall) => MediaStreamTrack | null | undefined;
  /** @returns for each sender of the call the kind of its track; undefined for a sender without a track. */
  readonly readSentTrackKinds: (call: TeamsCall) => (string | undefined)[];
  /** Waits until more than 5,000 further bytes of media have arrived. */
  readonly waitForMedia: (call: TeamsCall) => Promise<void>;
  /** Waits for a whole second in which no media arrives. */
  readonly waitForNoMedia: (call: TeamsCall) => Promise<void>;
}

async function createSoundMeter(call: TeamsCall, waitUntil: WaitUntil): Promise<SoundMeter> {
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
    async waitForSound() {
      const startedAt = performance.now();
      await waitUntil(() => lastSoundAt > startedAt);
    },
    async waitForSilence(since) {
      await waitUntil(() => performance.now() - Math.max(since, lastSoundAt) > 500);
      return Math.max(0, lastSoundAt - since);
    },
  };
}

/** @returns how many bytes of RTP media the first peer connection has received. */
async function readReceivedBytes(call: TeamsCall): Promise<number> {
  let bytes = 0;
  const stats = (await firstPeerOf(call).connection.getStats()) as ReadonlyMap<
    string,
    { type: string; bytesReceived: number }
  >;
  for (const entry of stats.values()) if (entry.type === 'inbound-rtp') bytes += entry.bytesReceived;
  return bytes;
}

export function createMediaProbes(sdk: Sdk, waitUntil: WaitUntil): MediaProbes {
  return {
    async withTone() {
      const audio = new AudioContext();
      const tone = audio.createOscillator();
      const output = audio.createMediaStreamDestination();
      tone.connect(output);
      tone.start();
      return { audioOptions: { localAudioStreams: [new sdk.LocalAudioStream(output.stream)] } };
    },
    createSoundMeter: (call) => createSoundMeter(call, waitUntil),
    readSentAudioTrack: (call) => firstPeerOf(call).outgoing.findSender('audio')?.track,
    readSentTrackKinds: (call) =>
      firstPeerOf(call)
        .connection.getSenders()
        .map(({ track }) => track?.kind),
    async waitForMedia(call) {
      const bytesBefore = await readReceivedBytes(call);
      await waitUntil(async () => (await readReceivedBytes(call)) > bytesBefore + 5_000);
    },
    async waitForNoMedia(call) {
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
  };
}

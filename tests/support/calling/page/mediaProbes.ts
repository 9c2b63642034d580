import type { TeamsCall } from '@azure/communication-calling';
import type { MediaOptions } from './agentsApi.ts';
import type { Sdk } from './sdk.ts';
import { firstPeer } from './firstPeer.ts';
import { pause, type Until } from './tools.ts';

/** Measures what one side of a call hears. */
export interface Ear {
  /** Waits until sound arrives, from now on. */
  hearsSound(): Promise<void>;
  /**
   * Waits for half a second without sound.
   * @param since a time of `performance.now()`
   * @returns for how many milliseconds after that time sound still arrived.
   */
  soundLastedMs(since: number): Promise<number>;
}

/** Makes and measures media, for tests of what is really sent. */
export interface MediaProbes {
  /** Options for `connect`: send a steady tone. The browser's fake microphone is silent most of the time. */
  readonly withTone: () => Promise<MediaOptions>;
  /** Listens to what a call receives. */
  readonly earOf: (call: TeamsCall) => Promise<Ear>;
  /** @returns the track that the call sends as sound, or `null`. */
  readonly sentSound: (call: TeamsCall) => MediaStreamTrack | null | undefined;
  /** @returns the kinds of the tracks that the call sends. `undefined` stands for a sender without one. */
  readonly sentKinds: (call: TeamsCall) => (string | undefined)[];
  /** Waits until media arrives, from now on. */
  readonly mediaArrives: (call: TeamsCall) => Promise<void>;
  /** Waits for a second in which no media arrives. */
  readonly noMediaArrives: (call: TeamsCall) => Promise<void>;
}

async function earOf(call: TeamsCall, until: Until): Promise<Ear> {
  const audio = new AudioContext();
  const analyser = audio.createAnalyser();
  analyser.fftSize = 256;
  const samples = new Float32Array(256);
  const sound = await until(() => call.remoteAudioStreams[0]);
  audio.createMediaStreamSource(await sound.getMediaStream()).connect(analyser);
  let lastSoundAt = 0;
  setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    if (Math.max(...samples.map(Math.abs)) > 0.002) lastSoundAt = performance.now();
  }, 5);
  return {
    async hearsSound() {
      const from = performance.now();
      await until(() => lastSoundAt > from);
    },
    async soundLastedMs(since) {
      await until(() => performance.now() - Math.max(since, lastSoundAt) > 500);
      return Math.max(0, lastSoundAt - since);
    },
  };
}

/** @returns the bytes of media that have arrived. Nothing else of a connection counts. */
async function bytesReceived(call: TeamsCall): Promise<number> {
  let bytes = 0;
  const stats = (await firstPeer(call).connection.getStats()) as ReadonlyMap<
    string,
    { type: string; bytesReceived: number }
  >;
  for (const entry of stats.values()) if (entry.type === 'inbound-rtp') bytes += entry.bytesReceived;
  return bytes;
}

export function mediaProbes(sdk: Sdk, until: Until): MediaProbes {
  return {
    async withTone() {
      const audio = new AudioContext();
      const tone = audio.createOscillator();
      const output = audio.createMediaStreamDestination();
      tone.connect(output);
      tone.start();
      return { audioOptions: { localAudioStreams: [new sdk.LocalAudioStream(output.stream)] } };
    },
    earOf: (call) => earOf(call, until),
    sentSound: (call) => firstPeer(call).outgoing.sender('audio')?.track,
    sentKinds: (call) =>
      firstPeer(call)
        .connection.getSenders()
        .map(({ track }) => track?.kind),
    async mediaArrives(call) {
      const before = await bytesReceived(call);
      await until(async () => (await bytesReceived(call)) > before + 5_000);
    },
    async noMediaArrives(call) {
      let before = -1;
      let since = performance.now();
      await until(async () => {
        const now = await bytesReceived(call);
        if (now !== before) {
          before = now;
          since = performance.now();
        }
        await pause(20);
        return performance.now() - since > 1_000;
      });
    },
  };
}

import type { MediaDiagnosticType } from '@azure/communication-calling';
import type { Emitter } from '../base/events.ts';
import type { EmuDeviceManager } from '../devices/deviceManager.ts';
import type { LocalMedia } from '../media/localMedia.ts';
import { mediaSlots } from '../media/mediaSlots.ts';
import type { Mesh } from '../media/mesh.ts';
import type { EmuRemoteParticipant } from '../participants/remoteParticipant.ts';
import type { Connectivity } from './connectivity.ts';
import type { Diagnostics } from './diagnostics.ts';
import { watchQuality } from './networkQuality.ts';
import { CounterDeltas } from './readings.ts';
import { statsOf, type Measurement, type Report } from './stats.ts';
import { watchCapture } from './watchCapture.ts';
import { watchDevices } from './watchDevices.ts';

const measureIntervalMs = 500;
/** Speech is louder than this, room noise is not. `audioLevel` runs from 0 to 1. */
const speechLevel = 0.02;

/** The parts of a call whose media is measured, and those that use the measurements. */
export interface WatchedCall {
  readonly mesh: Pick<Mesh, 'peers'>;
  readonly local: LocalMedia;
  readonly devices: EmuDeviceManager;
  readonly connectivity: Connectivity;
  /** Emits each measurement. */
  readonly measured: Emitter<'measured'>;
  readonly mediaDiagnostics: Diagnostics<MediaDiagnosticType>;
  find(participant: string): EmuRemoteParticipant | undefined;
  hasEnded(): boolean;
}

/**
 * Measures twice a second what really is sent and arrives. Updates the participants and the diagnostics, and emits the
 * measurement for the features.
 * @returns the function that stops it.
 */
export function watchMedia(call: WatchedCall): () => void {
  const { measured, connectivity, mediaDiagnostics, local, devices } = call;
  const decoded = new CounterDeltas({ fromZero: true });
  const arrived = new CounterDeltas();
  let isMeasuring = false;
  const measureOnce = async () => {
    if (isMeasuring) return;
    isMeasuring = true;
    const measurement = await measure(call);
    isMeasuring = false;
    if (call.hasEnded()) return;
    updateParticipants(call, measurement, decoded, arrived);
    connectivity.resumeIfReceiving(measurement);
    measured.emit('measured', measurement);
  };
  const timer = setInterval(() => void measureOnce(), measureIntervalMs);
  const stops = [
    watchQuality(measured, connectivity.diagnostics),
    watchCapture(measured, local, mediaDiagnostics),
    watchDevices(devices, mediaDiagnostics),
  ];
  return () => {
    clearInterval(timer);
    for (const stop of stops) stop();
  };
}

async function measure({ mesh }: WatchedCall): Promise<Measurement> {
  const connected = [...mesh.peers].filter(([, { state }]) => state === 'connected');
  const reports = await Promise.all(
    connected.map(async ([participant, { connection }]) => {
      // `getStats` fails only on a connection that was closed meanwhile.
      const report: Report = await connection.getStats().catch(() => new Map());
      return [participant, report] as const;
    }),
  );
  return { at: performance.now(), reports: new Map(reports) };
}

function updateParticipants(
  call: WatchedCall,
  measurement: Measurement,
  decoded: CounterDeltas,
  arrived: CounterDeltas,
): void {
  const { peers } = call.mesh;
  for (const [id, { state }] of peers) {
    if (state === 'connected') continue;
    // A lost connection is not measured, and nothing arrives on it.
    for (const slot of ['video', 'screen'] as const) call.find(id)?.stream(slot).setReceiving(false);
  }
  for (const [id, stat] of statsOf(measurement, 'inbound-rtp')) {
    const slot = mediaSlots[Number(stat.mid)];
    const participant = call.find(id);
    if (!participant || !slot) continue;
    if (slot === 'audio') {
      participant.setSpeaking((stat.audioLevel ?? 0) > speechLevel);
      continue;
    }
    const stream = participant.stream(slot);
    const frames = decoded.of(id + slot, stat.framesDecoded);
    stream.setReceiving(stream.isAvailable && frames > 0);
    const packets = arrived.of(id + slot, stat.packetsReceived);
    // After a gap the decoder needs a key frame.
    if (stream.isAvailable && packets > 0 && frames === 0 && stat.framesDecoded)
      peers.get(id)?.requestKeyFrame();
    if (stat.frameWidth && stat.frameHeight) {
      stream.setSize({ width: stat.frameWidth, height: stat.frameHeight });
    }
  }
}

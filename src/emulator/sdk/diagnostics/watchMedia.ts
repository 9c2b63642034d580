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
import { CounterDeltas, statsOf, type Measurement, type Report } from './measurement.ts';
import { watchCapture } from './watchCapture.ts';

/** How often media is measured. Diagnostics that need several measurements in a row take a multiple of this time. */
const measureIntervalMs = 500;
/** Speech is louder than this, and room noise quieter. WebRTC's `audioLevel` runs from 0 to 1. */
const speechLevel = 0.02;

/** The parts of a call's session that `watchMedia` measures or updates. */
interface WatchedCall {
  readonly deps: { readonly devices: EmuDeviceManager };
  readonly mesh: Pick<Mesh, 'peers'>;
  readonly localMedia: LocalMedia;
  readonly connectivity: Connectivity;
  readonly measurementEvents: Emitter<'measured'>;
  readonly mediaDiagnostics: Diagnostics<MediaDiagnosticType>;
  readonly roster: { find(participantId: string): EmuRemoteParticipant | undefined };
  readonly hasEnded: boolean;
}

/**
 * Measures twice a second, by `getStats`, what the call sends and receives. Updates the participants and the diagnostics, and
 * emits the measurement for SDK features. @returns the function that stops measuring.
 */
export function watchMedia(call: WatchedCall): () => void {
  const { measurementEvents, connectivity, mediaDiagnostics, localMedia, deps } = call;
  // Frames that were decoded before the first measurement also show that a video arrives.
  const decodedFrames = new CounterDeltas({ countsFirstReading: true });
  const arrivedPackets = new CounterDeltas();
  let isMeasuring = false;
  const measureOnce = async () => {
    if (isMeasuring) return;
    isMeasuring = true;
    const measurement = await measure(call);
    isMeasuring = false;
    if (call.hasEnded) return;
    updateParticipants(call, measurement, { decodedFrames, arrivedPackets });
    connectivity.resumeVideoIfReceiving(measurement);
    measurementEvents.emit('measured', measurement);
  };
  const timer = setInterval(() => void measureOnce(), measureIntervalMs);
  watchQuality(measurementEvents, connectivity.diagnostics);
  const stopListening = watchCapture(measurementEvents, localMedia, mediaDiagnostics);
  const stopWatchingDevices = watchDevices(deps.devices, mediaDiagnostics);
  return () => {
    clearInterval(timer);
    measurementEvents.removeAllListeners();
    stopListening();
    stopWatchingDevices();
  };
}

async function measure({ mesh }: WatchedCall): Promise<Measurement> {
  const connectedPeers = [...mesh.peers].filter(([, { state }]) => state === 'connected');
  const reports = await Promise.all(
    connectedPeers.map(async ([participantId, { connection }]) => {
      // This copies the report, because the browser creates its objects anew at each access. `getStats` fails only on a
      // connection that was closed meanwhile.
      const report: Report = new Map(await connection.getStats().catch(() => new Map()));
      return [participantId, report] as const;
    }),
  );
  return { measuredAtMs: performance.now(), reports: new Map(reports) };
}

/** Updates what the app reads of each remote participant: speaking, and the arrival and size of videos. */
function updateParticipants(
  call: WatchedCall,
  measurement: Measurement,
  { decodedFrames, arrivedPackets }: { decodedFrames: CounterDeltas; arrivedPackets: CounterDeltas },
): void {
  const { peers } = call.mesh;
  for (const [participantId, { state }] of peers) {
    if (state === 'connected') continue;
    // A lost connection is missing from the measurement, and no video arrives on it.
    const participant = call.roster.find(participantId);
    for (const slot of ['video', 'screen'] as const) participant?.stream(slot).setReceiving(false);
  }
  for (const [participantId, stat] of statsOf(measurement, 'inbound-rtp')) {
    const slot = mediaSlots[Number(stat.mid)];
    const participant = call.roster.find(participantId);
    if (!participant || !slot) continue;
    if (slot === 'audio') {
      participant.setSpeaking((stat.audioLevel ?? 0) > speechLevel);
      continue;
    }
    const stream = participant.stream(slot);
    const frameCount = decodedFrames.recordGrowth(participantId + slot, stat.framesDecoded);
    stream.setReceiving(stream.isAvailable && frameCount > 0);
    const packetCount = arrivedPackets.recordGrowth(participantId + slot, stat.packetsReceived);
    // Packets arrive, but no further frame is decoded: after a gap, the decoder needs a key frame.
    if (stream.isAvailable && packetCount > 0 && frameCount === 0 && stat.framesDecoded)
      peers.get(participantId)?.requestKeyFrame();
    if (stat.frameWidth && stat.frameHeight) {
      stream.setSize({ width: stat.frameWidth, height: stat.frameHeight });
    }
  }
}

/** Keeps the diagnostics about missing microphones and speakers up to date. @returns the function that stops this. */
function watchDevices(devices: EmuDeviceManager, diagnostics: Diagnostics<MediaDiagnosticType>): () => void {
  const updateDiagnostics = () => {
    const { microphones, speakers } = devices.audioDeviceCounts;
    diagnostics.set('noMicrophoneDevicesEnumerated', microphones === 0);
    // A browser that cannot choose a speaker lists none.
    if (devices.isSpeakerSelectionAvailable) diagnostics.set('noSpeakerDevicesEnumerated', speakers === 0);
  };
  devices.on('audioDevicesUpdated', updateDiagnostics);
  updateDiagnostics();
  return () => devices.off('audioDevicesUpdated', updateDiagnostics);
}

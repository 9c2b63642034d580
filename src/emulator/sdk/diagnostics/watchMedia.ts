import { watchDevices } from './watchDevices.ts';
import { lanes } from '../media/mediaSlots.ts';
import { watchQuality } from './networkQuality.ts';
import { watchSending } from './watchCapture.ts';
import type { CallSession } from '../call/session.ts';
import { Gains, statsOf, type Measurement, type Report } from './stats.ts';

const every = 500;
/** `audioLevel` runs from 0 to 1; room noise stays below this. */
const speechLevel = 0.02;

/**
 * Looks at what really is sent and arrives, tells it as `measured`, and lets the participants and the diagnostics know.
 * @returns what ends it.
 */
export function watchMedia(session: CallSession): () => void {
  const decoded = new Gains({ fromZero: true });
  const arrived = new Gains();
  let looking = false;
  const look = async () => {
    if (looking) return;
    looking = true;
    const measurement = await measure(session);
    looking = false;
    if (session.ended) return;
    tellParticipants(session, measurement, decoded, arrived);
    session.connectivity.look(measurement);
    session.measured.emit('measured', measurement);
  };
  const timer = setInterval(() => void look(), every);
  const stops = [watchQuality(session), watchSending(session), watchDevices(session)];
  return () => {
    clearInterval(timer);
    for (const stop of stops) stop();
  };
}

async function measure({ mesh }: CallSession): Promise<Measurement> {
  const connected = [...mesh.peers].filter(([, { state }]) => state === 'connected');
  const reports = await Promise.all(
    connected.map(async ([participant, { connection }]) => {
      // `getStats` fails only on a connection that was closed under it.
      const report: Report = await connection.getStats().catch(() => new Map());
      return [participant, report] as const;
    }),
  );
  return { at: performance.now(), reports: new Map(reports) };
}

function tellParticipants(
  session: CallSession,
  measurement: Measurement,
  decoded: Gains,
  arrived: Gains,
): void {
  for (const [id, { state }] of session.mesh.peers) {
    if (state === 'connected') continue;
    // Nothing is counted of a connection that is lost, and nothing arrives on it.
    for (const lane of ['video', 'screen'] as const) session.find(id)?.stream(lane).setReceiving(false);
  }
  for (const [id, stat] of statsOf(measurement, 'inbound-rtp')) {
    const lane = lanes[Number(stat.mid)];
    const participant = session.find(id);
    if (!participant || !lane) continue;
    if (lane === 'audio') {
      participant.setSpeaking((stat.audioLevel ?? 0) > speechLevel);
      continue;
    }
    const stream = participant.stream(lane);
    const pictures = decoded.of(id + lane, stat.framesDecoded);
    stream.setReceiving(stream.isAvailable && pictures > 0);
    const packets = arrived.of(id + lane, stat.packetsReceived);
    // After a gap only a whole picture can be drawn.
    if (stream.isAvailable && packets > 0 && pictures === 0 && stat.framesDecoded)
      session.mesh.peers.get(id)?.askForPicture();
    if (stat.frameWidth && stat.frameHeight) {
      stream.setSize({ width: stat.frameWidth, height: stat.frameHeight });
    }
  }
}

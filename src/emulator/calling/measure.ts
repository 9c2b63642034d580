import type { CallSession } from './session.ts';
import { lanes } from './peer.ts';

const every = 500;
/** `audioLevel` runs from 0 to 1; room noise stays below this. */
const speechLevel = 0.02;

/**
 * Looks at what really arrives: the size of the pictures, whether they move, and who makes a sound.
 * @returns what ends it.
 */
export function watchMedia(session: CallSession): () => void {
  const decoded = new Map<string, number>();
  const timer = setInterval(() => void look(session, decoded), every);
  return () => clearInterval(timer);
}

async function look(session: CallSession, decoded: Map<string, number>): Promise<void> {
  for (const [id, { connection }] of session.mesh.peers) {
    const participant = session.find(id);
    if (!participant || connection.connectionState !== 'connected') continue;
    // `getStats` fails only on a connection that was closed under it.
    const report = await connection.getStats().catch(() => null);
    for (const stat of (report?.values() ?? []) as Iterable<Inbound>) {
      const lane = stat.type === 'inbound-rtp' ? lanes[Number(stat.mid)] : undefined;
      if (lane === 'audio') participant.setSpeaking((stat.audioLevel ?? 0) > speechLevel);
      if (lane !== 'video' && lane !== 'screen') continue;
      const frames = stat.framesDecoded ?? 0;
      const stream = participant.stream(lane);
      stream.setReceiving(stream.isAvailable && frames > (decoded.get(id + lane) ?? 0));
      decoded.set(id + lane, frames);
      if (stat.frameWidth && stat.frameHeight)
        stream.setSize({ width: stat.frameWidth, height: stat.frameHeight });
    }
  }
  if (!session.ended) session.measured.emit('measured');
}

interface Inbound {
  type: string;
  mid?: string;
  audioLevel?: number;
  framesDecoded?: number;
  frameWidth?: number;
  frameHeight?: number;
}

import { CounterDeltas, type Measurement, type Report } from '../diagnostics/measurement.ts';
import { mediaSlots } from '../media/mediaSlots.ts';
import type { PageEntry } from '../base/recording.ts';

/** Calls are measured twice a second, and recorded once. Less than a second, because the measurements are not quite regular. */
const minIntervalMs = 900;
type Numbers = Readonly<Record<string, number>>;

/** Turns the measurements of one call into entries with rates. */
export class CallStatistics {
  private readonly counters = new CounterDeltas();
  private measuredAtMs = -Infinity;

  /** @returns `undefined` for a measurement that comes too early after the last one, or without a connection. */
  describe(call: unknown, { measuredAtMs, reports }: Measurement): PageEntry | undefined {
    const elapsedMs = measuredAtMs - this.measuredAtMs;
    if (elapsedMs < minIntervalMs) return undefined;
    this.measuredAtMs = measuredAtMs;
    // The first measurement has no rates. It only starts the counters.
    const isFirst = elapsedMs === Infinity;
    const peers = [...reports].map(([participant, report]) =>
      this.readReport(participant, report, elapsedMs / 1000),
    );
    if (isFirst || peers.length === 0) return undefined;
    const sum = (way: 'received' | 'sent', key: string) =>
      Math.round(
        peers
          .flatMap((peer) => Object.values(peer[way]))
          .reduce((total, slot) => total + (slot[key] ?? 0), 0),
      );
    const detail = `↓ ${sum('received', 'kbps')} ↑ ${sum('sent', 'kbps')} kbit/s, ${sum('received', 'lost')} lost`;
    return { kind: 'stats', name: 'getStats', detail, data: { call, peers } };
  }

  private readReport(participant: string, report: Report, seconds: number) {
    const received: Record<string, Numbers> = {};
    const sent: Record<string, Numbers> = {};
    let roundTripMs: number | undefined;
    for (const stat of report.values()) {
      const rate = (counter: string, count: number | undefined) =>
        Math.round(this.counters.recordGrowth(`${participant} ${stat.id} ${counter}`, count) / seconds);
      const slot = mediaSlots[Number(stat.mid)];
      if (stat.type === 'candidate-pair' && stat.nominated && stat.currentRoundTripTime !== undefined)
        roundTripMs = Math.round(stat.currentRoundTripTime * 1000);
      if (stat.type === 'inbound-rtp' && slot)
        received[slot] = withoutUndefined({
          kbps: rate('bytes', stat.bytesReceived) * 0.008,
          packets: rate('packets', stat.packetsReceived),
          lost: rate('lost', stat.packetsLost),
          jitterMs: stat.jitter === undefined ? undefined : stat.jitter * 1000,
          framesPerSecond: stat.framesPerSecond,
          width: stat.frameWidth,
          height: stat.frameHeight,
        });
      if (stat.type === 'outbound-rtp' && slot && stat.mediaSourceId)
        sent[slot] = withoutUndefined({
          kbps: rate('bytes', stat.bytesSent) * 0.008,
          packets: rate('packets', stat.packetsSent),
          framesPerSecond: stat.framesPerSecond,
          width: stat.frameWidth,
          height: stat.frameHeight,
        });
    }
    return { participant, ...(roundTripMs !== undefined && { roundTripMs }), received, sent };
  }
}

/** Removes fields that the browser does not report, and rounds the others. */
const withoutUndefined = (fields: Readonly<Record<string, number | undefined>>): Numbers =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, Math.round(value * 10) / 10]],
    ),
  );

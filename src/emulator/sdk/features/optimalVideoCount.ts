import type { OptimalVideoCountCallFeature, OvcChangeReason } from '@azure/communication-calling';
import { DiagnosticQuality } from '../base/enums.ts';
import { mediaSlots } from '../media/mediaSlots.ts';
import type { CallSession } from '../call/session.ts';
import { CounterDeltas, StableReading } from '../diagnostics/readings.ts';
import { statsOf, type Measurement } from '../diagnostics/stats.ts';
import { EmuCallFeature } from './callFeature.ts';

/** After this many bad measurements in a row, half a second apart, the count goes down. */
const badCount = 4;
/** After this many good measurements in a row it goes up by one. */
const goodCount = 20;
/** An overloaded machine drops at least this share of the frames that arrive. */
const droppedShare = 0.2;

/**
 * How many videos the machine and its network can show. It begins with the SDK's maximum. When too many frames are lost
 * or dropped, it goes below the number of videos that arrive, and then up again one by one.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/calling-sdk-features
 */
export class EmuOptimalVideoCount
  extends EmuCallFeature<'optimalVideoCountChanged'>
  implements OptimalVideoCountCallFeature
{
  readonly name = 'OptimalVideoCount';
  /** "16 videos on desktop browsers, 4 videos on web mobile browsers" */
  private readonly maxVideos = /Android|iPhone|iPad/.test(navigator.userAgent) ? 4 : 16;
  optimalVideoCount = this.maxVideos;
  lastOvcChangeReason: OvcChangeReason = 'unknown';
  private readonly counters = new CounterDeltas();
  private readonly problem = new StableReading<OvcChangeReason | null>(badCount);
  private goodMeasurements = 0;

  constructor(session: CallSession) {
    super(session, 'OptimalVideoCountCallFeature', ['optimalVideoCountChanged']);
    session.measured.on('measured', this.update);
    this.onDispose(() => session.measured.off('measured', this.update));
  }

  private readonly update = (measurement: Measurement): void => {
    const reason = this.findProblem(measurement);
    this.goodMeasurements = reason ? 0 : this.goodMeasurements + 1;
    if (reason && this.problem.take(reason)) {
      this.problem.take(null);
      this.set(Math.max(1, Math.min(this.optimalVideoCount, this.receivedVideos) - 1), reason);
    } else if (!reason) {
      this.problem.take(null);
      if (this.goodMeasurements % goodCount === 0)
        this.set(Math.min(this.maxVideos, this.optimalVideoCount + 1));
    }
  };

  /** @returns why the videos cannot be shown as they were sent; `null` when they can. */
  private findProblem(measurement: Measurement): OvcChangeReason | null {
    if (this.receivedVideos === 0) return null;
    const { networkReceiveQuality } = this.session.connectivity.diagnostics.getLatest();
    if (networkReceiveQuality?.value === DiagnosticQuality.Bad) return 'bandwidth';
    let [arrived, dropped] = [0, 0];
    for (const [participant, stat] of statsOf(measurement, 'inbound-rtp')) {
      if (mediaSlots[Number(stat.mid)] !== 'video') continue;
      arrived += this.counters.of(`${participant} arrived`, stat.framesReceived);
      dropped += this.counters.of(`${participant} dropped`, stat.framesDropped);
    }
    return dropped > arrived * droppedShare ? 'performance' : null;
  }

  private get receivedVideos(): number {
    return this.session.participants.filter((participant) => participant.stream('video').isReceiving).length;
  }

  /** @param reason why the count goes down. When it goes up again, the last reason stays. */
  private set(count: number, reason = this.lastOvcChangeReason): void {
    if (count === this.optimalVideoCount) return;
    this.optimalVideoCount = count;
    this.lastOvcChangeReason = reason;
    this.emitter.emit('optimalVideoCountChanged');
  }
}

import type { OptimalVideoCountCallFeature, OvcChangeReason } from '@azure/communication-calling';
import { DiagnosticQuality } from '../base/enums.ts';
import { Emitter } from '../base/events.ts';
import { mediaSlots } from '../media/mediaSlots.ts';
import type { CallSession } from '../call/session.ts';
import { CounterDeltas, StableReading, statsOf, type Measurement } from '../diagnostics/measurement.ts';
import { EmuCallFeature } from './callFeature.ts';

/** After this many measurements in a row with the same problem, the count falls. There are two measurements per second. */
const measurementsBeforeFall = 4;
/** After this many measurements in a row without a problem, the count rises by one. */
const measurementsBeforeRise = 20;
/** If more than this share of the arriving frames is dropped, the machine is considered overloaded. */
const maxDroppedShare = 0.2;

/**
 * How many remote videos the machine and its network can show. The count begins with the SDK's maximum. It falls below the
 * number of arriving videos when packets are lost or frames are dropped, and later rises again one by one.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/calling-sdk-features
 */
export class EmuOptimalVideoCount extends EmuCallFeature implements OptimalVideoCountCallFeature {
  readonly name = 'OptimalVideoCount';
  protected readonly emitter = new Emitter('OptimalVideoCountCallFeature', ['optimalVideoCountChanged']);
  /** Microsoft: "16 videos on desktop browsers, 4 videos on web mobile browsers". */
  private readonly maxVideos = /Android|iPhone|iPad/.test(navigator.userAgent) ? 4 : 16;
  optimalVideoCount = this.maxVideos;
  lastOvcChangeReason: OvcChangeReason = 'unknown';
  private readonly counters = new CounterDeltas();
  private readonly problemReading = new StableReading<OvcChangeReason | null>(measurementsBeforeFall);
  /** How many measurements in a row have shown no problem. */
  private goodMeasurementCount = 0;

  constructor(session: CallSession) {
    super(session);
    this.follow(session.measurementEvents, 'measured', this.update);
  }

  private readonly update = (measurement: Measurement): void => {
    const problem = this.recordProblem(measurement);
    this.goodMeasurementCount = problem ? 0 : this.goodMeasurementCount + 1;
    const isStable = this.problemReading.add(problem) !== undefined;
    if (!problem) {
      if (this.goodMeasurementCount % measurementsBeforeRise === 0)
        this.setCount(Math.min(this.maxVideos, this.optimalVideoCount + 1));
    } else if (isStable) {
      // Resets the reading, so that the count falls further only after as many measurements again.
      this.problemReading.add(null);
      const shownVideoCount = Math.min(this.optimalVideoCount, this.receivedVideoCount);
      this.setCount(Math.max(1, shownVideoCount - 1), problem);
    }
  };

  /** Records the counters of frames. @returns why the received videos cannot all be shown well; `null` if they can. */
  private recordProblem(measurement: Measurement): OvcChangeReason | null {
    if (this.receivedVideoCount === 0) return null;
    const { networkReceiveQuality } = this.session.connectivity.diagnostics.getLatest();
    if (networkReceiveQuality?.value === DiagnosticQuality.Bad) return 'bandwidth';
    let [arrivedFrames, droppedFrames] = [0, 0];
    for (const [participantId, stat] of statsOf(measurement, 'inbound-rtp')) {
      if (mediaSlots[Number(stat.mid)] !== 'video') continue;
      arrivedFrames += this.counters.recordGrowth(`${participantId} arrived`, stat.framesReceived);
      droppedFrames += this.counters.recordGrowth(`${participantId} dropped`, stat.framesDropped);
    }
    return droppedFrames > arrivedFrames * maxDroppedShare ? 'performance' : null;
  }

  private get receivedVideoCount(): number {
    const { participants } = this.session.roster;
    return participants.filter((participant) => participant.stream('video').isReceiving).length;
  }

  /** @param reason why the count falls. By default (when it rises), the reason of the last fall is kept. */
  private setCount(count: number, reason = this.lastOvcChangeReason): void {
    if (count === this.optimalVideoCount) return;
    this.optimalVideoCount = count;
    this.lastOvcChangeReason = reason;
    this.emitter.emit('optimalVideoCountChanged');
  }
}

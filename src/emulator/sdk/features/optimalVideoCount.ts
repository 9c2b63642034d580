import type { OptimalVideoCountCallFeature, OvcChangeReason } from '@azure/communication-calling';
import { DiagnosticQuality } from '../base/enums.ts';
import { lanes } from '../media/mediaSlots.ts';
import type { CallSession } from '../call/session.ts';
import { Gains, Steady, statsOf, type Measurement } from '../diagnostics/stats.ts';
import { EmuCallFeature } from './callFeature.ts';

/** Looks in a row, half a second apart: to be believed in trouble, and to try one more video. */
const [trouble, calm] = [4, 20];
/** Of the pictures that arrive, how many a machine with too much to do throws away. */
const droppedShare = 0.2;

/**
 * How many videos this machine and its network can show. It begins with what the SDK supports, goes below the number
 * that arrives when too many pictures are lost or thrown away, and comes back one by one.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/calling-sdk-features
 */
export class EmuOptimalVideoCount
  extends EmuCallFeature<'optimalVideoCountChanged'>
  implements OptimalVideoCountCallFeature
{
  readonly name = 'OptimalVideoCount';
  /** "16 videos on desktop browsers, 4 videos on web mobile browsers" */
  private readonly most = /Android|iPhone|iPad/.test(navigator.userAgent) ? 4 : 16;
  optimalVideoCount = this.most;
  lastOvcChangeReason: OvcChangeReason = 'unknown';
  private readonly gains = new Gains();
  private readonly worse = new Steady<OvcChangeReason | null>(trouble);
  private calmFor = 0;

  constructor(session: CallSession) {
    super(session, 'OptimalVideoCountCallFeature', ['optimalVideoCountChanged']);
    session.measured.on('measured', this.look);
    this.until(() => session.measured.off('measured', this.look));
  }

  private readonly look = (measurement: Measurement): void => {
    const reason = this.constraint(measurement);
    this.calmFor = reason ? 0 : this.calmFor + 1;
    if (reason && this.worse.take(reason)) {
      this.worse.take(null);
      this.set(Math.max(1, Math.min(this.optimalVideoCount, this.received) - 1), reason);
    } else if (!reason) {
      this.worse.take(null);
      if (this.calmFor % calm === 0) this.set(Math.min(this.most, this.optimalVideoCount + 1));
    }
  };

  /** What keeps the videos from being shown as they were sent, if anything does. */
  private constraint(measurement: Measurement): OvcChangeReason | null {
    if (this.received === 0) return null;
    const { networkReceiveQuality } = this.session.connectivity.diagnostics.getLatest();
    if (networkReceiveQuality?.value === DiagnosticQuality.Bad) return 'bandwidth';
    let [arrived, dropped] = [0, 0];
    for (const [participant, stat] of statsOf(measurement, 'inbound-rtp')) {
      if (lanes[Number(stat.mid)] !== 'video') continue;
      arrived += this.gains.of(`${participant} arrived`, stat.framesReceived);
      dropped += this.gains.of(`${participant} dropped`, stat.framesDropped);
    }
    return dropped > arrived * droppedShare ? 'performance' : null;
  }

  private get received(): number {
    return this.session.participants.filter((one) => one.stream('video').isReceiving).length;
  }

  /** @param reason when it becomes less; more is tried after what was the reason has passed. */
  private set(count: number, reason = this.lastOvcChangeReason): void {
    if (count === this.optimalVideoCount) return;
    this.optimalVideoCount = count;
    this.lastOvcChangeReason = reason;
    this.emitter.emit('optimalVideoCountChanged');
  }
}

import type { Impairments } from '../../wire/network.ts';
import type { TimerWheel } from './timerWheel.ts';

/** The bytes that IPv4 and UDP add to each packet. */
const headerBytes = 28;
/** How long a packet waits for bandwidth at most, and how many bytes may wait even if that takes longer. */
const maxQueueMs = 250;
const minQueueBytes = 6_000;
/** How late a packet arrives that is overtaken. */
const reorderMs = { least: 10, most: 40 };

/** Tells what a link does to packets now. The object stays the same until a test changes the network. */
type ReadImpairments = () => Impairments | undefined;

/**
 * One direction of a person's network, through which all packets of the person in this direction go. As on a real link, first
 * packets get lost, then they wait for bandwidth, and then they are on their way.
 */
export class Link {
  private readonly read: ReadImpairments;
  private readonly wheel: TimerWheel;
  private readonly random: () => number;
  private impairments: Impairments | undefined;
  private setAtMs = 0;
  /** When the bandwidth is free for the next packet. */
  private freeAtMs = 0;
  /** When the last packet arrives that was not overtaken. */
  private lastDueMs = 0;

  constructor(read: ReadImpairments, wheel: TimerWheel, random: () => number = Math.random) {
    this.read = read;
    this.wheel = wheel;
    this.random = random;
  }

  /** Passes a packet on: at once, later, or never. */
  pass(byteLength: number, deliver: () => void): void {
    const impairments = this.read();
    const nowMs = performance.now();
    if (impairments !== this.impairments) {
      this.impairments = impairments;
      this.setAtMs = this.freeAtMs = nowMs;
    }
    if (!impairments) return deliver();
    const { lossPercent = 0, delayMs = 0, jitterMs = 0, kbps, reorderPercent = 0 } = impairments;
    if (this.isOut(impairments, nowMs) || this.isByChance(lossPercent)) return undefined;
    const sentMs = kbps === undefined ? nowMs : this.waitForBandwidth(byteLength + headerBytes, kbps, nowMs);
    if (sentMs === null) return undefined;
    const arrivalMs = sentMs + delayMs + this.random() * jitterMs;
    const dueMs = Math.max(arrivalMs, this.lastDueMs);
    if (this.isByChance(reorderPercent)) {
      const { least, most } = reorderMs;
      return this.wheel.schedule(dueMs + least + this.random() * (most - least), deliver);
    }
    this.lastDueMs = dueMs;
    if (dueMs <= nowMs) return deliver();
    return this.wheel.schedule(dueMs, deliver);
  }

  private isOut({ outage = false, outages }: Impairments, nowMs: number): boolean {
    if (outage || !outages) return outage;
    const { everySeconds, forSeconds } = outages;
    const secondsInPeriod = ((nowMs - this.setAtMs) / 1_000) % everySeconds;
    return secondsInPeriod >= everySeconds - forSeconds;
  }

  private isByChance(percent: number): boolean {
    return percent > 0 && this.random() * 100 < percent;
  }

  /** @returns when the packet has been sent; `null` if too many packets wait already, so that it gets lost. */
  private waitForBandwidth(bytes: number, kbps: number, nowMs: number): number | null {
    // A thousand bits a second is a bit a millisecond.
    const startMs = Math.max(nowMs, this.freeAtMs);
    const maxWaitMs = Math.max(maxQueueMs, (minQueueBytes * 8) / kbps);
    if (startMs - nowMs > maxWaitMs) return null;
    this.freeAtMs = startMs + (bytes * 8) / kbps;
    return this.freeAtMs;
  }
}

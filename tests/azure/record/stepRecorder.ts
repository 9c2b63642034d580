import type { Redactor } from './redactor.ts';
import type { Observation, StepRecord } from './record.ts';

/** An observation that a page or a step reports. `at` is the time in milliseconds since 1970. */
export interface RawObservation extends Omit<Observation, 'ms'> {
  readonly at: number;
  /** Only for requests and actions: how many milliseconds it took. */
  readonly tookMs?: number;
  /** The raw id of the participant to whom the observation belongs. A pseudonym replaces it in the track. */
  readonly participant?: string;
}

/** Of two observations in the same millisecond, the action comes first, because it can be the cause of the other one. */
const compareByTime = (a: RawObservation, b: RawObservation): number =>
  a.at - b.at || Number(b.kind === 'action') - Number(a.kind === 'action');

/** Collects what happens in one step, and turns it into the step's part of the record. */
export class StepRecorder {
  private readonly raw: RawObservation[] = [];
  private readonly redactor: Redactor;

  constructor(redactor: Redactor) {
    this.redactor = redactor;
  }

  /** @param name a text of this program, without values: it is recorded unchanged. */
  addFact(track: string, name: string, value: Observation['value']): void {
    this.add({ kind: 'fact', track, name, value, at: Date.now() });
  }

  add(observation: RawObservation): void {
    this.raw.push(observation);
  }

  /** Sends a request, and records its status, its error code and how long it took. @returns its answer */
  async recordRequest<
    Answer extends { status: number; code?: string | undefined; detail?: string | undefined },
  >(track: string, name: string, send: () => Promise<Answer>): Promise<Answer> {
    const startedAt = Date.now();
    const answer = await send();
    const { status, code, detail } = answer;
    const value = code ? `${status} ${code}` : String(status);
    this.add({ kind: 'request', track, name, value, at: startedAt, tookMs: Date.now() - startedAt, detail });
    return answer;
  }

  finish(step: string, outcome: StepRecord['outcome'], reason?: string): StepRecord {
    const previousAt = new Map<string, number>();
    let lastActionAt: number | undefined;
    const observations = this.raw
      .toSorted(compareByTime)
      .map(({ at, tookMs, participant, detail, kind, track, name, value }): Observation => {
        const redactedTrack = participant ? `${track} ${this.redactor.nameOf('person', participant)}` : track;
        const sinceAt = Math.max(previousAt.get(redactedTrack) ?? -1, lastActionAt ?? -1);
        previousAt.set(redactedTrack, at);
        if (kind === 'action') lastActionAt = at;
        const sinceMs = sinceAt >= 0 ? at - sinceAt : undefined;
        return {
          kind,
          track: redactedTrack,
          name,
          value: typeof value === 'string' ? this.redactor.redact(value) : value,
          ms: kind === 'event' || kind === 'end' ? sinceMs : tookMs,
          detail: detail && this.redactor.redact(detail),
        };
      });
    return { step, outcome, ...(reason && { reason: this.redactor.redact(reason) }), observations };
  }
}

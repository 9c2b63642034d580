import type { Command, Refusal } from '../../wire/protocol.ts';
import type { Endpoint } from '../endpoints/endpointRegistry.ts';
import { refusal } from '../features/feature.ts';

type Sent = Extract<Command, { t: 'survey' }>;

/** What one participant thinks of a call. */
export interface Survey {
  /** The call, as this participant's window knows it. */
  readonly call: string;
  readonly participant: string;
  /** The raw id of the person. */
  readonly by: string;
  readonly survey: Sent['survey'];
}

/** More calls than anybody rates at one sitting; the oldest are forgotten. */
const remembered = 1_000;

/**
 * The surveys that were sent. Calls end before they are rated, so it is remembered who was in which.
 * @see https://learn.microsoft.com/azure/communication-services/tutorials/end-of-call-survey-tutorial
 */
export class Surveys {
  private readonly attended = new Map<string, Set<string>>();
  private readonly sent: Survey[] = [];

  /** Somebody has come into a call, and may rate it. */
  allow({ oid }: Endpoint, call: string): void {
    this.attended.set(call, (this.attended.get(call) ?? new Set()).add(oid));
    const [oldest] = this.attended.keys();
    if (this.attended.size > remembered && oldest !== undefined) this.attended.delete(oldest);
  }

  /** @returns why not: whoever was not in a call does not rate it. */
  submit(from: Endpoint, { call, participant, survey }: Sent): Refusal | undefined {
    if (!this.attended.get(call)?.has(from.oid)) return refusal(400, 0, 'You were not in this call.');
    this.sent.push({ call, participant, by: from.rawId, survey });
    if (this.sent.length > remembered) this.sent.shift();
    return undefined;
  }

  /** The oldest first. */
  list(): readonly Survey[] {
    return this.sent;
  }
}

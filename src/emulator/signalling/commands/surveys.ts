import type { Refusal } from '../../wire/protocol.ts';
import { refusal } from '../calls/refusal.ts';
import type { Endpoint } from '../endpoints/endpoint.ts';
import type { CommandOf } from './command.ts';

/** How one participant rates a call. */
export interface Survey {
  /** The id by which the participant's endpoint knows the call. */
  readonly call: string;
  readonly participant: string;
  /** The participant's raw id. */
  readonly by: string;
  readonly survey: CommandOf<'survey'>['survey'];
}

/** Surveys, and calls that can be rated, which the server remembers; it forgets the oldest. */
const maxRemembered = 1_000;

/**
 * The surveys that users have sent. A call is rated after it has ended, so this remembers who was in which call.
 * @see https://learn.microsoft.com/azure/communication-services/tutorials/end-of-call-survey-tutorial
 */
export class Surveys {
  private readonly usersByCall = new Map<string, Set<string>>();
  private readonly surveys: Survey[] = [];

  /** Allows a user to rate a call, because their endpoint has entered it. */
  allow({ oid }: Endpoint, call: string): void {
    this.usersByCall.set(call, (this.usersByCall.get(call) ?? new Set()).add(oid));
    const [oldest] = this.usersByCall.keys();
    if (this.usersByCall.size > maxRemembered && oldest !== undefined) this.usersByCall.delete(oldest);
  }

  /** Stores a survey, unless its sender was not in the call. */
  submit(from: Endpoint, { call, participant, survey }: CommandOf<'survey'>): Refusal | undefined {
    if (!this.usersByCall.get(call)?.has(from.oid)) return refusal(400, 0, 'You were not in this call.');
    this.surveys.push({ call, participant, by: from.rawId, survey });
    if (this.surveys.length > maxRemembered) this.surveys.shift();
    return undefined;
  }

  /** @returns the stored surveys, the oldest first. */
  list(): readonly Survey[] {
    return this.surveys;
  }
}

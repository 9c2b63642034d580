import type { Refusal } from '../../wire/protocol.ts';
import { createRefusal } from '../calls/capabilities.ts';
import type { Endpoint } from '../endpoints/endpoint.ts';
import type { CommandOf } from './command.ts';

/** One participant's rating of a call. */
export interface Survey {
  /** The call id that the participant's SDK shows (`call.id`). Each SDK knows a meeting by an id of its own. */
  readonly call: string;
  /** The id of the participant as whom the user was in the call. */
  readonly participant: string;
  /** The user's raw id. */
  readonly by: string;
  readonly survey: CommandOf<'survey'>['survey'];
}

/** How many surveys the server stores, and how many calls users can still rate. Above this number it removes the oldest. */
const maxRemembered = 1_000;

/**
 * Stores the surveys in which users rate calls. They may do so after the call has ended, so this class remembers who was in
 * which call.
 * @see https://learn.microsoft.com/azure/communication-services/tutorials/end-of-call-survey-tutorial
 */
export class Surveys {
  /** Maps a call id to the object ids of the users who may rate the call. */
  private readonly usersByCall = new Map<string, Set<string>>();
  private readonly surveys: Survey[] = [];

  allowRating({ oid }: Endpoint, callId: string): void {
    this.usersByCall.set(callId, (this.usersByCall.get(callId) ?? new Set()).add(oid));
    const [oldestCallId] = this.usersByCall.keys();
    const isFull = this.usersByCall.size > maxRemembered;
    if (isFull && oldestCallId !== undefined) this.usersByCall.delete(oldestCallId);
  }

  submitSurvey(sender: Endpoint, { call, participant, survey }: CommandOf<'survey'>): Refusal | undefined {
    if (!this.usersByCall.get(call)?.has(sender.oid))
      return createRefusal(400, 0, 'You were not in this call.');
    this.surveys.push({ call, participant, by: sender.rawId, survey });
    if (this.surveys.length > maxRemembered) this.surveys.shift();
  }

  list(): readonly Survey[] {
    return this.surveys;
  }
}

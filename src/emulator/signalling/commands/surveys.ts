import type { Refusal } from '../../wire/protocol.ts';
import { createRefusal } from '../calls/capabilities.ts';
import type { Endpoint } from '../endpoints/endpoint.ts';
import type { CommandOf } from './command.ts';

/** How many calls users can still rate. Above this number the server forgets the oldest call. */
const maxRemembered = 1_000;

/**
 * Accepts the surveys in which users rate calls, and stores none. Users may rate a call after it has ended, so this class
 * remembers who was in which call.
 * @see https://learn.microsoft.com/azure/communication-services/tutorials/end-of-call-survey-tutorial
 */
export class Surveys {
  /** Maps a call id to the object ids of the users who may rate the call. */
  private readonly usersByCall = new Map<string, Set<string>>();

  allowRating({ oid }: Endpoint, callId: string): void {
    this.usersByCall.set(callId, (this.usersByCall.get(callId) ?? new Set()).add(oid));
    const [oldestCallId] = this.usersByCall.keys();
    const isFull = this.usersByCall.size > maxRemembered;
    if (isFull && oldestCallId !== undefined) this.usersByCall.delete(oldestCallId);
  }

  submitSurvey({ oid }: Endpoint, { call }: CommandOf<'survey'>): Refusal | undefined {
    return this.usersByCall.get(call)?.has(oid)
      ? undefined
      : createRefusal(400, 0, 'You were not in this call.');
  }
}

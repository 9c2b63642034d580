import type { Command, SignallingEvent } from '../../wire/protocol.ts';
import type { CommandSender } from '../base/commandSender.ts';
import { callingError } from '../base/errors.ts';

/** A command that is valid after a call has ended. The only one is the survey, by which the user rates the call. */
type RequestAfterCall = Extract<Command, { t: 'survey' }>;
type Answer = Extract<SignallingEvent, { t: 'answered' }>;

/** Microsoft documents the error for a survey that is not delivered, but not how long to wait for the delivery. */
const answerTimeoutMs = 10_000;

/**
 * Sends the requests that an app may make after a call has ended, and waits for the server's answers. The session of an
 * ended call receives no events any more, so the call agent owns this object and passes the answers to it.
 */
export class RequestsAfterCall {
  private readonly connection: CommandSender;
  /** Maps the `ref` (the id) of each request that still awaits its answer to the function that takes the answer. */
  private readonly pendingRequests = new Map<string, (answer: Answer) => void>();

  constructor(connection: CommandSender) {
    this.connection = connection;
  }

  /**
   * Sends a request and waits for its answer.
   * @throws the server's refusal; the documented error 408/0 "Please try again." when no answer comes within 10
   * seconds.
   */
  send(command: Omit<RequestAfterCall, 'ref'>): Promise<void> {
    const ref = crypto.randomUUID();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.pendingRequests.delete(ref);
        reject(callingError(408, 0, 'Please try again.', 'UnexpectedClientError'));
      }, answerTimeoutMs);
      this.pendingRequests.set(ref, ({ refusal }) => {
        clearTimeout(timer);
        this.pendingRequests.delete(ref);
        if (refusal) reject(callingError(refusal.code, refusal.subCode, refusal.message));
        else resolve();
      });
      this.connection.send({ ...command, ref });
    });
  }

  /** Handles the server's answer to a request. @returns whether the event was the answer to a pending request. */
  handle(event: SignallingEvent): boolean {
    if (event.t !== 'answered') return false;
    const handleAnswer = this.pendingRequests.get(event.ref);
    handleAnswer?.(event);
    return handleAnswer !== undefined;
  }
}

import type { Command, Event } from '../../wire/protocol.ts';
import type { CommandSender } from '../base/commandSender.ts';
import { callingError } from '../base/errors.ts';

type RequestAfterCall = Extract<Command, { t: 'survey' }>;
type Answer = Extract<Event, { t: 'answered' }>;

const answerTimeoutMs = 10_000;

/** Requests about a call that may have ended. The call's session no longer receives events, so the agent has them. */
export class RequestsAfterCall {
  private readonly connection: CommandSender;
  private readonly pending = new Map<string, (answer: Answer) => void>();

  constructor(connection: CommandSender) {
    this.connection = connection;
  }

  /** @throws the server's refusal; 408/0 "Please try again.", as documented, when no answer comes within 10 seconds. */
  send(command: Omit<RequestAfterCall, 'ref'>): Promise<void> {
    const ref = crypto.randomUUID();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.pending.delete(ref);
        reject(callingError(408, 0, 'Please try again.', 'UnexpectedClientError'));
      }, answerTimeoutMs);
      this.pending.set(ref, ({ refusal }) => {
        clearTimeout(timer);
        this.pending.delete(ref);
        if (refusal) reject(callingError(refusal.code, refusal.subCode, refusal.message));
        else resolve();
      });
      this.connection.send({ ...command, ref });
    });
  }

  /** @returns whether the event answered one of these requests. */
  handle(event: Event): boolean {
    const settle = event.t === 'answered' ? this.pending.get(event.ref) : undefined;
    if (event.t === 'answered') settle?.(event);
    return settle !== undefined;
  }
}

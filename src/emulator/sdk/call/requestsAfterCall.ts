import type { Command, Event } from '../../wire/protocol.ts';
import type { Connection } from '../agent/signallingConnection.ts';
import { callingError } from '../base/errors.ts';

type Late = Extract<Command, { t: 'survey' }>;
type Answer = Extract<Event, { t: 'answered' }>;

/** Milliseconds until an answer is given up. */
const within = 10_000;

/** What is asked about a call that may have ended: its session no longer hears the answer. */
export class Afterwards {
  private readonly connection: Pick<Connection, 'send'>;
  private readonly asked = new Map<string, (answer: Answer) => void>();

  constructor(connection: Pick<Connection, 'send'>) {
    this.connection = connection;
  }

  /** @throws the server's refusal; 408/0 "Please try again.", as documented, when no answer comes in time. */
  ask(command: Omit<Late, 'ref'>): Promise<void> {
    const ref = crypto.randomUUID();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.asked.delete(ref);
        reject(callingError(408, 0, 'Please try again.', 'UnexpectedClientError'));
      }, within);
      this.asked.set(ref, ({ refusal }) => {
        clearTimeout(timer);
        this.asked.delete(ref);
        if (refusal) reject(callingError(refusal.code, refusal.subCode, refusal.message));
        else resolve();
      });
      this.connection.send({ ...command, ref });
    });
  }

  /** @returns whether an event was such an answer. */
  hear(event: Event): boolean {
    const settle = event.t === 'answered' ? this.asked.get(event.ref) : undefined;
    if (event.t === 'answered') settle?.(event);
    return settle !== undefined;
  }
}

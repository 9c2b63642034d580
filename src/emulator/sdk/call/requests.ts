import type { Command, Refusal, SignallingEvent } from '../../wire/protocol.ts';
import { callingError, toError, type CallingCommunicationError } from '../base/errors.ts';

/** The part of the signalling connection that calls use. */
export interface CommandSender {
  /** Sends a command to the signalling server: at once, or as soon as a lost connection is back. */
  send(command: Command): void;
}

/** Like `Omit`, but for a union of commands: the conditional type applies `Omit` to each of them. */
export type Without<T, Name extends string> = T extends unknown ? Omit<T, Name> : never;
/** A command that the server answers. The answer names the `ref` (the id) of its command. */
export type AnsweredCommand = Extract<Command, { ref?: string | undefined }>;

export class Requests {
  private readonly connection: CommandSender;
  /** Maps the `ref` of each command that still awaits its answer to the function that settles its promise. */
  private readonly pending = new Map<string, (error?: CallingCommunicationError) => void>();

  constructor(connection: CommandSender) {
    this.connection = connection;
  }

  /**
   * @param timeoutMs how long to wait for the answer. Default: without a limit.
   * @throws the server's refusal; 408/0 "Please try again.", which Microsoft documents for surveys, after the time-out.
   */
  send(command: Without<AnsweredCommand, 'ref'>, timeoutMs?: number): Promise<void> {
    const ref = crypto.randomUUID();
    return new Promise((resolve, reject) => {
      const settle = (error?: CallingCommunicationError) => {
        clearTimeout(timer);
        this.pending.delete(ref);
        if (error) reject(error);
        else resolve();
      };
      const timeoutError = callingError(408, 0, 'Please try again.', 'UnexpectedClientError');
      const timer = timeoutMs === undefined ? undefined : setTimeout(() => settle(timeoutError), timeoutMs);
      this.pending.set(ref, settle);
      this.connection.send({ ...command, ref });
    });
  }

  /** Settles the promise of the answered command. @returns `false` if another object has sent that command. */
  handleAnswer({ ref, refusal }: Extract<SignallingEvent, { t: 'answered' }>): boolean {
    const settle = this.pending.get(ref);
    settle?.(refusal ? toError(refusal) : undefined);
    return settle !== undefined;
  }

  /** Rejects all promises that are still pending. */
  refuseAll(refusal: Refusal): void {
    for (const settle of this.pending.values()) settle(toError(refusal));
  }
}

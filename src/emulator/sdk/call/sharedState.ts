import type { Command, Event, Refusal } from '../../wire/protocol.ts';
import type { Connection } from '../agent/signallingConnection.ts';
import { callingError } from '../base/errors.ts';

export interface Change {
  readonly key: string;
  /** `undefined` is gone. */
  readonly value: unknown;
}
export interface Said {
  /** The participant. */
  readonly from: string;
  readonly what: unknown;
}
/** The commands that may have a `ref`, without what `request` adds. */
type Answered = WithoutRef<Extract<Command, { ref?: string | undefined }>>;
type WithoutRef<T> = T extends unknown ? Omit<T, 'call' | 'ref'> : never;
type SharedEvent = Extract<Event, { t: 'shared' | 'said' | 'answered' }>;
type Hear<T> = (news: T) => void;

const over: Refusal = { code: 400, subCode: 0, message: 'The call has ended.' };

/**
 * What a call's features keep for everyone in it, as the server told; and the way to ask for a change. It lives as
 * long as the call, so that a feature that is looked at late knows what came before.
 */
export class Shared {
  private readonly connection: Pick<Connection, 'send'>;
  private readonly call: string;
  private readonly features = new Map<string, Map<string, unknown>>();
  private readonly watching = new Map<string, Set<Hear<Change>>>();
  private readonly hearing = new Map<string, Set<Hear<Said>>>();
  private readonly asked = new Map<string, (refusal: Refusal | null) => void>();
  private closed = false;

  constructor(connection: Pick<Connection, 'send'>, call: string) {
    this.connection = connection;
    this.call = call;
  }

  /** @returns what a feature keeps now, by key. */
  of(feature: string): ReadonlyMap<string, unknown> {
    return this.features.get(feature) ?? new Map<string, unknown>();
  }

  /** @returns the end of it. */
  watch(feature: string, listener: Hear<Change>): () => void {
    return listen(this.watching, feature, listener);
  }

  /** @returns the end of it. */
  hear(feature: string, listener: Hear<Said>): () => void {
    return listen(this.hearing, feature, listener);
  }

  /**
   * Asks the server for a change; settles when it is made, and known here.
   * @throws the server's refusal, as the SDK throws its own
   */
  ask(feature: string, what: unknown): Promise<void> {
    return this.request({ t: 'ask', feature, what });
  }

  /**
   * Sends a command that is answered.
   * @throws the server's refusal; 400/0 when the call has ended, where nobody answers
   */
  request(command: Answered): Promise<void> {
    if (this.closed) return Promise.reject(callingError(over.code, over.subCode, over.message));
    const ref = crypto.randomUUID();
    return new Promise((resolve, reject) => {
      this.asked.set(ref, (refusal) => {
        if (refusal) reject(callingError(refusal.code, refusal.subCode, refusal.message));
        else resolve();
      });
      this.connection.send({ ...command, call: this.call, ref });
    });
  }

  handle(event: SharedEvent): void {
    if (event.t === 'answered') {
      this.asked.get(event.ref)?.(event.refusal);
      this.asked.delete(event.ref);
      return undefined;
    }
    const { feature } = event;
    if (event.t === 'said') return tell(this.hearing, feature, { from: event.from, what: event.what });
    const entries = this.features.get(feature) ?? new Map<string, unknown>();
    this.features.set(feature, entries);
    const value = event.value ?? undefined;
    if (value === undefined) entries.delete(event.key);
    else entries.set(event.key, value);
    return tell(this.watching, feature, { key: event.key, value });
  }

  /** The call is over: what is still asked for will not be. */
  close(): void {
    this.closed = true;
    for (const settle of this.asked.values()) settle(over);
    this.asked.clear();
    this.watching.clear();
    this.hearing.clear();
  }
}

function listen<T>(all: Map<string, Set<Hear<T>>>, feature: string, listener: Hear<T>): () => void {
  const listeners = all.get(feature) ?? new Set();
  all.set(feature, listeners.add(listener));
  return () => listeners.delete(listener);
}

function tell<T>(all: Map<string, Set<Hear<T>>>, feature: string, news: T): void {
  for (const listener of Array.from(all.get(feature) ?? [])) listener(news);
}

import { deliver } from './eventDelivery.ts';
import { answerUnknownEvent } from './unknownEvents.ts';

export type Listener = (args: never) => void;

/**
 * The `on`/`off`/`emit` behind every object of the drop-in. A listener that throws is reported to the page as an
 * uncaught error and does not keep the others from hearing.
 */
export class Emitter<Name extends string = string> {
  private readonly owner: string;
  private readonly listeners: Map<Name, Set<Listener>>;

  /** @param owner the class whose events these are: it decides how an unknown name is answered. */
  constructor(owner: string, names: readonly Name[]) {
    this.owner = owner;
    this.listeners = new Map(names.map((name) => [name, new Set()]));
  }

  /** @throws a TypeError for what is no function, and the owner's code for an unknown name, as the SDK does. */
  readonly on = (event: string, listener: Listener): void => {
    this.named('on', event, listener)?.add(listener);
  };

  readonly off = (event: string, listener: Listener): void => {
    this.named('off', event, listener)?.delete(listener);
  };

  emit(event: Name, args?: unknown): void {
    const kind = { owner: this.owner, event, isNotice: args === undefined };
    deliver(this, kind, () => this.call(event, args));
  }

  private call(event: Name, args: unknown): void {
    for (const listener of Array.from(this.listeners.get(event) ?? [])) {
      try {
        (listener as (args: unknown) => void)(args);
      } catch (error) {
        reportError(error);
      }
    }
  }

  /** Nobody hears anything any more. */
  clear(): void {
    for (const listeners of this.listeners.values()) listeners.clear();
  }

  private named(method: 'on' | 'off', event: string, listener: Listener): Set<Listener> | undefined {
    const found = this.listeners.get(event as Name);
    if (!found) answerUnknownEvent(this.owner, method, event);
    if (typeof listener === 'function') return found;
    throw new TypeError(`The "listener" argument must be of type Function. Received type ${typeof listener}`);
  }
}

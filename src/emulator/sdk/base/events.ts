import { deliver } from './eventDelivery.ts';
import { handleUnknownEvent } from './unknownEvents.ts';

export type Listener = (args: never) => void;

/**
 * The events of an object of the drop-in. An error of a listener is reported to the page as uncaught, and the other
 * listeners are called all the same.
 */
export class Emitter<Name extends string = string> {
  private readonly owner: string;
  private readonly listeners: Map<Name, Set<Listener>>;

  /** @param owner the SDK's class whose events these are. It decides what happens for an unknown event. */
  constructor(owner: string, names: readonly Name[]) {
    this.owner = owner;
    this.listeners = new Map(names.map((name) => [name, new Set()]));
  }

  /** @throws a TypeError for a listener that is not a function; the owner's error for an unknown event. */
  readonly on = (event: string, listener: Listener): void => {
    this.listenersOf('on', event, listener)?.add(listener);
  };

  /** @throws as `on` does. */
  readonly off = (event: string, listener: Listener): void => {
    this.listenersOf('off', event, listener)?.delete(listener);
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

  /** Removes all listeners. */
  clear(): void {
    for (const listeners of this.listeners.values()) listeners.clear();
  }

  private listenersOf(method: 'on' | 'off', event: string, listener: Listener): Set<Listener> | undefined {
    const found = this.listeners.get(event as Name);
    if (!found) handleUnknownEvent(this.owner, method, event);
    if (typeof listener === 'function') return found;
    throw new TypeError(`The "listener" argument must be of type Function. Received type ${typeof listener}`);
  }
}

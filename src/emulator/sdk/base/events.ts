import { deliverEvent } from './eventDelivery.ts';
import { handleUnknownEvent } from './unknownEvents.ts';

export type Listener = (args: never) => void;

/**
 * Stores the listeners of one object of the drop-in SDK (our replacement for `@azure/communication-calling`). When a
 * listener throws, the emitter reports the error to the page as uncaught, and still calls the other listeners.
 */
export class Emitter<EventName extends string = string> {
  private readonly className: string;
  private readonly listeners: Map<EventName, Set<Listener>>;

  /**
   * @param className the SDK's class that has the events, such as `TeamsCall`. What happens when an app listens to an
   * unknown event depends on the class.
   */
  constructor(className: string, eventNames: readonly EventName[]) {
    this.className = className;
    this.listeners = new Map(eventNames.map((eventName) => [eventName, new Set()]));
  }

  /** @throws a TypeError for a listener that is not a function; the SDK's error for an unknown event. */
  readonly on = (event: string, listener: Listener): void => {
    this.listenersOf('on', event, listener)?.add(listener);
  };

  /** @throws as `on` does. */
  readonly off = (event: string, listener: Listener): void => {
    this.listenersOf('off', event, listener)?.delete(listener);
  };

  /** @param args the argument of the listeners; `undefined` for an event without one. */
  emit(eventName: EventName, args?: unknown): void {
    const emittedEvent = { className: this.className, eventName, hasArgument: args !== undefined };
    deliverEvent(this, emittedEvent, () => this.callListeners(eventName, args));
  }

  private callListeners(eventName: EventName, args: unknown): void {
    for (const listener of Array.from(this.listeners.get(eventName) ?? [])) {
      try {
        (listener as (args: unknown) => void)(args);
      } catch (error) {
        reportError(error);
      }
    }
  }

  removeAllListeners(): void {
    for (const listeners of this.listeners.values()) listeners.clear();
  }

  /**
   * Checks the arguments of `on` or `off`.
   * @returns the listeners of the event; `undefined` for an unknown event that the SDK accepts.
   */
  private listenersOf(method: 'on' | 'off', event: string, listener: Listener): Set<Listener> | undefined {
    const eventListeners = this.listeners.get(event as EventName);
    if (!eventListeners) handleUnknownEvent(this.className, method, event);
    if (typeof listener === 'function') return eventListeners;
    throw new TypeError(`The "listener" argument must be of type Function. Received type ${typeof listener}`);
  }
}

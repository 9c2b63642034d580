import { callingError, refuse } from './errors.ts';

export type Listener = (args: never) => void;

/**
 * The `on`/`off`/`emit` behind every object of the drop-in. A listener that throws is reported to the page as an
 * uncaught error and does not keep the others from hearing.
 */
export class Emitter<Name extends string = string> {
  private readonly owner: string;
  private readonly listeners: Map<Name, Set<Listener>>;

  /** @param owner the class whose events these are, for the refusal of an unknown name. */
  constructor(owner: string, names: readonly Name[]) {
    this.owner = owner;
    this.listeners = new Map(names.map((name) => [name, new Set()]));
  }

  readonly on = (event: string, listener: Listener): void => {
    const listeners = this.named(event);
    // Otherwise it would be missed only when the event comes.
    if (typeof listener !== 'function') {
      throw callingError(400, 0, `${this.owner}.on('${event}') takes a function to call.`);
    }
    listeners.add(listener);
  };

  readonly off = (event: string, listener: Listener): void => {
    this.named(event).delete(listener);
  };

  emit(event: Name, args?: unknown): void {
    for (const listener of Array.from(this.named(event))) {
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

  private named(event: string): Set<Listener> {
    const found = this.listeners.get(event as Name);
    if (!found) throw refuse(`${this.owner}.on('${event}')`, 'there is no such event');
    return found;
  }
}

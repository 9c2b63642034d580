export type Unsubscribe = () => void;

interface Emitter {
  on(event: never, listener: never): void;
  off(event: never, listener: never): void;
}

/**
 * Listens to several of an SDK object's events. They carry no dependable data: an event means *look again*.
 *
 * `on` is overloaded once per event name, which no union of names satisfies, hence the cast; it is the only one.
 * @returns the unsubscribe, with the very listener that was registered.
 */
export function listen(emitter: Emitter, events: readonly string[], listener: () => void): Unsubscribe {
  for (const event of events) emitter.on(event as never, listener as never);
  return () => {
    for (const event of events) emitter.off(event as never, listener as never);
  };
}

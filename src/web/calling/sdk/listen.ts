export type Unsubscribe = () => void;

/** An SDK object that raises events, such as a call or an agent. */
export interface Emitter {
  on(event: never, listener: never): void;
  off(event: never, listener: never): void;
}

/**
 * Adds one listener for several events of an SDK object. It gets no data, because the data of SDK events are not reliable: an
 * event only means that something may have changed.
 * @returns the function that removes this listener
 */
export function listen(emitter: Emitter, events: readonly string[], listener: () => void): Unsubscribe {
  // `never`: the SDK's `on` has an overload for each event name, and a string matches none of them.
  for (const event of events) emitter.on(event as never, listener as never);
  return () => {
    for (const event of events) emitter.off(event as never, listener as never);
  };
}

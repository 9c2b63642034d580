export type Unsubscribe = () => void;

/** An SDK object that raises events, such as a call or an agent. */
export interface Emitter {
  on(event: never, listener: never): void;
  off(event: never, listener: never): void;
}

/**
 * Adds one listener for several events of an SDK object. The listener gets no data, because the data of SDK events is
 * not reliable: an event only means that something may have changed.
 *
 * The casts to `never` are needed because `on` has one overload for each event name. A string matches none of the
 * overloads.
 * @returns the unsubscribe, which removes exactly this listener
 */
export function listen(emitter: Emitter, events: readonly string[], listener: () => void): Unsubscribe {
  for (const event of events) emitter.on(event as never, listener as never);
  return () => {
    for (const event of events) emitter.off(event as never, listener as never);
  };
}

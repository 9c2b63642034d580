import type { SignallingEvent } from '../../wire/protocol.ts';
import type { Endpoint } from '../endpoints/endpoint.ts';

/**
 * Takes the calls that rang at endpoints without a network, and have ended since. The next run does not return them again.
 * @returns for each call the events of its beginning and of its end, which these endpoints have not acknowledged
 */
export function takeMissedCalls(endpoints: readonly Endpoint[]): SignallingEvent[] {
  /** Maps the participant id of the user in each missed call to the two events of the call. */
  const missedCalls = new Map<string, SignallingEvent[]>();
  for (const endpoint of endpoints) {
    const { unacknowledged } = endpoint.outbox;
    const { passedOnUpTo = 0 } = endpoint;
    const events = unacknowledged.filter(({ n }) => n > passedOnUpTo).map(({ message }) => message);
    endpoint.passedOnUpTo = unacknowledged.at(-1)?.n ?? passedOnUpTo;
    for (const incoming of events) {
      if (incoming.t !== 'incoming') continue;
      const ended = events.find((event) => event.t === 'ended' && event.self === incoming.self);
      if (ended) missedCalls.set(incoming.self, [incoming, ended]);
    }
  }
  return [...missedCalls.values()].flat();
}

import { afterEach, beforeEach } from 'vitest';
import { findPerson } from '../core/seed.ts';
import { seededMeetings } from '../signalling/calls/meetingSeed.ts';
import { CommandHandler } from '../signalling/commands/commandHandler.ts';
import type { Endpoint } from '../signalling/endpoints/endpoint.ts';
import { EndpointRegistry } from '../signalling/endpoints/endpointRegistry.ts';
import { defaultTiming } from '../signalling/timing.ts';
import type { Command, Event } from '../wire/protocol.ts';

/**
 * Gives each test of a file its own command handler of the signalling server. The handler has no sockets, and knows the
 * meetings that every start of the emulator has.
 */
export function commandsOfFile() {
  let endpoints: EndpointRegistry;
  let handler: CommandHandler;
  beforeEach(() => {
    endpoints = new EndpointRegistry();
    handler = new CommandHandler({ endpoints, findPerson, meetings: seededMeetings, timing: defaultTiming });
  });
  afterEach(() => handler.calls.close());
  return {
    /** The call store of the running test. */
    calls: () => handler.calls,
    /** Connects an endpoint of a test user. @param name the user's first name in lower case, such as `alice`. */
    addEndpoint: (name: string): Endpoint => endpoints.add(findPerson(`${name}@fabrikam.example`)?.oid ?? ''),
    /** Sends a command as an endpoint. */
    send: (sender: Endpoint, command: Command): void => handler.handle(sender, command),
  };
}

/**
 * @returns the events that the server has sent to an endpoint, the oldest first. An endpoint of these tests never
 * acknowledges an event, so all of them are in its outbox.
 */
export const eventsOf = (endpoint: Endpoint): Event[] =>
  endpoint.outbox.unacknowledged.map(({ message }) => message);

/** @returns the events of one type that the server has sent to an endpoint. */
export const eventsOfType = <T extends Event['t']>(endpoint: Endpoint, t: T) =>
  eventsOf(endpoint).filter((event): event is Extract<Event, { t: T }> => event.t === t);

/** @returns the last event of one type that the server has sent to an endpoint. */
export const lastEvent = <T extends Event['t']>(endpoint: Endpoint, t: T) => eventsOfType(endpoint, t).at(-1);

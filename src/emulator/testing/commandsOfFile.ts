import { afterEach, beforeEach } from 'vitest';
import { findPerson } from '../core/seed.ts';
import { seededMeetings } from '../signalling/calls/meetingSeed.ts';
import { CommandHandler } from '../signalling/commands/commandHandler.ts';
import type { Endpoint } from '../signalling/endpoints/endpoint.ts';
import { EndpointRegistry } from '../signalling/endpoints/endpointRegistry.ts';
import { defaultTiming } from '../signalling/timing.ts';
import type { Command, Event } from '../wire/protocol.ts';

/** Gives each test of a file its own command handler, without sockets, and with the meetings of the seed. */
export function commandsOfFile() {
  let endpoints: EndpointRegistry;
  let handler: CommandHandler;
  beforeEach(() => {
    endpoints = new EndpointRegistry();
    handler = new CommandHandler({ endpoints, findPerson, meetings: seededMeetings, timing: defaultTiming });
  });
  afterEach(() => handler.calls.close());
  return {
    calls: () => handler.calls,
    /** @param name a first name of Fabrikam's directory. */
    addEndpoint: (name: string): Endpoint => endpoints.add(findPerson(`${name}@fabrikam.example`)?.oid ?? ''),
    send: (from: Endpoint, command: Command): void => handler.handle(from, command),
  };
}

/** @returns the events that an endpoint has not acknowledged. In these tests that is every event it was sent. */
export const eventsOf = (endpoint: Endpoint): Event[] =>
  endpoint.outbox.pending.map(({ message }) => message);

/** @returns the events of one type that an endpoint was sent. */
export const eventsOfType = <T extends Event['t']>(endpoint: Endpoint, t: T) =>
  eventsOf(endpoint).filter((event): event is Extract<Event, { t: T }> => event.t === t);

/** @returns the last event of one type that an endpoint was sent. */
export const lastEvent = <T extends Event['t']>(endpoint: Endpoint, t: T) => eventsOfType(endpoint, t).at(-1);

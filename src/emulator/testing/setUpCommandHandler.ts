import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach } from 'vitest';
import { directory, findPerson } from './directory.ts';
import { CommandHandler } from '../signalling/commands/commandHandler.ts';
import type { Endpoint } from '../signalling/endpoints/endpoint.ts';
import { EndpointRegistry } from '../signalling/endpoints/endpointRegistry.ts';
import { defaultTiming } from '../signalling/timing.ts';
import type { Command, SignallingEvent } from '../wire/protocol.ts';
import { defaultState } from './testClient.ts';

/**
 * Gives each test of a file its own command handler of the signalling server. The handler has no sockets. It has
 * the default directory.
 */
export function setUpCommandHandler() {
  let endpoints: EndpointRegistry;
  let handler: CommandHandler;
  beforeEach(() => {
    endpoints = new EndpointRegistry();
    handler = new CommandHandler({ endpoints, directory, timing: defaultTiming });
  });
  afterEach(() => handler.calls.forgetAll());
  /** Connects an endpoint of a test user. @param name the user's first name in lower case, such as `alice`. */
  const addEndpoint = (name: string): Endpoint =>
    endpoints.createForUser(findPerson(`${name}@fabrikam.example`)?.oid ?? '');
  return {
    /** The call store of the running test. */
    callStore: () => handler.calls,
    addEndpoint,
    /** Sends a command as an endpoint. */
    sendCommand: (sender: Endpoint, command: Command): void => handler.handleCommand(sender, command),
    /** Lets a test user join a meeting. @returns the endpoint, the ids, and a function that sends commands as this endpoint. */
    joinMeeting: (name: string, meetingId: string, passcode: string) => {
      const endpoint = addEndpoint(name);
      const [call, self] = [randomUUID(), randomUUID()];
      const sendCommand = (command: Command) => handler.handleCommand(endpoint, command);
      sendCommand({ t: 'join', call, self, meeting: { meetingId, passcode }, state: defaultState });
      return { endpoint, call, self, sendCommand };
    },
  };
}

/**
 * @returns the events that the server has sent to an endpoint, the oldest first. In these tests, no endpoint acknowledges
 * an event, so all events of an endpoint are in its outbox.
 */
export const listEvents = (endpoint: Endpoint): SignallingEvent[] =>
  endpoint.outbox.unacknowledged.map(({ message }) => message);

/** @returns the events of one type that the server has sent to an endpoint. */
export const listEventsOfType = <T extends SignallingEvent['t']>(endpoint: Endpoint, t: T) =>
  listEvents(endpoint).filter((event): event is Extract<SignallingEvent, { t: T }> => event.t === t);

/** @returns the last event of one type that the server has sent to an endpoint. */
export const findLastEvent = <T extends SignallingEvent['t']>(endpoint: Endpoint, t: T) =>
  listEventsOfType(endpoint, t).at(-1);

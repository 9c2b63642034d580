import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach } from 'vitest';
import type { MeetingLocator } from '../wire/meetingLink.ts';
import { findPerson } from './directory.ts';
import type { Call, Participant } from '../signalling/calls/call.ts';
import { defaultState, createStartCommand, startSignalling, TestClient } from './testClient.ts';

const findOid = (name: string): string => findPerson(`${name}@fabrikam.example`)?.oid ?? '';
/** The object ids of the test users. */
export const [alice, bob, carol] = ['alice', 'bob', 'carol'].map(findOid) as [string, string, string];
// The meetings of the default directory. Alice is the organizer of all three.
/** A meeting without a lobby. Everyone is a presenter. */
export const openHouse = { meetingId: '201000000001', passcode: 'open01' };
/** A meeting in which everyone but the organizer waits in the lobby. */
export const withLobby = { meetingId: '201000000002', passcode: 'lobby2' };
/** A meeting without a lobby. Bob is a co-organizer, and everyone else has the role Attendee. */
export const townHall = { meetingId: '201000000003', passcode: 'crowd3' };

export type FeatureClient = Awaited<ReturnType<typeof openClient>>;

/**
 * Connects a test client that can use call features.
 * @param oid the object id of the test user.
 * @param call the id of the call that the client will enter.
 * @param self the client's participant id in that call.
 */
async function openClient(
  url: string,
  oid: string,
  call: string = randomUUID(),
  self: string = randomUUID(),
) {
  const client = await TestClient.connect(url, oid);
  /** Sends a request to a feature. @returns `done`, or code and subcode of the refusal: `403/0`. */
  const askFeature = async (feature: string, request: unknown) => {
    const ref = randomUUID();
    client.sendCommand({ t: 'ask', call, ref, feature, what: request });
    const { refusal } = await client.waitForEvent('answered', (event) => event.ref === ref);
    return refusal ? `${refusal.code}/${refusal.subCode}` : 'done';
  };
  /** @returns all values that the client has received for a key of a feature, the oldest first. */
  const listSharedValues = (feature: string, key: string) =>
    client.events.flatMap((event) =>
      event.t === 'shared' && event.feature === feature && event.key === key ? [event.value] : [],
    );
  /** @returns all messages of a feature that the client has received, the oldest first. */
  const listMessages = (feature: string) =>
    client.events.flatMap((event) => (event.t === 'said' && event.feature === feature ? [event.what] : []));
  return Object.assign(client, { call, self, askFeature, listSharedValues, listMessages });
}

/** Starts a signalling server for each test of a file. @returns helpers that bring test users into calls. */
export function setUpSignallingServer() {
  let server: Awaited<ReturnType<typeof startSignalling>>;
  beforeEach(async () => {
    server = await startSignalling({ timing: { lostSocketGraceMs: 100 } });
  });
  afterEach(() => server.stop());
  const connectAs = (oid: string, call?: string, self?: string) => openClient(server.url, oid, call, self);
  const findCallOf = ({ call: callId }: FeatureClient): Call => {
    const call = server.commands.calls.find(callId);
    if (!call) throw new Error('no such call');
    return call;
  };

  return {
    connectAs,
    /** @returns the object that stands for the client's call on the server. */
    findCallOf,
    listSurveys: () => server.commands.surveys.list(),
    /** @returns the object that stands for the client in its call on the server. */
    findParticipantOf: (client: FeatureClient): Participant => {
      const participant = findCallOf(client).participants.get(client.self);
      if (!participant) throw new Error('not in the call');
      return participant;
    },
    /**
     * Joins a meeting as a test user, and waits until the user's presence in the meeting is `presence`.
     * @param oid the user's object id.
     */
    joinMeeting: async (
      oid: string,
      meeting: MeetingLocator,
      presence = 'Joined',
    ): Promise<FeatureClient> => {
      const client = await connectAs(oid);
      client.sendCommand({ t: 'join', call: client.call, self: client.self, meeting, state: defaultState });
      // The event `place` tells the client its place in the call: its role, and its presence.
      await client.waitForEvent('place', (event) => event.presence === presence);
      return client;
    },
    /** Connects Alice and Bob in a 1:1 call. */
    connectAliceAndBob: async (): Promise<[FeatureClient, FeatureClient]> => {
      const { command, call, self, to } = createStartCommand(bob);
      const [aliceClient, bobClient] = [
        await connectAs(alice, call, self),
        await connectAs(bob, call, to[0]?.participant),
      ];
      aliceClient.sendCommand(command);
      await bobClient.waitForEvent('incoming');
      bobClient.sendCommand({ t: 'accept', call, state: defaultState });
      await aliceClient.waitForEvent('participant', ({ entry }) => entry.presence === 'Joined');
      return [aliceClient, bobClient];
    },
    /** Connects Alice with the echo bot in a 1:1 call. */
    connectAliceAndEcho: async (): Promise<FeatureClient> => {
      const { command, call, self } = createStartCommand(findOid('echo'));
      const aliceClient = await connectAs(alice, call, self);
      aliceClient.sendCommand(command);
      await aliceClient.waitForEvent('participant', ({ entry }) => entry.bot === 'echo');
      return aliceClient;
    },
  };
}

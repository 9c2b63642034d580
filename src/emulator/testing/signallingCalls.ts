import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach } from 'vitest';
import type { MeetingLocator } from '../wire/meetingLink.ts';
import { findPerson } from '../core/seed.ts';
import type { Call, Participant } from '../signalling/calls/call.ts';
import { defaultState, newCallTo, startSignalling, TestClient } from './testClient.ts';

const oid = (name: string): string => findPerson(`${name}@fabrikam.example`)?.oid ?? '';
export const [alice, bob, carol] = ['alice', 'bob', 'carol'].map(oid) as [string, string, string];
export const openHouse = { meetingId: '201000000001', passcode: 'open01' };
export const withLobby = { meetingId: '201000000002', passcode: 'lobby2' };
export const townHall = { meetingId: '201000000003', passcode: 'crowd3' };

export type FeatureClient = Awaited<ReturnType<typeof openClient>>;

/** A test client that can send requests to features in its call. */
async function openClient(
  url: string,
  who: string,
  call: string = randomUUID(),
  self: string = randomUUID(),
) {
  const client = await TestClient.connect(url, who);
  const ask = async (feature: string, what: unknown) => {
    const ref = randomUUID();
    client.command({ t: 'ask', call, ref, feature, what });
    const { refusal } = await client.event('answered', (event) => event.ref === ref);
    return refusal ? `${refusal.code}/${refusal.subCode}` : 'done';
  };
  const shared = (feature: string, key: string) =>
    client.events.flatMap((event) =>
      event.t === 'shared' && event.feature === feature && event.key === key ? [event.value] : [],
    );
  const said = (feature: string) =>
    client.events.flatMap((event) => (event.t === 'said' && event.feature === feature ? [event.what] : []));
  return Object.assign(client, { call, self, ask, shared, said });
}

/** A signalling server for each test of a file, and helpers that bring test users into calls. */
export function withSignalling() {
  let server: Awaited<ReturnType<typeof startSignalling>>;
  beforeEach(async () => {
    server = await startSignalling({ timing: { closedGraceMs: 100 } });
  });
  afterEach(() => server.stop());
  const connectAs = (who: string, call?: string, self?: string) => openClient(server.url, who, call, self);
  const record = ({ call }: FeatureClient): Call => {
    const found = server.commands.calls.find(call);
    if (!found) throw new Error('no such call');
    return found;
  };

  return {
    connectAs,
    record,
    surveys: () => server.commands.surveys.list(),
    member: (client: FeatureClient): Participant => {
      const found = record(client).participants.get(client.self);
      if (!found) throw new Error('not in the call');
      return found;
    },
    join: async (who: string, meeting: MeetingLocator, presence = 'Joined'): Promise<FeatureClient> => {
      const client = await connectAs(who);
      client.command({ t: 'join', call: client.call, self: client.self, meeting, state: defaultState });
      await client.event('place', (event) => event.presence === presence);
      return client;
    },
    /** Connects Alice and Bob by a 1:1 call. */
    pair: async (): Promise<[FeatureClient, FeatureClient]> => {
      const { command, call, self, to } = newCallTo(bob);
      const [a, b] = [await connectAs(alice, call, self), await connectAs(bob, call, to[0]?.participant)];
      a.command(command);
      await b.event('incoming');
      b.command({ t: 'accept', call, state: defaultState });
      await a.event('participant', ({ entry }) => entry.presence === 'Joined');
      return [a, b];
    },
    withEcho: async (): Promise<FeatureClient> => {
      const { command, call, self } = newCallTo(oid('echo'));
      const a = await connectAs(alice, call, self);
      a.command(command);
      await a.event('participant', ({ entry }) => entry.bot === 'echo');
      return a;
    },
  };
}

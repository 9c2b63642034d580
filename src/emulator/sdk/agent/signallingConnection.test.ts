import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createConditionStore, type ConditionStore } from '../../core/conditionStore.ts';
import { findPerson } from '../../testing/directory.ts';
import { createStartCommand, startSignalling, TestClient } from '../../testing/testClient.ts';
import { SignallingConnection } from './signallingConnection.ts';

const [alice = '', bob = ''] = ['alice', 'bob'].map((name) => findPerson(`${name}@fabrikam.example`)?.oid);

let server: Awaited<ReturnType<typeof startSignalling>>;
let conditions: ConditionStore;
/** The sockets that Alice's connection has opened, the oldest first. */
let sockets: WebSocket[];

beforeEach(async () => {
  conditions = createConditionStore();
  const timing = { lostSocketGraceMs: 60_000 };
  server = await startSignalling({ conditions, acceptsOrigin: () => true, timing });
  sockets = [];
  // Node has neither the browser's WebSocket nor the events of a window.
  class BrowserSocket extends WebSocket {
    constructor(url: string) {
      super(url);
      sockets.push(this);
    }
  }
  vi.stubGlobal('WebSocket', BrowserSocket);
  vi.stubGlobal('addEventListener', () => undefined);
  vi.stubGlobal('removeEventListener', () => undefined);
});
afterEach(async () => {
  await server.stop();
  vi.unstubAllGlobals();
});

/** Connects Alice by the drop-in SDK's connection. */
async function connectAlice(
  onConnectionChanged: (isConnected: boolean, reason?: string) => void = () => undefined,
) {
  const getToken = vi.fn(async () => alice);
  const connection: SignallingConnection = new SignallingConnection(
    server.url,
    { getToken },
    {
      onEvent: () => undefined,
      onConnectionChanged,
      onRetired: () => connection.close(),
      onForgotten: () => undefined,
    },
  );
  connection.open();
  await expect.poll(() => connection.isConnected).toBe(true);
  return { connection, getToken };
}

/** Connects Alice, and starts a call to Bob, whose client is a test client. */
async function callBob() {
  const bobClient = await TestClient.connect(server.url, bob);
  const { connection, getToken } = await connectAlice();
  const { command, call } = createStartCommand(bob);
  connection.send(command);
  await bobClient.waitForEvent('incoming');
  return { connection, bobClient, getToken, hangUp: { t: 'leave' as const, call, everyone: false } };
}

test('a connection that is closed during an outage delivers the hang-up when signalling is back, and then ends', async () => {
  const { connection, bobClient, getToken, hangUp } = await callBob();
  conditions.set({ refuseSignalling: 1011 }, alice);
  sockets[0]?.terminate();
  await expect.poll(() => connection.isConnected).toBe(false);
  connection.send(hangUp);
  connection.close();
  // From now on the app's credential gives no token.
  getToken.mockRejectedValue(new Error('disposed'));
  await expect.poll(() => sockets.length).toBeGreaterThan(1);
  expect(bobClient.events.some(({ t }) => t === 'ended')).toBe(false);
  conditions.reset();
  await bobClient.waitForEvent('ended');
  await expect.poll(() => server.readCounts()).toEqual({ endpoints: 1, calls: 0 });
});

test('a connection that is closed after a hang-up on a dead socket delivers the hang-up on another socket', async () => {
  const { connection, bobClient, hangUp } = await callBob();
  // From now on, nothing that Alice sends on her socket reaches the server, not even that she closes it.
  vi.spyOn(sockets[0] as WebSocket, 'send').mockImplementation(() => undefined);
  vi.spyOn(sockets[0] as WebSocket, 'close').mockImplementation(() => undefined);
  connection.send(hangUp);
  connection.close();
  await bobClient.waitForEvent('ended');
  await expect.poll(() => server.readCounts()).toEqual({ endpoints: 1, calls: 0 });
});

test('a connection that is closed because the server has disconnected its agent for good still reports the disconnection', async () => {
  const changes: string[] = [];
  await connectAlice((isConnected, reason) => changes.push(`${isConnected} ${String(reason)}`));
  server.admin.disconnectAgents(alice, 'invalidToken');
  await expect.poll(() => changes).toEqual(['true undefined', 'false invalidToken']);
});

test('a connection that has nothing to deliver ends at once, on its first socket', async () => {
  const { connection, hangUp } = await callBob();
  connection.send(hangUp);
  await expect.poll(() => server.readCounts().calls).toBe(0);
  connection.close();
  await expect.poll(() => server.readCounts().endpoints).toBe(1);
  expect(sockets).toHaveLength(1);
});

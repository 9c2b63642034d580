import type { TeamsCall, TeamsCallAgent, TeamsIncomingCall } from '@azure/communication-calling';
import type { AgentsApi, MediaOptions } from './agentsApi.ts';
import { brokenDescriptions } from './brokenDescriptions.ts';
import { firstPeer } from './firstPeer.ts';
import { mediaProbes } from './mediaProbes.ts';
import { watchOpenMedia } from './openMedia.ts';
import type { Sdk } from './sdk.ts';
import { isMoving, pause, untilWithin } from './tools.ts';

const until = untilWithin(10_000);

const meetings: AgentsApi['meetings'] = {
  openHouse: { meetingId: '201 000 000 001', passcode: 'open01' },
  withLobby: { meetingId: '201000000002', passcode: 'lobby2' },
  townHall: { meetingId: '201000000003', passcode: 'crowd3' },
};

function first<T>(list: readonly T[]): T {
  const [found] = list;
  if (found === undefined) throw new Error('The list is empty.');
  return found;
}

async function caught(act: () => unknown): Promise<string> {
  try {
    await act();
    return 'silent';
  } catch (error) {
    const { name, code, subCode, resultCategories } = error as Record<string, unknown>;
    const isSdkError = name === 'CallingCommunicationError' && (resultCategories as unknown[]).length === 1;
    return isSdkError ? `${String(code)}/${String(subCode)}` : `other: ${String(error)}`;
  }
}

const userIdOf = (identifier: unknown) =>
  (identifier as { microsoftTeamsUserId?: string } | undefined)?.microsoftTeamsUserId;

/** @returns the helpers that sign people in and place calls. */
function callTools(
  sdk: Sdk,
  ids: Readonly<Record<string, string>>,
  agents: Record<string, TeamsCallAgent>,
): Pick<
  AgentsApi,
  | 'user'
  | 'agentOf'
  | 'nextIncomingCall'
  | 'callAndAccept'
  | 'acceptCalls'
  | 'connect'
  | 'meet'
  | 'camera'
  | 'withCamera'
> {
  const tools: ReturnType<typeof callTools> = {
    user: (name) => ({ microsoftTeamsUserId: ids[name] ?? name }),
    async agentOf(name, wrap = (made) => made) {
      const client = wrap(new sdk.CallClient());
      // The harness takes an object id for a token.
      const token = ids[name] ?? '';
      const agent = wrap(
        await client.createTeamsCallAgent({
          getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_000_000 }),
          dispose: () => undefined,
        }),
      );
      agents[name] = agent;
      return { client, agent };
    },
    nextIncomingCall: (agent) =>
      new Promise((resolve) => {
        agent.on('incomingCall', function taken({ incomingCall }) {
          agent.off('incomingCall', taken);
          resolve(incomingCall);
        });
      }),
    async callAndAccept(caller, callee, calleeName, callerMedia = {}, calleeMedia = {}) {
      const incoming = tools.nextIncomingCall(callee.agent);
      const call = caller.agent.startCall(tools.user(calleeName), callerMedia);
      const peer = await (await incoming).accept(calleeMedia);
      await until(() => call.state === 'Connected' && peer.state === 'Connected');
      return [call, peer];
    },
    acceptCalls(agent, options = async () => ({})) {
      const accepted: TeamsCall[] = [];
      const accept = async (incoming: TeamsIncomingCall) =>
        accepted.push(await incoming.accept(await options()));
      agent.on('incomingCall', ({ incomingCall }) => void accept(incomingCall));
      return accepted;
    },
    async connect(callerMedia = () => ({}), calleeMedia = () => ({})) {
      const a = await tools.agentOf('alice');
      const b = await tools.agentOf('bob');
      const [call, peer] = await tools.callAndAccept(a, b, 'bob', await callerMedia(a), await calleeMedia(b));
      return { a, b, call, peer };
    },
    async meet<Names extends string[]>(...names: Names) {
      const signedIn = await Promise.all(names.map((name) => tools.agentOf(name)));
      const calls = signedIn.map(({ agent }) => agent.join(meetings.townHall));
      await until(() =>
        calls.every(
          ({ state, remoteParticipants }) =>
            state === 'Connected' && remoteParticipants.length === names.length - 1,
        ),
      );
      return calls as { [Index in keyof Names]: TeamsCall };
    },
    async camera(client) {
      return new sdk.LocalVideoStream(first(await (await client.getDeviceManager()).getCameras()));
    },
    withCamera: async ({ client }): Promise<MediaOptions> => ({
      videoOptions: { localVideoStreams: [await tools.camera(client)] },
    }),
  };
  return tools;
}

/** Prepares a page for tests in which several people have an agent each. The page imports the drop-in itself. */
export async function openAgentsPage(ids: Readonly<Record<string, string>>): Promise<void> {
  const open = watchOpenMedia();
  const sdk = (await import(/* @vite-ignore */ `${location.origin}/calling.js`)) as Sdk;
  const agents: Record<string, TeamsCallAgent> = {};
  const nameOf = (identifier: unknown) => Object.keys(ids).find((name) => ids[name] === userIdOf(identifier));
  const api: AgentsApi = {
    sdk,
    ids,
    agents,
    meetings,
    log: [],
    until,
    pause,
    first,
    caught,
    firstPeer,
    userIdOf,
    mapAll: (list, map) => list.map(map) as never,
    onEach(target, events, listener) {
      const emitter = target as { on(event: string, listener: (change?: never) => void): void };
      for (const event of events) emitter.on(event, (change) => listener(event, change));
    },
    incomingCallCount: (agent) =>
      (agent as TeamsCallAgent & { incomingCalls: readonly unknown[] }).incomingCalls.length,
    ...mediaProbes(sdk, until),
    ...brokenDescriptions(),
    ...callTools(sdk, ids, agents),
    openConnections: open.connections,
    liveTracks: () => open.tracks().length,
    async leftOpen() {
      const left = () => ({
        peers: open.connections().length,
        tracks: open.tracks().length,
        sounds: document.querySelectorAll('audio').length,
      });
      const isNothingLeft = () => Object.values(left()).every((count) => count === 0);
      // The test compares what is left.
      await until(isNothingLeft, 5_000).catch(() => undefined);
      return left();
    },
    remoteVideo: (call, type = 'Video') =>
      until(() =>
        call.remoteParticipants[0]?.videoStreams.find(
          ({ isAvailable, mediaStreamType }) => isAvailable && mediaStreamType === type,
        ),
      ),
    isMoving: (stream) => isMoving(sdk, until, stream),
    endOf: ({ callEndReason }) => `${callEndReason?.code}/${callEndReason?.subCode}`,
    names: (list) => list.map(({ identifier }) => nameOf(identifier)),
    mediaDiagnostic(call, name) {
      const { media } = call.feature(sdk.Features.UserFacingDiagnostics);
      return (media.getLatest() as Record<string, { value?: unknown } | undefined>)[name]?.value;
    },
  };
  globalThis.testApi = api;
}

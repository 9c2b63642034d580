import type { TeamsCall, TeamsCallAgent, TeamsIncomingCall } from '@azure/communication-calling';
import type { AgentsApi } from './agentsApi.ts';
import { prepareBrokenDescriptions } from './brokenDescriptions.ts';
import { firstPeerOf } from './firstPeerOf.ts';
import type { MediaOptions } from './mediaOptions.ts';
import { createMediaProbes } from './mediaProbes.ts';
import { watchOpenMedia } from './openMedia.ts';
import type { Sdk } from './sdk.ts';
import { createWaitUntil, pause, waitUntilMoving } from './tools.ts';

const waitUntil = createWaitUntil(10_000);

/** Meetings of the emulator's seed. Teams shows meeting ids with spaces, so the SDK accepts them with and without. */
const meetings: AgentsApi['meetings'] = {
  openHouse: { meetingId: '201 000 000 001', passcode: 'open01' },
  withLobby: { meetingId: '201000000002', passcode: 'lobby2' },
  townHall: { meetingId: '201000000003', passcode: 'crowd3' },
};

function firstOf<T>(list: readonly T[]): T {
  const [item] = list;
  if (item === undefined) throw new Error('The list is empty.');
  return item;
}

async function catchErrorCode(action: () => unknown): Promise<string> {
  try {
    await action();
    return 'no error';
  } catch (error) {
    const { name, code, subCode, resultCategories } = error as Record<string, unknown>;
    // Every error of the SDK has exactly one result category.
    const isSdkError = name === 'CallingCommunicationError' && (resultCategories as unknown[]).length === 1;
    return isSdkError ? `${String(code)}/${String(subCode)}` : `other: ${String(error)}`;
  }
}

const userIdOf = (identifier: unknown) =>
  (identifier as { microsoftTeamsUserId?: string } | undefined)?.microsoftTeamsUserId;

/** Creates the helpers that sign people in and place calls. */
function createCallTools(
  sdk: Sdk,
  objectIds: Readonly<Record<string, string>>,
  agents: Record<string, TeamsCallAgent>,
): Pick<
  AgentsApi,
  | 'identifierOf'
  | 'signIn'
  | 'waitForIncomingCall'
  | 'connectCall'
  | 'acceptEveryCall'
  | 'connectAliceAndBob'
  | 'joinTownHall'
  | 'createCameraStream'
  | 'withCamera'
> {
  const tools: ReturnType<typeof createCallTools> = {
    identifierOf: (name) => ({ microsoftTeamsUserId: objectIds[name] ?? name }),
    async signIn(name, wrap = (original) => original) {
      const client = wrap(new sdk.CallClient());
      // The test server accepts an object id as a token.
      const token = objectIds[name] ?? '';
      const agent = wrap(
        await client.createTeamsCallAgent({
          getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_000_000 }),
          dispose: () => undefined,
        }),
      );
      agents[name] = agent;
      return { client, agent };
    },
    waitForIncomingCall: (agent) =>
      new Promise((resolve) => {
        agent.on('incomingCall', function resolveOnce({ incomingCall }) {
          agent.off('incomingCall', resolveOnce);
          resolve(incomingCall);
        });
      }),
    async connectCall(caller, callee, calleeName, callerMedia = {}, calleeMedia = {}) {
      const incomingCall = tools.waitForIncomingCall(callee.agent);
      const callerCall = caller.agent.startCall(tools.identifierOf(calleeName), callerMedia);
      const calleeCall = await (await incomingCall).accept(calleeMedia);
      await waitUntil(() => callerCall.state === 'Connected' && calleeCall.state === 'Connected');
      return [callerCall, calleeCall];
    },
    acceptEveryCall(agent, options = async () => ({})) {
      const acceptedCalls: TeamsCall[] = [];
      const accept = async (incomingCall: TeamsIncomingCall) =>
        acceptedCalls.push(await incomingCall.accept(await options()));
      agent.on('incomingCall', ({ incomingCall }) => void accept(incomingCall));
      return acceptedCalls;
    },
    async connectAliceAndBob(aliceMedia = () => ({}), bobMedia = () => ({})) {
      const alice = await tools.signIn('alice');
      const bob = await tools.signIn('bob');
      const [aliceCall, bobCall] = await tools.connectCall(
        alice,
        bob,
        'bob',
        await aliceMedia(alice),
        await bobMedia(bob),
      );
      return { alice, bob, aliceCall, bobCall };
    },
    async joinTownHall<Names extends string[]>(...names: Names) {
      const users = await Promise.all(names.map((name) => tools.signIn(name)));
      const calls = users.map(({ agent }) => agent.join(meetings.townHall));
      await waitUntil(() =>
        calls.every(
          ({ state, remoteParticipants }) =>
            state === 'Connected' && remoteParticipants.length === names.length - 1,
        ),
      );
      return calls as { [Index in keyof Names]: TeamsCall };
    },
    async createCameraStream(client) {
      const devices = await client.getDeviceManager();
      return new sdk.LocalVideoStream(firstOf(await devices.getCameras()));
    },
    withCamera: async ({ client }): Promise<MediaOptions> => ({
      videoOptions: { localVideoStreams: [await tools.createCameraStream(client)] },
    }),
  };
  return tools;
}

/** Prepares a page in which several people can sign in, each with an agent of the drop-in SDK at `/calling.js`. */
export async function setUpAgentsPage(objectIds: Readonly<Record<string, string>>): Promise<void> {
  const openMedia = watchOpenMedia();
  const sdk = (await import(/* @vite-ignore */ `${location.origin}/calling.js`)) as Sdk;
  const agents: Record<string, TeamsCallAgent> = {};
  const firstNameOf = (identifier: unknown) =>
    Object.keys(objectIds).find((name) => objectIds[name] === userIdOf(identifier));
  const api: AgentsApi = {
    sdk,
    objectIds,
    agents,
    meetings,
    log: [],
    waitUntil,
    pause,
    firstOf,
    catchErrorCode,
    firstPeerOf,
    userIdOf,
    mapTuple: (list, map) => list.map(map) as never,
    listenToEvents(target, events, listener) {
      const emitter = target as { on(event: string, listener: (change?: never) => void): void };
      for (const event of events) emitter.on(event, (change) => listener(event, change));
    },
    // The SDK has no list of the incoming calls, so this function reads the drop-in SDK's own list.
    countIncomingCalls: (agent) =>
      (agent as unknown as { ringingCalls: { all: readonly unknown[] } }).ringingCalls.all.length,
    ...createMediaProbes(sdk, waitUntil),
    ...prepareBrokenDescriptions(),
    ...createCallTools(sdk, objectIds, agents),
    listOpenConnections: openMedia.listConnections,
    countLiveTracks: () => openMedia.listTracks().length,
    async waitUntilMediaIsClosed() {
      const count = () => ({
        peers: openMedia.listConnections().length,
        tracks: openMedia.listTracks().length,
        sounds: document.querySelectorAll('audio').length,
      });
      const isNothingLeft = () => Object.values(count()).every((left) => left === 0);
      // A timeout is no error here: the test compares the counts, which say more than an error.
      await waitUntil(isNothingLeft, 5_000).catch(() => undefined);
      return count();
    },
    waitForRemoteVideo: (call, type = 'Video') =>
      waitUntil(() =>
        call.remoteParticipants[0]?.videoStreams.find(
          ({ isAvailable, mediaStreamType }) => isAvailable && mediaStreamType === type,
        ),
      ),
    waitUntilMoving: (stream) => waitUntilMoving(sdk, waitUntil, stream),
    endReasonOf: ({ callEndReason }) => `${callEndReason?.code}/${callEndReason?.subCode}`,
    firstNamesOf: (list) => list.map(({ identifier }) => firstNameOf(identifier)),
    readMediaDiagnostic(call, name) {
      const { media } = call.feature(sdk.Features.UserFacingDiagnostics);
      return (media.getLatest() as Record<string, { value?: unknown } | undefined>)[name]?.value;
    },
  };
  globalThis.testApi = api;
}

import type {
  CallClient,
  LocalVideoStream,
  MediaStreamType,
  RemoteVideoStream,
  TeamsCall,
  TeamsCallAgent,
  TeamsIncomingCall,
} from '@azure/communication-calling';
import type { MicrosoftTeamsUserIdentifier } from '@azure/communication-common';
import { prepareBrokenDescriptions } from './brokenDescriptions.ts';
import { createMediaProbes, type MediaOptions } from './mediaProbes.ts';
import { watchOpenMedia } from './openMedia.ts';
import type { Sdk } from './sdk.ts';
import { createWaitUntil, pause, waitUntilMoving } from './tools.ts';

/** A test user who has signed in: their call client and the agent that it created. */
export interface SignedInUser {
  readonly client: CallClient;
  readonly agent: TeamsCallAgent;
}

/** Creates the media options with which a user begins a call. */
type MediaOptionsOf = (user: SignedInUser) => MediaOptions | Promise<MediaOptions>;

const waitUntil = createWaitUntil(10_000);

/** Meetings of the emulator's seed. Teams shows meeting ids with spaces, so the SDK accepts them with and without. */
const meetings = {
  openHouse: { meetingId: '201 000 000 001', passcode: 'open01' },
  withLobby: { meetingId: '201000000002', passcode: 'lobby2' },
  /** Alice and Bob are organizers, and all others are attendees. */
  townHall: { meetingId: '201000000003', passcode: 'crowd3' },
};

/** @throws when the list is empty. */
function firstOf<T>(list: readonly T[]): T {
  const [item] = list;
  if (item === undefined) throw new Error('The list is empty.');
  return item;
}

/**
 * Runs an action that the SDK may refuse.
 * @returns `code/subCode` of the SDK's error, `other: …` for any other error, or `no error`.
 */
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

/** `Array.map` for a tuple. The result has the type of a tuple too, so that it can be destructured. */
const mapTuple = <const List extends readonly unknown[], Result>(
  list: List,
  map: (item: List[number]) => Result,
): { -readonly [Index in keyof List]: Result } => list.map(map) as never;

/** Listens to several events of one SDK object. The listener gets the event's name first. */
function listenToEvents(
  target: object,
  events: readonly string[],
  listener: (event: string, change?: { added: readonly unknown[]; removed: readonly unknown[] }) => void,
): void {
  const emitter = target as { on(event: string, listener: (change?: never) => void): void };
  for (const event of events) emitter.on(event, (change) => listener(event, change));
}

/** @returns the `microsoftTeamsUserId` of an identifier, or undefined if it is of another kind. */
const userIdOf = (identifier: unknown) =>
  (identifier as { microsoftTeamsUserId?: string } | undefined)?.microsoftTeamsUserId;

const waitForIncomingCall = (agent: TeamsCallAgent): Promise<TeamsIncomingCall> =>
  new Promise((resolve) => {
    agent.on('incomingCall', function resolveOnce({ incomingCall }) {
      agent.off('incomingCall', resolveOnce);
      resolve(incomingCall);
    });
  });

/**
 * Accepts every incoming call of an agent from now on.
 * @returns the accepted calls. The array grows when another call is accepted.
 */
function acceptEveryCall(
  agent: TeamsCallAgent,
  options: () => Promise<MediaOptions> = async () => ({}),
): TeamsCall[] {
  const acceptedCalls: TeamsCall[] = [];
  const accept = async (incomingCall: TeamsIncomingCall) =>
    acceptedCalls.push(await incomingCall.accept(await options()));
  agent.on('incomingCall', ({ incomingCall }) => void accept(incomingCall));
  return acceptedCalls;
}

/** Creates the helpers that sign people in and place calls. */
function createCallTools(sdk: Sdk, objectIds: Readonly<Record<string, string>>) {
  /** The agent that each person signed in last, by first name. */
  const agents: Record<string, TeamsCallAgent> = {};

  /** @param name a first name, or an object id */
  const identifierOf = (name: string): MicrosoftTeamsUserIdentifier => ({
    microsoftTeamsUserId: objectIds[name] ?? name,
  });

  /**
   * Signs a person in with a new client.
   * @param wrap wraps the client and the agent before they are used, for example in a proxy.
   */
  async function signIn(
    name: string,
    wrap = <T extends object>(original: T): T => original,
  ): Promise<SignedInUser> {
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
  }

  /** The caller calls the callee, and the callee accepts. @returns the call of each, once both are Connected. */
  async function connectCall(
    caller: SignedInUser,
    callee: SignedInUser,
    calleeName: string,
    callerMedia: MediaOptions = {},
    calleeMedia: MediaOptions = {},
  ): Promise<[callerCall: TeamsCall, calleeCall: TeamsCall]> {
    const incomingCall = waitForIncomingCall(callee.agent);
    const callerCall = caller.agent.startCall(identifierOf(calleeName), callerMedia);
    const calleeCall = await (await incomingCall).accept(calleeMedia);
    await waitUntil(() => callerCall.state === 'Connected' && calleeCall.state === 'Connected');
    return [callerCall, calleeCall];
  }

  /** Signs Alice and Bob in and connects a call from Alice to Bob. Without options both send only their microphone. */
  async function connectAliceAndBob(
    aliceMedia: MediaOptionsOf = () => ({}),
    bobMedia: MediaOptionsOf = () => ({}),
  ) {
    const alice = await signIn('alice');
    const bob = await signIn('bob');
    const media = [await aliceMedia(alice), await bobMedia(bob)] as const;
    const [aliceCall, bobCall] = await connectCall(alice, bob, 'bob', ...media);
    return { alice, bob, aliceCall, bobCall };
  }

  /** Signs people in, and lets them join the meeting `townHall`. @returns the call of each, once each sees all others. */
  async function joinTownHall<Names extends string[]>(...names: Names) {
    const users = await Promise.all(names.map((name) => signIn(name)));
    const calls = users.map(({ agent }) => agent.join(meetings.townHall));
    await waitUntil(() =>
      calls.every(
        ({ state, remoteParticipants }) =>
          state === 'Connected' && remoteParticipants.length === names.length - 1,
      ),
    );
    return calls as { [Index in keyof Names]: TeamsCall };
  }

  /** @returns a stream of the first camera. */
  async function createCameraStream(client: Pick<CallClient, 'getDeviceManager'>): Promise<LocalVideoStream> {
    const devices = await client.getDeviceManager();
    return new sdk.LocalVideoStream(firstOf(await devices.getCameras()));
  }

  /** @returns media options with the first camera on. Tests pass this function to `connectAliceAndBob`. */
  const withCamera = async ({ client }: Pick<SignedInUser, 'client'>): Promise<MediaOptions> => ({
    videoOptions: { localVideoStreams: [await createCameraStream(client)] },
  });

  return {
    agents,
    identifierOf,
    signIn,
    connectCall,
    connectAliceAndBob,
    joinTownHall,
    createCameraStream,
    withCamera,
  };
}

/**
 * Creates the helpers that a test uses inside an agents page: a page in which several people can sign in, each with an agent of
 * the drop-in SDK (the emulator's replacement for `@azure/communication-calling`).
 * @param objectIds the object id of each person of the directory, by first name in lower case, for example `alice`.
 */
async function createAgentsApi(objectIds: Readonly<Record<string, string>>) {
  const openMedia = watchOpenMedia();
  const sdk = (await import(/* @vite-ignore */ `${location.origin}/calling.js`)) as Sdk;
  const firstNameOf = (identifier: unknown) =>
    Object.keys(objectIds).find((name) => objectIds[name] === userIdOf(identifier));
  return {
    sdk,
    objectIds,
    meetings,
    /** Starts empty. A test adds what it wants to compare later. */
    log: [] as unknown[],
    waitUntil,
    pause,
    firstOf,
    mapTuple,
    catchErrorCode,
    userIdOf,
    listenToEvents,
    waitForIncomingCall,
    acceptEveryCall,
    /** @returns how many calls ring at an agent. The SDK has no such list, so this reads the drop-in SDK's own list. */
    countIncomingCalls: (agent: TeamsCallAgent) =>
      (agent as unknown as { ringingCalls: { all: readonly unknown[] } }).ringingCalls.all.length,
    ...createMediaProbes(sdk, waitUntil),
    ...prepareBrokenDescriptions(),
    ...createCallTools(sdk, objectIds),
    listOpenConnections: openMedia.listConnections,
    /** @returns how many captured tracks are live. */
    countLiveTracks: () => openMedia.listTracks().length,
    /**
     * Waits up to five seconds until the page holds no media open.
     * @returns how many peer connections, live tracks and `<audio>` elements are left.
     */
    waitUntilMediaIsClosed: async () => {
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
    /** @returns the stream of this type that the first other participant sends, once it is available. */
    waitForRemoteVideo: (call: TeamsCall, type: MediaStreamType = 'Video'): Promise<RemoteVideoStream> =>
      waitUntil(() =>
        call.remoteParticipants[0]?.videoStreams.find(
          ({ isAvailable, mediaStreamType }) => isAvailable && mediaStreamType === type,
        ),
      ),
    /** Renders a stream. @returns true once several frames were drawn. @throws when the time limit passes first. */
    waitUntilMoving: (stream: RemoteVideoStream) => waitUntilMoving(sdk, waitUntil, stream),
    /** @returns the end reason of a call, as `code/subCode`. */
    endReasonOf: ({ callEndReason }: Pick<TeamsCall, 'callEndReason'>) =>
      `${callEndReason?.code}/${callEndReason?.subCode}`,
    /** @returns the first name of each participant; undefined for people who are not in the directory. */
    firstNamesOf: (list: readonly { readonly identifier: unknown }[]) =>
      list.map(({ identifier }) => firstNameOf(identifier)),
    /** @returns the latest value of a user-facing media diagnostic. */
    readMediaDiagnostic: (call: TeamsCall, name: string) => {
      const { media } = call.feature(sdk.Features.UserFacingDiagnostics);
      return (media.getLatest() as Record<string, { value?: unknown } | undefined>)[name]?.value;
    },
  };
}

export type AgentsApi = Awaited<ReturnType<typeof createAgentsApi>>;

/** Prepares a page in which several people can sign in. */
export async function setUpAgentsPage(objectIds: Readonly<Record<string, string>>): Promise<void> {
  globalThis.testApi = await createAgentsApi(objectIds);
}

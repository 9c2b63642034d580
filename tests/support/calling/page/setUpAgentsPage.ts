import type {
  Call,
  CallAgent,
  CallClient,
  IncomingCall,
  LocalVideoStream,
  MediaStreamType,
  RemoteVideoStream,
  StartTeamsCallOptions,
  TeamsCall,
  TeamsCallAgent,
  TeamsIncomingCall,
} from '@azure/communication-calling';
import type { MicrosoftTeamsUserIdentifier } from '@azure/communication-common';
import type { EmulatorControls } from '../emulatorControls.ts';
import { prepareBrokenDescriptions } from './brokenDescriptions.ts';
import { createEventChecks } from './eventChecks.ts';
import { createMediaProbes, type MediaOptions } from './mediaProbes.ts';
import { watchOpenMedia } from './openMedia.ts';
import type { Sdk } from './sdk.ts';
import {
  catchErrorCode,
  createCredential,
  createWaitUntil,
  expectEqual,
  pause,
  waitUntilMoving,
} from './tools.ts';

/** A test user who has signed in: their call client and the agent that it created. */
export interface SignedInUser {
  readonly client: CallClient;
  readonly agent: TeamsCallAgent;
}

/** Creates the options with which a user begins a call. */
type OptionsOf<Options> = (user: SignedInUser) => Options | Promise<Options>;
type MediaOptionsOf = OptionsOf<MediaOptions>;

const waitUntil = createWaitUntil(10_000);

/** Meetings of the emulator's seed. Teams shows meeting ids with spaces, so the SDK accepts them with and without. */
const meetings = {
  openHouse: { meetingId: '201 000 000 001', passcode: 'open01' },
  withLobby: { meetingId: '201000000002', passcode: 'lobby2' },
  /** Alice and Bob are organizers, and all others are attendees. */
  townHall: { meetingId: '201000000003', passcode: 'crowd3' },
};

/** Fabrikam and the ACS resource, which are parts of the identifiers of Fabrikam's agents. */
const agentIds = {
  tenantId: 'f1111111-1111-4111-8111-111111111111',
  resourceId: 'ac500000-0000-4000-8000-0000000000ac',
};
/** Names a resource account of Fabrikam, for which agents call. */
const hotline = { teamsAppId: '5e000000-0000-4000-8000-0000000000e5', cloud: 'public' } as const;

function firstOf<T>(list: readonly T[]): T {
  const [item] = list;
  if (item === undefined) throw new Error('The list is empty.');
  return item;
}

/** Listens to several events of one SDK object. The listener gets the event's name first. */
function listenToEvents(
  target: object,
  events: readonly string[],
  listener: (event: string, change?: { added: readonly unknown[]; removed: readonly unknown[] }) => void,
): void {
  const emitter = target as { on(event: string, listener: (change?: never) => void): void };
  for (const event of events) emitter.on(event, (change) => listener(event, change));
}

const waitForIncomingCall = (agent: TeamsCallAgent): Promise<TeamsIncomingCall> =>
  new Promise((resolve) => {
    agent.on('incomingCall', function resolveOnce({ incomingCall }) {
      agent.off('incomingCall', resolveOnce);
      resolve(incomingCall);
    });
  });

const waitForIncomingCallOfAcsUser = (agent: CallAgent): Promise<IncomingCall> =>
  new Promise((resolve) => agent.on('incomingCall', ({ incomingCall }) => resolve(incomingCall)));

/** Accepts every incoming call of an agent from now on. @returns the accepted calls, to which later ones are added */
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
  const { eventProblems, watchAgent } = createEventChecks();
  /** The agent that each person signed in last, by first name. */
  const agents: Record<string, TeamsCallAgent> = {};

  /** @param name a first name, or an object id */
  const identifierOf = (name: string): MicrosoftTeamsUserIdentifier => ({
    microsoftTeamsUserId: objectIds[name] ?? name,
  });

  /** The raw id and the identifier of a person as an agent of Teams Phone extensibility. */
  const agentOf = (name: string) => {
    const ids = { ...agentIds, userId: objectIds[name] ?? '' };
    return { ...ids, rawId: `8:acs:${ids.resourceId}_${ids.tenantId}_${ids.userId}` };
  };

  /** The test server accepts an object id as a token, and a raw id as an agent's. @param name a first name, or a token */
  const credentialOf = (name: string) => createCredential(() => objectIds[name] ?? name);

  /** Signs a person in with a new client. @param name a first name, or a token */
  async function signIn(
    name: string,
    wrap = <T extends object>(original: T): T => original,
  ): Promise<SignedInUser> {
    const client = wrap(new sdk.CallClient());
    const agent = wrap(await client.createTeamsCallAgent(credentialOf(name)));
    agents[name] = agent;
    watchAgent(agent);
    return { client, agent };
  }

  /** The identifier of an ACS user. @param name any name without an underscore */
  const acsUserOf = (name: string) => ({ communicationUserId: `8:acs:${agentIds.resourceId}_${name}` });

  /** Signs an ACS user in with a new client. @param name any name, which others see in upper case */
  async function signInAcsUser(name: string): Promise<CallAgent> {
    const credential = createCredential(() => acsUserOf(name).communicationUserId);
    const agent = await new sdk.CallClient().createCallAgent(credential, { displayName: name.toUpperCase() });
    watchAgent(agent as unknown as TeamsCallAgent);
    return agent;
  }

  /** Signs Alice and Bob in, and lets Alice call Bob. Without options she sends only her microphone. */
  async function ringBob(createOptions: OptionsOf<StartTeamsCallOptions> = () => ({})) {
    const alice = await signIn('alice');
    const bob = await signIn('bob');
    const nextIncomingCall = waitForIncomingCall(bob.agent);
    const aliceCall = alice.agent.startCall(identifierOf('bob'), await createOptions(alice));
    return { alice, bob, aliceCall, incomingCall: await nextIncomingCall };
  }

  /** Connects a call from Alice to Bob. Without options both send only their microphone. */
  async function connectAliceAndBob(aliceMedia?: MediaOptionsOf, bobMedia: MediaOptionsOf = () => ({})) {
    const { incomingCall, ...ringing } = await ringBob(aliceMedia);
    const bobCall = await incomingCall.accept(await bobMedia(ringing.bob));
    await waitUntil(() => ringing.aliceCall.state === 'Connected' && bobCall.state === 'Connected');
    return { ...ringing, bobCall };
  }

  /** Signs people in, and lets them join the meeting `townHall`. @returns the call of each, once each sees all others. */
  async function joinTownHall<Names extends string[]>(...names: Names) {
    const users = await Promise.all(names.map((name) => signIn(name)));
    const calls = users.map(({ agent }) => agent.join(meetings.townHall));
    const seesAllOthers = ({ state, remoteParticipants }: TeamsCall) =>
      state === 'Connected' && remoteParticipants.length === names.length - 1;
    await waitUntil(() => calls.every(seesAllOthers));
    return calls as { [Index in keyof Names]: TeamsCall };
  }

  async function createCameraStream(client: Pick<CallClient, 'getDeviceManager'>): Promise<LocalVideoStream> {
    const devices = await client.getDeviceManager();
    return new sdk.LocalVideoStream(firstOf(await devices.getCameras()));
  }

  /** @returns media options with the first camera on. Tests pass this function to `connectAliceAndBob`. */
  const withCamera = async ({ client }: Pick<SignedInUser, 'client'>): Promise<MediaOptions> => ({
    videoOptions: { localVideoStreams: [await createCameraStream(client)] },
  });

  return {
    eventProblems,
    agents,
    identifierOf,
    agentOf,
    credentialOf,
    acsUserOf,
    signInAcsUser,
    signIn,
    ringBob,
    connectAliceAndBob,
    joinTownHall,
    createCameraStream,
    withCamera,
  };
}

declare global {
  /** `harness.ts` gives the page this function, which runs a control in the test's process. */
  var controlEmulator: (name: string, ...args: readonly unknown[]) => Promise<never>;
}

const emulator = new Proxy({} as EmulatorControls, {
  get:
    (_, name) =>
    (...args: unknown[]) =>
      controlEmulator(String(name), ...args),
});

/**
 * Creates the helpers that a test uses inside an agents page: a page in which several people can sign in, each with an agent of
 * the drop-in SDK (the emulator's replacement for `@azure/communication-calling`).
 * @param objectIds the object id of each person of the directory, by first name in lower case, for example `alice`.
 */
async function createAgentsApi(objectIds: Readonly<Record<string, string>>) {
  const openMedia = watchOpenMedia();
  const sdk = (await import(/* @vite-ignore */ `${location.origin}/calling.js`)) as Sdk;
  return {
    sdk,
    objectIds,
    meetings,
    hotline,
    /** Starts empty. A test adds what it wants to compare later. */
    log: [] as unknown[],
    emulator,
    createCredential,
    expectEqual,
    waitUntil,
    pause,
    firstOf,
    catchErrorCode,
    listenToEvents,
    waitForIncomingCall,
    waitForIncomingCallOfAcsUser,
    acceptEveryCall,
    /** @returns how many calls ring at an agent. The SDK has no such list, so this reads the drop-in SDK's own list. */
    countIncomingCalls: (agent: TeamsCallAgent) =>
      (agent as unknown as { ringingCalls: readonly unknown[] }).ringingCalls.length,
    ...createMediaProbes(sdk, waitUntil),
    ...prepareBrokenDescriptions(),
    ...createCallTools(sdk, objectIds),
    listOpenConnections: openMedia.listConnections,
    connectionHistory: openMedia.connectionHistory,
    countLiveTracks: () => openMedia.listTracks().length,
    /** Waits until the page has no peer connection, no live track and no `<audio>` element. */
    waitUntilMediaIsClosed: async () => {
      const count = () => [
        openMedia.listConnections().length,
        openMedia.listTracks().length,
        document.querySelectorAll('audio').length,
      ];
      // After a timeout, the comparison says what is still open.
      await waitUntil(() => count().every((left) => left === 0), 5_000).catch(() => undefined);
      expectEqual(count(), [0, 0, 0]);
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
    endReasonOf: ({ callEndReason }: Pick<TeamsCall | Call, 'callEndReason'>) =>
      `${callEndReason?.code}/${callEndReason?.subCode}`,
    /** @returns the first name of each participant; undefined for people who are not in the directory. */
    firstNamesOf: (list: readonly { readonly identifier: unknown }[]) =>
      list.map(({ identifier }) => {
        const objectId = (identifier as Partial<MicrosoftTeamsUserIdentifier> | undefined)
          ?.microsoftTeamsUserId;
        return Object.keys(objectIds).find((name) => objectIds[name] === objectId);
      }),
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

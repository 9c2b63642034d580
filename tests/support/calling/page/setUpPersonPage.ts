import type {
  LocalVideoStream,
  RemoteParticipant,
  RemoteVideoStream,
  TeamsCall,
} from '@azure/communication-calling';
import type { CommunicationTokenCredential, MicrosoftTeamsUserIdentifier } from '@azure/communication-common';
import { watchOpenMedia } from './openMedia.ts';
import type { Person, Sdk } from './sdk.ts';
import {
  catchErrorCode,
  createCredential,
  createWaitUntil,
  trackIncomingCalls,
  waitUntilMoving,
} from './tools.ts';

export interface PersonPageOptions {
  /** The address of the SDK as one ES module: Microsoft's own, or the drop-in SDK, the emulator's replacement for it. */
  readonly sdkModule: string;
  /** The address of `@azure/communication-common`. Without it the page passes a minimal credential object to the agent. */
  readonly commonModule?: string;
  /** An ACS access token of this person. */
  readonly token: string;
  readonly objectIds: Readonly<Record<Person, string>>;
  /** A chat thread with Alice, Bob and Carol in it, for group calls. */
  readonly threadId: string | null;
  readonly meetingLink: string | null;
  /** The time limit of `waitUntil`. */
  readonly timeoutMs: number;
  /** Whether the SDK is the drop-in SDK. Only then does the page count open connections and tracks. */
  readonly isDropIn: boolean;
}

/** What one step of a scenario stores for a later step in the same page. */
interface StoredValues {
  call?: TeamsCall;
  participant?: RemoteParticipant;
  stream?: LocalVideoStream;
  canvasStream?: MediaStream;
  timer?: ReturnType<typeof setInterval>;
}

async function loadCredential(options: PersonPageOptions): Promise<CommunicationTokenCredential> {
  const { token, commonModule } = options;
  if (!commonModule) return createCredential(() => token);
  type Common = typeof import('@azure/communication-common');
  const common = (await import(/* @vite-ignore */ commonModule)) as Common;
  return new common.AzureCommunicationTokenCredential(token);
}

/** Signs a person in, and waits until their agent is connected and the page has devices. */
async function createPersonApi(options: PersonPageOptions) {
  // Counting replaces a class of the browser, so it is done only with the drop-in SDK.
  const openMedia = options.isDropIn ? watchOpenMedia() : null;
  const countMedia = () => ({
    peers: openMedia?.listConnections().length ?? 0,
    tracks: openMedia?.listTracks().length ?? 0,
  });
  const sdk = (await import(/* @vite-ignore */ options.sdkModule)) as Sdk;
  const client = new sdk.CallClient();
  const devices = await client.getDeviceManager();
  await devices.askDevicePermission({ audio: true, video: true });
  const agent = await client.createTeamsCallAgent(await loadCredential(options));
  const waitUntil = createWaitUntil(options.timeoutMs);
  await waitUntil(() => agent.connectionState === 'Connected');
  const incomingCalls = trackIncomingCalls(agent);
  const identifierOf = (person: Person): MicrosoftTeamsUserIdentifier => ({
    microsoftTeamsUserId: options.objectIds[person],
  });

  const api = {
    sdk,
    client,
    agent,
    devices,
    waitUntil,
    countMedia,
    catchErrorCode,
    threadId: options.threadId,
    meetingLink: options.meetingLink,
    people: { alice: identifierOf('alice'), bob: identifierOf('bob'), carol: identifierOf('carol') },
    /** The call that the helpers below act on. Each scenario assigns a call before it reads this member. */
    call: undefined as unknown as TeamsCall,
    /** Lines that the steps log, for the scenario's result. */
    log: [] as string[],
    stored: {} as StoredValues,
    /** Removes and returns the oldest call that rings at this page. It waits for one if none rings. */
    takeIncomingCall: () => waitUntil(() => incomingCalls.shift()),
    /** Waits until `call` and all its other participants are Connected. */
    waitUntilConnected: async (otherCount = 1): Promise<void> => {
      const listStates = () => [api.call, ...api.call.remoteParticipants].map(({ state }) => state);
      const expectedStates = Array.from({ length: otherCount + 1 }, () => 'Connected').join();
      await waitUntil(() => listStates().join() === expectedStates);
    },
    /** @returns the first name of the user whose id is in an identifier. */
    nameOf: (identifier: unknown) =>
      Object.entries(options.objectIds).find(([, id]) => JSON.stringify(identifier ?? '').includes(id))?.[0],
    /** Waits for the end of `call`. @returns its end reason, as `code/subCode`. */
    waitForEnd: async (): Promise<string> => {
      await waitUntil(() => api.call.state === 'Disconnected');
      const { code, subCode } = await waitUntil(() => api.call.callEndReason);
      return `${code}/${subCode}`;
    },
    createCameraStream: async () => {
      const [firstCamera] = await devices.getCameras();
      if (!firstCamera) throw new Error('There is no camera.');
      return new sdk.LocalVideoStream(firstCamera);
    },
    /** @returns the first video or screen that another participant of `call` sends. */
    waitForRemoteVideo: (): Promise<RemoteVideoStream> =>
      waitUntil(() =>
        api.call.remoteParticipants
          .flatMap(({ videoStreams }) => videoStreams)
          .find(({ isAvailable }) => isAvailable),
      ),
    waitUntilMoving: (stream: RemoteVideoStream) => waitUntilMoving(sdk, waitUntil, stream),
    /**
     * Hangs up all calls, rejects all incoming calls, and waits until nothing is open.
     * @returns how many calls, incoming calls (`rings`), peer connections and tracks are still there. Without `isDropIn`, the last
     *   two are zero.
     */
    endAllCalls: async () => {
      const ignoreError = () => undefined;
      await Promise.all(agent.calls.map((call) => call.hangUp().catch(ignoreError)));
      await Promise.all(incomingCalls.splice(0).map((incoming) => incoming.reject().catch(ignoreError)));
      Object.assign(api, { stored: {}, log: [] });
      const count = () => ({ ...countMedia(), calls: agent.calls.length, rings: incomingCalls.length });
      // A timeout is no error here. The test gets the counts, and decides whether leftovers are a failure.
      await waitUntil(() => Object.values(count()).every((left) => left === 0)).catch(ignoreError);
      return count();
    },
  };
  return api;
}

/** The helpers that a step of a scenario uses in the page of one person: the SDK, a connected agent, and functions. */
export type PersonApi = Awaited<ReturnType<typeof createPersonApi>>;

export async function setUpPersonPage(options: PersonPageOptions): Promise<void> {
  globalThis.testApi = await createPersonApi(options);
}

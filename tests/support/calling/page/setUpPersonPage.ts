import type { TeamsCall } from '@azure/communication-calling';
import type { CommunicationTokenCredential } from '@azure/communication-common';
import { watchOpenMedia } from './openMedia.ts';
import type { PersonApi, PersonPageOptions } from './personApi.ts';
import type { Sdk } from './sdk.ts';
import { catchErrorCode, createWaitUntil, trackIncomingCalls, waitUntilMoving } from './tools.ts';

async function createCredential({
  token,
  commonModule,
}: PersonPageOptions): Promise<CommunicationTokenCredential> {
  if (commonModule) {
    const { AzureCommunicationTokenCredential } = (await import(
      /* @vite-ignore */ commonModule
    )) as typeof import('@azure/communication-common');
    return new AzureCommunicationTokenCredential(token);
  }
  return {
    getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }),
    dispose: () => undefined,
  };
}

/** @returns a function that counts the open media of this page. Without `isCounted` it always returns zeros. */
function createMediaCounter(isCounted: boolean): () => { peers: number; tracks: number } {
  if (!isCounted) return () => ({ peers: 0, tracks: 0 });
  const openMedia = watchOpenMedia();
  return () => ({ peers: openMedia.listConnections().length, tracks: openMedia.listTracks().length });
}

/** Prepares the page of one person: signs the person in, and waits until their agent is connected and the page has devices. */
export async function setUpPersonPage(options: PersonPageOptions): Promise<void> {
  // Counting replaces a class of the browser, so it is done only with the drop-in SDK.
  const countMedia = createMediaCounter(options.isDropIn);
  const sdk = (await import(/* @vite-ignore */ options.sdkModule)) as Sdk;
  const client = new sdk.CallClient();
  const devices = await client.getDeviceManager();
  await devices.askDevicePermission({ audio: true, video: true });
  const agent = await client.createTeamsCallAgent(await createCredential(options));
  const waitUntil = createWaitUntil(options.timeoutMs);
  await waitUntil(() => agent.connectionState === 'Connected');
  const incomingCalls = trackIncomingCalls(agent);
  const { alice, bob, carol } = options.objectIds;
  const identifierOf = (microsoftTeamsUserId: string) => ({ microsoftTeamsUserId });

  const api: PersonApi = {
    sdk,
    client,
    agent,
    devices,
    waitUntil,
    countMedia,
    catchErrorCode,
    threadId: options.threadId,
    meetingLink: options.meetingLink,
    people: { alice: identifierOf(alice), bob: identifierOf(bob), carol: identifierOf(carol) },
    // Each scenario assigns a call before it reads this member.
    call: undefined as unknown as TeamsCall,
    log: [],
    storedValues: {},
    takeIncomingCall: () => waitUntil(() => incomingCalls.shift()),
    async waitUntilConnected(otherCount = 1) {
      await waitUntil(() => api.call.state === 'Connected');
      await waitUntil(() => {
        const { remoteParticipants } = api.call;
        return (
          remoteParticipants.length === otherCount &&
          remoteParticipants.every(({ state }) => state === 'Connected')
        );
      });
    },
    async waitForEnd() {
      await waitUntil(() => api.call.state === 'Disconnected');
      const { code, subCode } = await waitUntil(() => api.call.callEndReason);
      return `${code}/${subCode}`;
    },
    async createCameraStream() {
      const [firstCamera] = await devices.getCameras();
      if (!firstCamera) throw new Error('There is no camera.');
      return new sdk.LocalVideoStream(firstCamera);
    },
    waitForRemoteVideo: () =>
      waitUntil(() =>
        api.call.remoteParticipants
          .flatMap(({ videoStreams }) => videoStreams)
          .find(({ isAvailable }) => isAvailable),
      ),
    waitUntilMoving: (stream) => waitUntilMoving(sdk, waitUntil, stream),
    async endAllCalls() {
      const ignoreError = () => undefined;
      await Promise.all(agent.calls.map((call) => call.hangUp().catch(ignoreError)));
      await Promise.all(incomingCalls.splice(0).map((incoming) => incoming.reject().catch(ignoreError)));
      Object.assign(api, { storedValues: {}, log: [] });
      const count = () => ({ ...countMedia(), calls: agent.calls.length, rings: incomingCalls.length });
      // A timeout is no error here. The test gets the counts, and decides whether leftovers are a failure.
      await waitUntil(() => Object.values(count()).every((left) => left === 0)).catch(ignoreError);
      return count();
    },
  };
  globalThis.testApi = api;
}

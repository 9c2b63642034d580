import type { TeamsCall } from '@azure/communication-calling';
import type { CommunicationTokenCredential } from '@azure/communication-common';
import { watchOpenMedia } from './openMedia.ts';
import type { PersonApi, PersonPageOptions } from './personApi.ts';
import { reportMembers } from './reportMembers.ts';
import type { Sdk } from './sdk.ts';
import { incomingCallsOf, isMoving, refusal, untilWithin } from './tools.ts';

async function credentialOf({
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

/** @returns how much media is open; nothing where it is not counted. */
function countOpenMedia(isCounted: boolean): () => { peers: number; tracks: number } {
  if (!isCounted) return () => ({ peers: 0, tracks: 0 });
  const open = watchOpenMedia();
  return () => ({ peers: open.connections().length, tracks: open.tracks().length });
}

/** Prepares the page of one person: signs an agent in, and waits until it is connected and has devices. */
export async function openPersonPage(options: PersonPageOptions): Promise<void> {
  const openMedia = countOpenMedia(options.memberKinds !== null);
  const module = (await import(/* @vite-ignore */ options.sdkModule)) as Sdk;
  const sdk = options.memberKinds
    ? reportMembers(module, options.memberKinds, globalThis.reportMember)
    : module;
  const client = new sdk.CallClient();
  const devices = await client.getDeviceManager();
  await devices.askDevicePermission({ audio: true, video: true });
  const agent = await client.createTeamsCallAgent(await credentialOf(options));
  const until = untilWithin(options.timeoutMs);
  await until(() => agent.connectionState === 'Connected');
  const ringing = incomingCallsOf(agent);
  const { alice, bob, carol } = options.objectIds;
  const user = (microsoftTeamsUserId: string) => ({ microsoftTeamsUserId });

  const api: PersonApi = {
    sdk,
    client,
    agent,
    devices,
    until,
    refusal,
    threadId: options.threadId,
    meetingLink: options.meetingLink,
    people: { alice: user(alice), bob: user(bob), carol: user(carol) },
    // Each scenario sets it before it reads it.
    call: undefined as unknown as TeamsCall,
    log: [],
    stored: {},
    incomingCall: () => until(() => ringing.shift()),
    async connected(others = 1) {
      await until(() => api.call.state === 'Connected');
      await until(() => {
        const { remoteParticipants } = api.call;
        return (
          remoteParticipants.length === others &&
          remoteParticipants.every(({ state }) => state === 'Connected')
        );
      });
    },
    async ended() {
      await until(() => api.call.state === 'Disconnected');
      const { code, subCode } = await until(() => api.call.callEndReason);
      return `${code}/${subCode}`;
    },
    async camera() {
      const [first] = await devices.getCameras();
      if (!first) throw new Error('There is no camera.');
      return new sdk.LocalVideoStream(first);
    },
    remoteVideo: () =>
      until(() =>
        api.call.remoteParticipants
          .flatMap(({ videoStreams }) => videoStreams)
          .find(({ isAvailable }) => isAvailable),
      ),
    isMoving: (stream) => isMoving(sdk, until, stream),
    async clear() {
      const ignore = () => undefined;
      await Promise.all(agent.calls.map((call) => call.hangUp().catch(ignore)));
      await Promise.all(ringing.splice(0).map((incoming) => incoming.reject().catch(ignore)));
      Object.assign(api, { stored: {}, log: [] });
      const count = () => ({ ...openMedia(), calls: agent.calls.length, rings: ringing.length });
      // The caller decides what it means when something is left.
      await until(() => Object.values(count()).every((left) => left === 0)).catch(ignore);
      return count();
    },
  };
  globalThis.testApi = api;
}

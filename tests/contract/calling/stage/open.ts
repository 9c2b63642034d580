import type { TeamsCall } from '@azure/communication-calling';
import type { CommunicationTokenCredential } from '@azure/communication-common';
import { countOpen } from './count.ts';
import { moves, refusal, ringsOf, waiting } from './habits.ts';
import type { Opening, Sdk, Stage } from './stage.ts';
import { tellTouches } from './touch.ts';

async function credentialOf({ token, common }: Opening): Promise<CommunicationTokenCredential> {
  if (common) {
    const { AzureCommunicationTokenCredential } = (await import(
      /* @vite-ignore */ common
    )) as typeof import('@azure/communication-common');
    return new AzureCommunicationTokenCredential(token);
  }
  return {
    getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }),
    dispose: () => undefined,
  };
}

/** Opens this window's stage: an agent that is connected, with devices that may be used. */
export async function openStage(opening: Opening): Promise<void> {
  const left = opening.count ? countOpen() : () => ({ peers: 0, tracks: 0 });
  const real = (await import(/* @vite-ignore */ opening.module)) as Sdk;
  const sdk = opening.count ? tellTouches(real, opening.count, globalThis.touched) : real;
  const client = new sdk.CallClient();
  const devices = await client.getDeviceManager();
  await devices.askDevicePermission({ audio: true, video: true });
  const agent = await client.createTeamsCallAgent(await credentialOf(opening));
  const until = waiting(opening.patience);
  await until(() => agent.connectionState === 'Connected');
  const rings = ringsOf(agent);
  const { alice, bob, carol } = opening.ids;
  const person = (microsoftTeamsUserId: string) => ({ microsoftTeamsUserId });

  const stage: Stage = {
    sdk,
    client,
    agent,
    devices,
    until,
    refusal,
    threadId: opening.threadId,
    meetingLink: opening.meetingLink,
    people: { alice: person(alice), bob: person(bob), carol: person(carol) },
    // Nothing is asked of a call before there is one.
    call: undefined as unknown as TeamsCall,
    log: [],
    kept: {},
    ring: () => until(() => rings.shift()),
    async connected(others = 1) {
      await until(() => stage.call.state === 'Connected');
      await until(() => {
        const all = stage.call.remoteParticipants;
        return all.length === others && all.every(({ state }) => state === 'Connected');
      });
    },
    async ended() {
      await until(() => stage.call.state === 'Disconnected');
      const { code, subCode } = await until(() => stage.call.callEndReason);
      return `${code}/${subCode}`;
    },
    async camera() {
      const [first] = await devices.getCameras();
      if (!first) throw new Error('There is no camera.');
      return new sdk.LocalVideoStream(first);
    },
    picture: () =>
      until(() =>
        stage.call.remoteParticipants
          .flatMap(({ videoStreams }) => videoStreams)
          .find(({ isAvailable }) => isAvailable),
      ),
    moves: (stream) => moves(sdk, until, stream),
    async clear() {
      const ignore = () => undefined;
      await Promise.all(agent.calls.map((call) => call.hangUp().catch(ignore)));
      await Promise.all(rings.splice(0).map((ring) => ring.reject().catch(ignore)));
      Object.assign(stage, { kept: {}, log: [] });
      const all = () => ({ ...left(), calls: agent.calls.length, rings: rings.length });
      const nothing = () => Object.values(all()).every((count) => count === 0);
      // What is still there is told; whoever asked decides what it means.
      await until(nothing).catch(ignore);
      return all();
    },
  };
  globalThis.stage = stage;
}

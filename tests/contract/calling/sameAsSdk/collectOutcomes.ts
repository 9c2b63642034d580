import type { CallClient } from '@azure/communication-calling';
import { readOutcome, readEventOutcomes, readAsyncOutcome, type Outcomes } from './outcomes.ts';
import {
  collectCallOutcomes,
  collectEventOutcomes,
  collectLaterOutcomes,
  readNewCall,
} from './callOutcomes.ts';
import { collectDeviceOutcomes, collectStreamOutcomes } from './deviceOutcomes.ts';
import { aliceId, bobId, callee, createCredential, createMeetingLink, type Sdk } from './sdk.ts';

/** Like `readAsyncOutcome`, but if the action succeeds in creating an agent, the outcome is "agent" instead of "ok". */
const readAgentOutcome = async (action: () => Promise<unknown>): Promise<unknown> => {
  const outcome = await readAsyncOutcome(action);
  return outcome === 'ok' ? 'agent' : outcome;
};

/** Tries the parts of an SDK's public API that need no network. @returns the outcomes, grouped by subject. */
export async function collectOutcomes(sdk: Sdk): Promise<Record<string, Outcomes>> {
  const client: CallClient = new sdk.CallClient();
  const secondClient = new sdk.CallClient();
  const thirdClient = new sdk.CallClient();
  const manager = await client.getDeviceManager();
  const disposedClient = new sdk.CallClient();
  const createAgent = (owner: CallClient, oid: string) =>
    readAgentOutcome(() => owner.createTeamsCallAgent(createCredential(oid)));
  const agentPromise = client.createTeamsCallAgent(createCredential(aliceId));
  // These attempts start while the first agent is still waiting for its token.
  const [sameUser, otherPerson, otherClient] = await Promise.all([
    createAgent(client, aliceId),
    createAgent(client, bobId),
    createAgent(secondClient, aliceId),
  ]);
  const deviceOutcomes = await collectDeviceOutcomes(manager);
  const streamOutcomes = await collectStreamOutcomes(sdk, manager);
  const clientOutcomes = {
    callAgent: await readAsyncOutcome(() => thirdClient.createCallAgent(createCredential(bobId))),
    displayName: await readAsyncOutcome(() =>
      thirdClient.createTeamsCallAgent(createCredential(bobId), { displayName: 'x' }),
    ),
    noCredential: await readAsyncOutcome(() => thirdClient.createTeamsCallAgent(undefined as never)),
    callFeatureOfClient: readOutcome(() => client.feature(sdk.Features.RaiseHand as never)),
    dispose: [
      await readAsyncOutcome(() => disposedClient.dispose()),
      await readAsyncOutcome(() => disposedClient.dispose()),
    ],
    devicesOfDisposed: await readAsyncOutcome(() => disposedClient.getDeviceManager()),
    agentOfDisposed: await readAsyncOutcome(() =>
      disposedClient.createTeamsCallAgent(createCredential(bobId)),
    ),
  };
  const agent = await agentPromise;
  const [camera] = await manager.getCameras();
  const video = new sdk.LocalVideoStream(camera as never);
  const readJoinOutcome = (locator: unknown) => readOutcome(() => agent.join(locator as never));
  const call = agent.startCall(callee, { videoOptions: { localVideoStreams: [video] } });
  const startOutcomes = readNewCall(call, video);
  const joinOutcomes = {
    nothing: readJoinOutcome(undefined),
    empty: readJoinOutcome({}),
    text: readJoinOutcome('x'),
    link: readJoinOutcome({ meetingLink: 'https://example.com' }),
  };
  const meeting = agent.join({ meetingLink: createMeetingLink() });
  return {
    events: {
      DebugInfo: readEventOutcomes(
        client.feature(sdk.Features.DebugInfo),
        'isCallClientActiveInAnotherTabChanged',
      ),
      DeviceManager: readEventOutcomes(manager, 'videoDevicesUpdated'),
      TeamsCallAgent: readEventOutcomes(agent, 'incomingCall'),
      ...streamOutcomes.events,
      ...collectEventOutcomes(sdk, call),
    },
    devices: deviceOutcomes,
    streams: streamOutcomes.outcomes,
    start: startOutcomes,
    call: await collectCallOutcomes(sdk, call),
    later: await collectLaterOutcomes(sdk, call),
    meeting: {
      dialIn: readOutcome(() => meeting.feature(sdk.Features.TeamsMeetingAudioConferencing)),
    },
    joins: joinOutcomes,
    clients: clientOutcomes,
    agents: {
      whileCreating: { sameUser, otherPerson, otherClient },
      isSameAgent: (await client.createTeamsCallAgent(createCredential(aliceId))) === agent,
      otherPerson: await createAgent(client, bobId),
      isSameAgentInOtherClient:
        (await secondClient.createTeamsCallAgent(createCredential(aliceId))) === agent,
      otherPersonInOtherClient: await createAgent(secondClient, bobId),
      dispose: [await readAsyncOutcome(() => agent.dispose()), await readAsyncOutcome(() => agent.dispose())],
    },
  };
}

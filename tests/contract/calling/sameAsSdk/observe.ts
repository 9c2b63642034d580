import type { CallClient } from '@azure/communication-calling';
import { readAnswer, readEventAnswers, readAsyncAnswer, type Answers } from './answers.ts';
import { collectEventAnswers, collectCallAnswers, readNewCall } from './callAnswers.ts';
import { collectDeviceAnswers, collectStreamAnswers } from './deviceAnswers.ts';
import { aliceId, bobId, callee, createCredential, type Sdk } from './sdk.ts';

/** Does the same as `readAsyncAnswer` for an action that creates an agent. @returns "agent" if it succeeds. */
const readAgentAnswer = async (action: () => Promise<unknown>): Promise<unknown> => {
  const answer = await readAsyncAnswer(action);
  return answer === 'ok' ? 'agent' : answer;
};

/** Calls the parts of an SDK's public API that need no network. @returns the SDK's answers, by subject. */
export async function collectAnswers(sdk: Sdk): Promise<Record<string, Answers>> {
  const client: CallClient = new sdk.CallClient();
  const secondClient = new sdk.CallClient();
  const thirdClient = new sdk.CallClient();
  const manager = await client.getDeviceManager();
  const disposedClient = new sdk.CallClient();
  const createAgent = (owner: CallClient, oid: string) =>
    readAgentAnswer(() => owner.createTeamsCallAgent(createCredential(oid)));
  const agentPromise = client.createTeamsCallAgent(createCredential(aliceId));
  // These are created before the first agent has read its token.
  const [sameUser, otherPerson, otherClient] = await Promise.all([
    createAgent(client, aliceId),
    createAgent(client, bobId),
    createAgent(secondClient, aliceId),
  ]);
  const deviceAnswers = await collectDeviceAnswers(manager);
  const streamAnswers = await collectStreamAnswers(sdk, manager);
  const clientAnswers = {
    callAgent: await readAsyncAnswer(() => thirdClient.createCallAgent(createCredential(bobId))),
    displayName: await readAsyncAnswer(() =>
      thirdClient.createTeamsCallAgent(createCredential(bobId), { displayName: 'x' }),
    ),
    noCredential: await readAsyncAnswer(() => thirdClient.createTeamsCallAgent(undefined as never)),
    wrongFeature: readAnswer(() => client.feature(sdk.Features.RaiseHand as never)),
    dispose: [
      await readAsyncAnswer(() => disposedClient.dispose()),
      await readAsyncAnswer(() => disposedClient.dispose()),
    ],
    devicesOfDisposed: await readAsyncAnswer(() => disposedClient.getDeviceManager()),
    agentOfDisposed: await readAsyncAnswer(() =>
      disposedClient.createTeamsCallAgent(createCredential(bobId)),
    ),
  };
  const agent = await agentPromise;
  const [camera] = await manager.getCameras();
  const video = new sdk.LocalVideoStream(camera as never);
  const readJoinAnswer = (locator: unknown) => readAnswer(() => agent.join(locator as never));
  const call = agent.startCall(callee, { videoOptions: { localVideoStreams: [video] } });
  const startAnswers = readNewCall(call, video);
  const joinAnswers = {
    nothing: readJoinAnswer(undefined),
    empty: readJoinAnswer({}),
    text: readJoinAnswer('x'),
    link: readJoinAnswer({ meetingLink: 'https://example.com' }),
  };
  return {
    events: {
      DebugInfo: readEventAnswers(
        client.feature(sdk.Features.DebugInfo),
        'isCallClientActiveInAnotherTabChanged',
      ),
      DeviceManager: readEventAnswers(manager, 'videoDevicesUpdated'),
      TeamsCallAgent: readEventAnswers(agent, 'incomingCall'),
      ...streamAnswers.events,
      ...collectEventAnswers(sdk, call),
    },
    devices: deviceAnswers,
    streams: streamAnswers.answers,
    start: startAnswers,
    call: await collectCallAnswers(sdk, call),
    joins: joinAnswers,
    clients: clientAnswers,
    agents: {
      pending: { sameUser, otherPerson, otherClient },
      same: (await client.createTeamsCallAgent(createCredential(aliceId))) === agent,
      otherPerson: await createAgent(client, bobId),
      otherClient: (await secondClient.createTeamsCallAgent(createCredential(aliceId))) === agent,
      otherClientBound: await createAgent(secondClient, bobId),
      dispose: [await readAsyncAnswer(() => agent.dispose()), await readAsyncAnswer(() => agent.dispose())],
    },
  };
}

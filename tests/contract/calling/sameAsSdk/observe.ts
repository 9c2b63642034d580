import type { CallClient } from '@azure/communication-calling';
import { answerOf, eventAnswers, laterAnswerOf, type Answers } from './answers.ts';
import { observeCallEvents, observeCallMethods, readNewCall } from './observeCall.ts';
import { observeDevices, observeStreams } from './observeDevices.ts';
import { alice, bob, callee, credentialOf, type Sdk } from './sdk.ts';

/** As `laterAnswerOf`, for a function that creates an agent. @returns "agent" when it does. */
const laterAgentOf = async (act: () => Promise<unknown>): Promise<unknown> => {
  const answer = await laterAnswerOf(act);
  return answer === 'ok' ? 'agent' : answer;
};

/** Calls the parts of a module's public API that need no network. @returns how the module answered, by subject. */
export async function observe(sdk: Sdk): Promise<Record<string, Answers>> {
  const client: CallClient = new sdk.CallClient();
  const second = new sdk.CallClient();
  const third = new sdk.CallClient();
  const manager = await client.getDeviceManager();
  const disposed = new sdk.CallClient();
  const createAgent = (from: CallClient, oid: string) =>
    laterAgentOf(() => from.createTeamsCallAgent(credentialOf(oid)));
  const agentPromise = client.createTeamsCallAgent(credentialOf(alice));
  // These are created before the first agent has read its token.
  const [same, otherPerson, otherClient] = await Promise.all([
    createAgent(client, alice),
    createAgent(client, bob),
    createAgent(second, alice),
  ]);
  const ofDevices = await observeDevices(manager);
  const ofStreams = await observeStreams(sdk, manager);
  const refused = {
    callAgent: await laterAnswerOf(() => third.createCallAgent(credentialOf(bob))),
    displayName: await laterAnswerOf(() =>
      third.createTeamsCallAgent(credentialOf(bob), { displayName: 'x' }),
    ),
    noCredential: await laterAnswerOf(() => third.createTeamsCallAgent(undefined as never)),
    wrongFeature: answerOf(() => client.feature(sdk.Features.RaiseHand as never)),
    dispose: [await laterAnswerOf(() => disposed.dispose()), await laterAnswerOf(() => disposed.dispose())],
    devicesOfDisposed: await laterAnswerOf(() => disposed.getDeviceManager()),
    agentOfDisposed: await laterAnswerOf(() => disposed.createTeamsCallAgent(credentialOf(bob))),
  };
  const agent = await agentPromise;
  const [camera] = await manager.getCameras();
  const video = new sdk.LocalVideoStream(camera as never);
  const join = (locator: unknown) => answerOf(() => agent.join(locator as never));
  const call = agent.startCall(callee, { videoOptions: { localVideoStreams: [video] } });
  const start = readNewCall(call, video);
  const joins = {
    nothing: join(undefined),
    empty: join({}),
    text: join('x'),
    link: join({ meetingLink: 'https://example.com' }),
  };
  return {
    events: {
      DebugInfo: eventAnswers(
        client.feature(sdk.Features.DebugInfo),
        'isCallClientActiveInAnotherTabChanged',
      ),
      DeviceManager: eventAnswers(manager, 'videoDevicesUpdated'),
      TeamsCallAgent: eventAnswers(agent, 'incomingCall'),
      ...ofStreams.events,
      ...observeCallEvents(sdk, call),
    },
    devices: ofDevices,
    streams: ofStreams.answers,
    start,
    call: await observeCallMethods(sdk, call),
    joins,
    clients: refused,
    agents: {
      pending: { same, otherPerson, otherClient },
      same: (await client.createTeamsCallAgent(credentialOf(alice))) === agent,
      otherPerson: await createAgent(client, bob),
      otherClient: (await second.createTeamsCallAgent(credentialOf(alice))) === agent,
      otherClientBound: await createAgent(second, bob),
      dispose: [await laterAnswerOf(() => agent.dispose()), await laterAnswerOf(() => agent.dispose())],
    },
  };
}

import type { Call, CallAgent, CallClient } from '@azure/communication-calling';
import { collectCallOutcomes, collectLaterOutcomes, readNewCall } from './callOutcomes.ts';
import type { SdkNames } from './collectOutcomes.ts';
import { collectMemberOutcomes, listCallObjects, listFeatures } from './members.ts';
import { readAsyncOutcome, readAsyncOutcomes, readOutcome, type Outcomes } from './outcomes.ts';
import { acsIds, bobId, createAcsCredential, createCredential, createMeetingLink, type Sdk } from './sdk.ts';

const phone = { phoneNumber: '+14255550100' };
const ben = { communicationUserId: acsIds.ben };
/** The features whose objects belong to no call, and the one that Microsoft's SDK refuses before a meeting is joined. */
const otherFeatures = new Set(['AudioEffects', 'VideoEffects', 'TeamsMeetingAudioConferencing']);

/** Like `collectOutcomes`, for users of Communication Services (ACS users). */
export async function collectAcsOutcomes(sdk: Sdk, names: SdkNames) {
  const [client, secondClient, thirdClient] = [
    new sdk.CallClient(),
    new sdk.CallClient(),
    new sdk.CallClient(),
  ];
  /** The outcome is "agent" instead of "ok" if there is an agent. */
  const createAgent = async (owner: CallClient, rawId: string) => {
    const outcome = await readAsyncOutcome(() => owner.createCallAgent(createAcsCredential(rawId)));
    return outcome === 'ok' ? 'agent' : outcome;
  };
  const agentPromise = client.createCallAgent(createAcsCredential(acsIds.ann), { displayName: 'Ann' });
  // These attempts start while the first agent is still waiting for its token.
  const whileCreating = await Promise.all([
    createAgent(client, acsIds.ann),
    createAgent(client, acsIds.ben),
    createAgent(secondClient, acsIds.ann),
  ]);
  const acsClients = await readAsyncOutcomes({
    teamsToken: () => thirdClient.createCallAgent(createCredential(bobId)),
    teamsAgent: () => thirdClient.createTeamsCallAgent(createAcsCredential(acsIds.ben)),
    chatToken: () => thirdClient.createCallAgent(createAcsCredential(acsIds.ben, 'chat')),
    noScope: () => thirdClient.createCallAgent(createAcsCredential(acsIds.ben, null)),
    noCredential: () => thirdClient.createCallAgent(undefined as never),
    longName: () =>
      thirdClient.createCallAgent(createAcsCredential(acsIds.ben), { displayName: 'x'.repeat(300) }),
  });
  const agent = await agentPromise;
  const [camera] = await (await client.getDeviceManager()).getCameras();
  if (!camera) throw new Error('The browser has no fake camera.');
  const video = new sdk.LocalVideoStream(camera);
  const call = agent.startCall([ben], { videoOptions: { localVideoStreams: [video] } });
  const acsStart = readNewCall(call, video);
  const features = Object.entries(names.features).filter(([name]) => !otherFeatures.has(name));
  const objects = {
    CallAgent: agent,
    Call: call,
    CallInfo: call.info,
    ...listCallObjects(sdk, call),
    ...listFeatures(sdk, features, { callApiCtor: call, callClientApiCtor: client }),
  };
  // The name is of the captions of Teams users. ACS users alone have other captions, without languages to choose.
  const comparedObjects = Object.fromEntries(
    Object.entries(objects).filter(([typeName]) => typeName !== 'TeamsCaptions'),
  );
  const { captionLanguage: __, ...acsCall } = await collectCallOutcomes(sdk, call);
  return {
    acsTypes: collectMemberOutcomes(comparedObjects, names.types),
    acsStart,
    acsStarts: tryStarts(sdk, agent),
    acsJoins: tryJoins(sdk, agent),
    acsCall,
    acsLater: await collectLaterOutcomes(sdk, call, ben),
    acsClients,
    acsAgents: {
      whileCreating,
      kinds: [agent.kind, call.kind, agent.displayName, 'isEmergencyCall' in call],
      push: await tryPush(agent),
      isSameAgent: await readAsyncOutcome(
        async () => (await client.createCallAgent(createAcsCredential(acsIds.ann))) === agent,
      ),
      otherUser: await createAgent(client, acsIds.ben),
      teamsUser: await readAsyncOutcome(() => client.createTeamsCallAgent(createCredential(bobId))),
      isSameAgentInOtherClient: await readAsyncOutcome(
        async () => (await secondClient.createCallAgent(createAcsCredential(acsIds.ann))) === agent,
      ),
      dispose: [await readAsyncOutcome(() => agent.dispose()), await readAsyncOutcome(() => agent.dispose())],
      startAfterDisposal: readOutcome(() => agent.startCall([ben])),
    },
  } satisfies Record<string, Outcomes>;
}

/** @returns what an app reads of a new call. The call ends at once, because many calls together would slow the page down. */
function describeNewCall({ Features }: Sdk, call: Call): string {
  const { state, direction, info, remoteParticipants } = call;
  const { kind } = call.feature(Features.Captions).captions;
  const text = [state, direction, info.groupId, remoteParticipants.length, kind].join();
  call.hangUp().catch(() => undefined);
  return text;
}

function tryStarts(sdk: Sdk, agent: CallAgent): Outcomes {
  const start = (...args: unknown[]) =>
    readOutcome(() => describeNewCall(sdk, (agent.startCall as (...args: unknown[]) => Call)(...args)));
  return {
    nothing: start(undefined),
    nobody: start([]),
    noList: start(ben),
    missing: start([undefined]),
    text: start(['8:acs:x_y']),
    self: start([{ communicationUserId: acsIds.ann }]),
    twice: start([ben, ben]),
    two: start([ben, { communicationUserId: acsIds.cid }]),
    teamsUser: start([{ microsoftTeamsUserId: bobId }]),
    mixed: start([ben, { microsoftTeamsUserId: bobId }]),
    voiceApplication: start([{ teamsAppId: bobId, cloud: 'public' }]),
    phone: start([phone]),
    phoneByNumber: start([phone], { alternateCallerId: phone }),
    phoneByText: start([phone], { alternateCallerId: 'x' }),
    phoneByUser: start([phone], { alternateCallerId: ben }),
  };
}

function tryJoins(sdk: Sdk, agent: CallAgent): Outcomes {
  const join = (locator: unknown) => readOutcome(() => describeNewCall(sdk, agent.join(locator as never)));
  return {
    joins: [undefined, {}, 'x', { groupId: '' }, { groupId: 5 }, { roomId: '' }].map(join),
    group: join({ groupId: '5f1d0000-0000-4000-8000-0000000000f5' }),
    anyText: join({ groupId: 'any text' }),
    link: join({ meetingLink: createMeetingLink() }),
    badLink: join({ meetingLink: 'https://example.com' }),
    id: join({ meetingId: '201 000 000 001', passcode: 'x' }),
  };
}

/** @returns which methods for push notifications there are, and how the agent answers to notifications. */
async function tryPush(agent: CallAgent): Promise<unknown[]> {
  const untyped = agent as unknown as { handlePushNotification(notification: unknown): unknown };
  const methods = ['registerPushNotification', 'unregisterPushNotification', 'handlePushNotification'];
  const answers = [undefined, {}, 'x'].map((notification) =>
    readAsyncOutcome(() => untyped.handlePushNotification(notification)),
  );
  return [...methods.map((name) => name in agent), ...(await Promise.all(answers))];
}

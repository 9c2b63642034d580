import type { CallClient } from '@azure/communication-calling';
import { collectAcsOutcomes } from './collectAcsOutcomes.ts';
import { collectCallOutcomes, collectLaterOutcomes, readNewCall } from './callOutcomes.ts';
import { collectDeviceOutcomes, collectStreamOutcomes } from './deviceOutcomes.ts';
import {
  collectExports,
  collectMemberOutcomes,
  createMediaObjects,
  listCallObjects,
  listFeatures,
  type TypeNames,
} from './members.ts';
import { readAsyncOutcome, readAsyncOutcomes, readOutcome, type Outcomes } from './outcomes.ts';
import { aliceId, bobId, callee, createCredential, createMeetingLink, type Sdk } from './sdk.ts';

/** The names of what `collectOutcomes` reads, because the types of the SDK do not exist in a page. */
export interface SdkNames {
  /** All types with methods. Those of which a page without a network has no object are not compared. */
  readonly types: Readonly<Record<string, TypeNames>>;
  /** Maps each entry of `Features` to the type of its feature. */
  readonly features: Readonly<Record<string, string>>;
  /** The names that the drop-in SDK's module exports. */
  readonly exports: readonly string[];
}

/** Tries the parts of an SDK's public API that need no network. @returns the outcomes, grouped by subject. */
export async function collectOutcomes(sdk: Sdk, names: SdkNames) {
  const acsOutcomes = collectAcsOutcomes(sdk, names);
  const client = new sdk.CallClient();
  const secondClient = new sdk.CallClient();
  const thirdClient = new sdk.CallClient();
  const disposedClient = new sdk.CallClient();
  const manager = await client.getDeviceManager();
  /** The outcome is "agent" instead of "ok" if there is an agent. */
  const createAgent = async (owner: CallClient, oid: string) => {
    const outcome = await readAsyncOutcome(() => owner.createTeamsCallAgent(createCredential(oid)));
    return outcome === 'ok' ? 'agent' : outcome;
  };
  const agentPromise = client.createTeamsCallAgent(createCredential(aliceId));
  // These attempts start while the first agent is still waiting for its token.
  const whileCreating = await Promise.all([
    createAgent(client, aliceId),
    createAgent(client, bobId),
    createAgent(secondClient, aliceId),
  ]);
  const devices = await collectDeviceOutcomes(manager);
  const streams = await collectStreamOutcomes(sdk, manager);
  const clients = await readAsyncOutcomes({
    callAgent: () => thirdClient.createCallAgent(createCredential(bobId)),
    displayName: () => thirdClient.createTeamsCallAgent(createCredential(bobId), { displayName: 'x' }),
    noCredential: () => thirdClient.createTeamsCallAgent(undefined as never),
    callFeatureOfClient: () => client.feature(sdk.Features.RaiseHand as never),
    dispose: () => disposedClient.dispose(),
    disposeAgain: () => disposedClient.dispose(),
    devicesOfDisposed: () => disposedClient.getDeviceManager(),
    agentOfDisposed: () => disposedClient.createTeamsCallAgent(createCredential(bobId)),
  });
  const agent = await agentPromise;
  const mediaObjects = await createMediaObjects(sdk, manager);
  const video = mediaObjects.LocalVideoStream;
  const call = agent.startCall(callee, { videoOptions: { localVideoStreams: [video] } });
  const start = readNewCall(call, video);
  const joins = [undefined, {}, 'x', { meetingLink: 'https://example.com' }].map((locator) =>
    readOutcome(() => agent.join(locator as never)),
  );
  const meeting = agent.join({ meetingLink: createMeetingLink() });
  // Before a meeting is joined, Microsoft's SDK refuses this feature.
  const comparedFeatures = Object.entries(names.features).filter(
    ([name]) => name !== 'TeamsMeetingAudioConferencing',
  );
  const featureOwners = {
    callApiCtor: call,
    callClientApiCtor: client,
    videoStreamApiCtor: video,
    audioStreamApiCtor: mediaObjects.LocalAudioStream,
  };
  const objects = {
    CallClient: client,
    DeviceManager: manager,
    TeamsCallAgent: agent,
    ...mediaObjects,
    TeamsCall: call,
    TeamsCallInfo: call.info,
    ...listCallObjects(sdk, call),
    ...listFeatures(sdk, comparedFeatures, featureOwners),
  };
  return {
    types: collectMemberOutcomes(objects, names.types),
    exported: collectExports(sdk, names.exports, Object.keys(names.features)),
    devices,
    streams,
    start,
    call: await collectCallOutcomes(sdk, call),
    later: await collectLaterOutcomes(sdk, call),
    meeting: { dialIn: readOutcome(() => meeting.feature(sdk.Features.TeamsMeetingAudioConferencing)) },
    joins: { joins },
    clients,
    ...(await acsOutcomes),
    agents: {
      whileCreating,
      isSameAgent: (await client.createTeamsCallAgent(createCredential(aliceId))) === agent,
      otherPerson: await createAgent(client, bobId),
      isSameAgentInOtherClient:
        (await secondClient.createTeamsCallAgent(createCredential(aliceId))) === agent,
      otherPersonInOtherClient: await createAgent(secondClient, bobId),
      dispose: [await readAsyncOutcome(() => agent.dispose()), await readAsyncOutcome(() => agent.dispose())],
    },
  } satisfies Record<string, Outcomes>;
}

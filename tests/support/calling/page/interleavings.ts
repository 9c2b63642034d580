import type { LocalVideoStream, TeamsCall } from '@azure/communication-calling';
import { createRandom, type Random } from '../../random.ts';
import { EventChecks } from './eventChecks.ts';
import type { watchOpenMedia } from './openMedia.ts';
import type { Sdk } from './sdk.ts';
import { createCredential, createWaitUntil, pause, trackIncomingCalls } from './tools.ts';

/** The first name of each endpoint's user. Bob has two endpoints. */
const endpoints = ['alice', 'bob', 'bob', 'carol'];
/** Few actions are enough, because two or three actions can already interfere with each other. */
const actionsPerInterleaving = 12;
const threadId = '19:orders@thread.v2';

type UserEndpoint = Awaited<ReturnType<typeof signInEndpoint>>;

/**
 * Signs in one endpoint (agent connection) of a user. The drop-in SDK (the emulator's replacement for Microsoft's Calling SDK)
 * creates only one agent for each user, so every endpoint loads a copy of the SDK's module.
 */
async function signInEndpoint(person: string, index: number, objectIds: Readonly<Record<string, string>>) {
  // The query makes the browser load another copy of the module.
  const sdk = (await import(/* @vite-ignore */ `${location.origin}/calling.js?${index}`)) as Sdk;
  const client = new sdk.CallClient();
  const [camera] = await (await client.getDeviceManager()).getCameras();
  if (!camera) throw new Error('There is no camera.');
  const agent = await client.createTeamsCallAgent(createCredential(() => objectIds[person] ?? ''));
  return {
    name: `${person}${index}`,
    sdk,
    agent,
    incomingCalls: trackIncomingCalls(agent),
    /** The users whom this endpoint may call. */
    people: [...new Set(endpoints)].map((name) => ({ microsoftTeamsUserId: objectIds[name] ?? '' })),
    createCameraStream: () => new sdk.LocalVideoStream(camera),
  };
}

/**
 * Signs in all endpoints in this page.
 * @returns a function that runs one interleaving: random actions of random users, after which all users leave their calls. The
 *   function returns what went wrong, and the actions in order, each as `<user> <action>`.
 */
export async function setUpInterleavings(
  objectIds: Readonly<Record<string, string>>,
  openMedia: ReturnType<typeof watchOpenMedia>,
) {
  const checks = new EventChecks();
  const users = await Promise.all(endpoints.map((name, index) => signInEndpoint(name, index, objectIds)));
  for (const { name, agent } of users) checks.watchAgent(name, agent);
  const countOpen = () => ({
    peers: openMedia.listConnections().length,
    tracks: openMedia.listTracks().length,
    sounds: document.querySelectorAll('audio').length,
    calls: users.flatMap(({ agent }) => agent.calls).length,
    rings: users.flatMap(({ incomingCalls }) => incomingCalls).length,
  });
  const runAction = async (name: string, run: () => unknown) => {
    try {
      await run();
    } catch (error) {
      // The SDK may refuse an action. No other error may be thrown.
      if ((error as Error).name !== 'CallingCommunicationError')
        checks.problems.push(`${name}: ${String(error)}`);
    }
  };
  return async (seed: number) => {
    const random = createRandom(seed);
    const log: string[] = [];
    const results: Promise<void>[] = [];
    for (let count = 0; count < actionsPerInterleaving; count++) {
      const user = random.pick(users);
      const { name, run } = chooseAction(user, random);
      log.push(`${user.name} ${name}`);
      results.push(runAction(name, run));
      await pause(random.pick([0, 0, 5, 20, 80, 150]));
    }
    await Promise.all(results);
    await leaveAll(users);
    const isNothingLeft = () => Object.values(countOpen()).every((count) => count === 0);
    await createWaitUntil(8_000)(isNothingLeft).catch(() =>
      checks.problems.push(`still open after all users left: ${JSON.stringify(countOpen())}`),
    );
    return { seed, problems: checks.problems.splice(0), log };
  };
}

const establishedStates = new Set<string>(['Connected', 'LocalHold', 'RemoteHold']);

interface ActionContext {
  readonly user: UserEndpoint;
  readonly call: TeamsCall;
  readonly random: Random;
}

/** The actions that a user may try in a call of any state. The SDK refuses some of them. */
const callActions: Record<string, (context: ActionContext) => Promise<unknown> | void> = {
  hangUp: ({ call }) => call.hangUp(),
  hangUpForAll: ({ call }) => call.hangUp({ forEveryone: true }),
  hold: ({ call }) => call.hold(),
  resume: ({ call }) => call.resume(),
  mute: ({ call }) => (call.isMuted ? call.unmute() : call.mute()),
  add: ({ user, call, random }) => void call.addParticipant(random.pick(user.people), { threadId }),
  remove: ({ user, call, random }) => call.removeParticipant(random.pick(user.people)),
  transfer({ user, call, random }) {
    const feature = call.feature(user.sdk.Features.Transfer);
    const otherCall = user.agent.calls.find(
      (candidate) => candidate !== call && establishedStates.has(candidate.state),
    );
    if (otherCall && random.chance(0.6)) feature.transfer({ targetCallId: otherCall.id });
    else feature.transfer({ targetParticipant: random.pick(user.people) });
  },
  video: ({ user, call }) =>
    call.localVideoStreams.length > 0
      ? call.stopVideo(call.localVideoStreams[0] as LocalVideoStream)
      : call.startVideo(user.createCameraStream()),
  // The published type says that every call has a lobby; only meetings do.
  admitAll: ({ call }) => (call.lobby as typeof call.lobby | undefined)?.admitAll(),
};

/** The actions in an established call. A name that is listed several times is picked more often. */
const actionsInEstablishedCall =
  'hold hold hold resume mute video admitAll add add remove transfer transfer hangUp hangUpForAll'.split(' ');

/** Chooses a random action of a user. */
function chooseAction(user: UserEndpoint, random: Random): { name: string; run: () => unknown } {
  const [incomingCall] = user.incomingCalls;
  const { calls } = user.agent;
  if (incomingCall && random.chance(0.6)) {
    user.incomingCalls.shift();
    return random.chance(0.8)
      ? { name: 'accept', run: () => incomingCall.accept() }
      : { name: 'reject', run: () => incomingCall.reject() };
  }
  if (calls.length > 0 && random.chance(0.85)) {
    const call = random.pick(calls);
    const isEstablished = establishedStates.has(call.state);
    const name = random.pick(isEstablished ? actionsInEstablishedCall : Object.keys(callActions));
    return { name, run: () => callActions[name]?.({ user, call, random }) };
  }
  if (calls.length > 1) return { name: 'nothing', run: () => undefined };
  return { name: 'call', run: () => placeCall(user, random) };
}

function placeCall({ agent, people }: UserEndpoint, random: Random): void {
  const meetingName = random.pick(['OpenHouse', 'WithLobby']);
  const meetingLink = `https://teams.microsoft.com/l/meetup-join/19%3Ameeting_${meetingName}%40thread.v2/0`;
  if (random.chance(0.2)) agent.join({ meetingLink });
  else if (random.chance(0.25)) agent.startCall([...people], { threadId });
  else agent.startCall(random.pick(people));
}

/**
 * Hangs up all calls, again and again, until three rounds in a row find no call. One round is not enough, because a transfer or
 * an incoming call may reach a user who has just hung up.
 */
async function leaveAll(users: readonly UserEndpoint[]): Promise<void> {
  const isAnyUserBusy = () =>
    users.some(({ agent, incomingCalls }) => agent.calls.length > 0 || incomingCalls.length > 0);
  for (let quietRounds = 0, rounds = 0; quietRounds < 3 && rounds < 100; rounds++) {
    quietRounds = isAnyUserBusy() ? 0 : quietRounds + 1;
    for (const { agent, incomingCalls } of users) {
      // A call that refuses this command has already ended.
      for (const incomingCall of incomingCalls.splice(0)) void incomingCall.reject().catch(() => undefined);
      for (const call of agent.calls) void call.hangUp().catch(() => undefined);
    }
    await pause(20);
  }
}

import type {
  LocalVideoStream,
  TeamsCall,
  TeamsCallAgent,
  TeamsIncomingCall,
} from '@azure/communication-calling';
import type { MicrosoftTeamsUserIdentifier } from '@azure/communication-common';
import type { Random } from '../../../random.ts';
import type { Sdk } from '../sdk.ts';

/**
 * One endpoint (agent connection) of a user. The emulator's Calling SDK creates only one agent for each user, so
 * every endpoint loads a copy of the SDK's module.
 */
export interface UserEndpoint {
  /** The user's first name and the index of the endpoint, for example `bob1`. */
  readonly name: string;
  readonly sdk: Sdk;
  readonly agent: TeamsCallAgent;
  readonly incomingCalls: TeamsIncomingCall[];
  /** The users whom this endpoint may call. */
  readonly people: readonly MicrosoftTeamsUserIdentifier[];
  readonly threadId: string;
  readonly meetingLinks: readonly string[];
  createCameraStream(): LocalVideoStream;
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
  add: ({ user, call, random }) =>
    void call.addParticipant(random.pick(user.people), { threadId: user.threadId }),
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

/** Starts a random action of a user. @returns its name, and a promise that rejects if the SDK refuses the action. */
export function startRandomAction(
  user: UserEndpoint,
  random: Random,
): { action: string; completion: Promise<unknown> } {
  const [incomingCall] = user.incomingCalls;
  const { calls } = user.agent;
  if (incomingCall && random.chance(0.6)) {
    user.incomingCalls.shift();
    return random.chance(0.8)
      ? { action: 'accept', completion: incomingCall.accept() }
      : { action: 'reject', completion: incomingCall.reject() };
  }
  if (calls.length > 0 && random.chance(0.85)) {
    const call = random.pick(calls);
    const action = random.pick(
      establishedStates.has(call.state) ? actionsInEstablishedCall : Object.keys(callActions),
    );
    // An async function turns an error that the action throws at once into a rejection.
    return { action, completion: (async () => callActions[action]?.({ user, call, random }))() };
  }
  if (calls.length > 1) return { action: 'nothing', completion: Promise.resolve() };
  return { action: 'call', completion: (async () => placeCall(user, random))() };
}

function placeCall({ agent, people, threadId, meetingLinks }: UserEndpoint, random: Random): void {
  if (random.chance(0.2)) agent.join({ meetingLink: random.pick(meetingLinks) });
  else if (random.chance(0.25)) agent.startCall([...people], { threadId });
  else agent.startCall(random.pick(people));
}

import type { LocalVideoStream, TeamsCall } from '@azure/communication-calling';
import type { Random } from '../../../support/random.ts';
import type { User } from './users.ts';

const connectedStates = new Set<string>(['Connected', 'LocalHold', 'RemoteHold']);

interface CallAction {
  readonly user: User;
  readonly call: TeamsCall;
  readonly random: Random;
}

/** What a user may do in a call, whatever its state. */
const callActions: Record<string, (action: CallAction) => Promise<unknown> | void> = {
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
    const other = user.agent.calls.find((one) => one !== call && connectedStates.has(one.state));
    if (other && random.chance(0.6)) feature.transfer({ targetCallId: other.id });
    else feature.transfer({ targetParticipant: random.pick(user.people) });
  },
  video: ({ user, call }) =>
    call.localVideoStreams.length > 0
      ? call.stopVideo(call.localVideoStreams[0] as LocalVideoStream)
      : call.startVideo(user.camera()),
  // The published type says that every call has a lobby; only meetings do.
  admitAll: ({ call }) => (call.lobby as typeof call.lobby | undefined)?.admitAll(),
};

/** What a user does in a connected call: more often the actions that interfere with each other. */
const connectedActions =
  'hold hold hold resume mute video admitAll add add remove transfer transfer hangUp hangUpForAll'.split(' ');

/** A user does something at random. @returns its name and its result, which may be a refusal by the SDK. */
export function actAtRandom(user: User, random: Random): { action: string; done: Promise<unknown> } {
  const [incoming] = user.incomingCalls;
  const { calls } = user.agent;
  if (incoming && random.chance(0.6)) {
    user.incomingCalls.shift();
    return random.chance(0.8)
      ? { action: 'accept', done: incoming.accept() }
      : { action: 'reject', done: incoming.reject() };
  }
  if (calls.length > 0 && random.chance(0.85)) {
    const call = random.pick(calls);
    const action = random.pick(connectedStates.has(call.state) ? connectedActions : Object.keys(callActions));
    return { action, done: (async () => callActions[action]?.({ user, call, random }))() };
  }
  if (calls.length > 1) return { action: 'nothing', done: Promise.resolve() };
  return { action: 'call', done: (async () => placeCall(user, random))() };
}

function placeCall({ agent, people, threadId, meetingLinks }: User, random: Random): void {
  if (random.chance(0.2)) agent.join({ meetingLink: random.pick(meetingLinks) });
  else if (random.chance(0.25)) agent.startCall([...people], { threadId });
  else agent.startCall(random.pick(people));
}

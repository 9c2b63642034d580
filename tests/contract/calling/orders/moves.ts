import type { LocalVideoStream, TeamsCall } from '@azure/communication-calling';
import type { Random } from '../../../support/random.ts';
import type { Player } from './players.ts';

const talking = new Set<string>(['Connected', 'LocalHold', 'RemoteHold']);

interface Turn {
  readonly player: Player;
  readonly call: TeamsCall;
  readonly random: Random;
}

/** What somebody may do in a call, whatever its state. */
const inCall: Record<string, (turn: Turn) => Promise<unknown> | void> = {
  hangUp: ({ call }) => call.hangUp(),
  hangUpForAll: ({ call }) => call.hangUp({ forEveryone: true }),
  hold: ({ call }) => call.hold(),
  resume: ({ call }) => call.resume(),
  mute: ({ call }) => (call.isMuted ? call.unmute() : call.mute()),
  add: ({ player, call, random }) =>
    void call.addParticipant(random.pick(player.people), { threadId: player.threadId }),
  remove: ({ player, call, random }) => call.removeParticipant(random.pick(player.people)),
  transfer({ player, call, random }) {
    const feature = call.feature(player.sdk.Features.Transfer);
    const other = player.agent.calls.find((one) => one !== call && talking.has(one.state));
    if (other && random.chance(0.6)) feature.transfer({ targetCallId: other.id });
    else feature.transfer({ targetParticipant: random.pick(player.people) });
  },
  video: ({ player, call }) =>
    call.localVideoStreams.length > 0
      ? call.stopVideo(call.localVideoStreams[0] as LocalVideoStream)
      : call.startVideo(player.camera()),
  // The published type says that there is a lobby everywhere; there is one in meetings.
  admitAll: ({ call }) => (call.lobby as typeof call.lobby | undefined)?.admitAll(),
};

/** What is done in a call that people talk in: more of what gets into each other's way. */
const whileTalking =
  'hold hold hold resume mute video admitAll add add remove transfer transfer hangUp hangUpForAll'.split(' ');

/** Somebody does something. @returns what came of it, which may be a refusal by the SDK. */
export function act(player: Player, random: Random): { what: string; done: Promise<unknown> } {
  const [ring] = player.rings;
  const { calls } = player.agent;
  if (ring && random.chance(0.6)) {
    player.rings.shift();
    return random.chance(0.8)
      ? { what: 'accept', done: ring.accept() }
      : { what: 'reject', done: ring.reject() };
  }
  if (calls.length > 0 && random.chance(0.85)) {
    const call = random.pick(calls);
    const what = random.pick(talking.has(call.state) ? whileTalking : Object.keys(inCall));
    return { what, done: (async () => inCall[what]?.({ player, call, random }))() };
  }
  if (calls.length > 1) return { what: 'nothing', done: Promise.resolve() };
  return { what: 'begin', done: (async () => begin(player, random))() };
}

function begin({ agent, people, threadId, meetingLinks }: Player, random: Random): void {
  if (random.chance(0.2)) agent.join({ meetingLink: random.pick(meetingLinks) });
  else if (random.chance(0.25)) agent.startCall([...people], { threadId });
  else agent.startCall(random.pick(people));
}

import type { Call, Participant } from '../../src/emulator/controls/views.ts';
import type { Screen } from '../support/app/screen.ts';
import { isNamedIn } from './knownCalls.ts';
import type { Person, Tab } from './person.ts';

/** A broken invariant: a fact that must always be true, and is not. */
export interface Breach {
  /** The fact that is wrong, for example that more than one call is audible. */
  readonly what: string;
  /** Milliseconds for which the breach may last while a command takes effect. */
  readonly graceMs: number;
  readonly detail: string;
}

/** A microphone with at most this sound energy is silent. A beep of the fake microphone has far more energy. */
const maxSilentEnergy = 1e-6;

type OwnsParticipant = (participant: Participant) => boolean;

/** What the signalling server knows, and what the user has done. */
interface ServerView {
  readonly calls: readonly Call[];
  /** The ids of the agents that have a connection to the server. Of others, the server has only old knowledge. */
  readonly connectedAgents: ReadonlySet<string>;
  /**
   * Whether the user has pressed something since the previous check. If so, a call may have been audible between the two
   * checks.
   */
  readonly hasActed: boolean;
  /** Whether the other participant of the call on the screen has pressed something since then. */
  readonly hasOtherActed: boolean;
}

/** Whether a participant is the page of this tab. A page has an endpoint for each agent that it has had. */
const createTabOwner =
  (tab: Tab, connectedAgents: ReadonlySet<string>): OwnsParticipant =>
  ({ agent }) =>
    agent !== null && tab.endpoints.includes(agent) && connectedAgents.has(agent);

/** Finds the calls in which the user can hear and be heard, according to the emulator's signalling server. */
const findAudible = (owns: OwnsParticipant, calls: readonly Call[]): { call: Call; own: Participant }[] =>
  calls.flatMap((call) =>
    call.participants
      .filter((own) => {
        // `media` says what produces the participant's sound. A voicemail has the UPN of the user whom it represents, but no page.
        const isJoined = owns(own) && own.presence === 'Joined' && own.media === 'page' && !own.state.hold;
        // If all other participants hold the call, nobody hears the user.
        return (
          isJoined &&
          call.participants.some((other) => other !== own && other.presence === 'Joined' && !other.state.hold)
        );
      })
      .map((own) => ({ call, own })),
  );

const describeCalls = (audible: readonly { call: Call }[]): string =>
  audible
    .map(({ call: { kind, participants } }) =>
      kind === 'meeting' ? 'a meeting' : participants.map(({ name }) => name).join(' and '),
    )
    .join('; ');

/** Checks what must be true over all tabs of a person. */
export function checkPerson(
  { upn }: Person,
  calls: readonly Call[],
  connectedAgents: ReadonlySet<string>,
): Breach[] {
  const owns: OwnsParticipant = ({ user, agent }) => user === upn && connectedAgents.has(agent ?? '');
  const audible = findAudible(owns, calls);
  return audible.length > 1
    ? [{ what: 'more than one call is audible', graceMs: 1_500, detail: describeCalls(audible) }]
    : [];
}

/**
 * Whether the tab has a call with a bot, whose sound the page also sends. Sent sound then does not prove an open microphone. The
 * call may belong to an agent that was disconnected for good: its calls go on.
 */
const playsBot = ({ endpoints }: Tab, calls: readonly Call[]): boolean =>
  calls.some(
    ({ participants }) =>
      participants.some(({ agent }) => agent !== null && endpoints.includes(agent)) &&
      participants.some(({ media }) => media === 'echo' || media === 'phone' || media === 'voicemail'),
  );

/**
 * Compares the screen of one tab with the calls of the signalling server, and with the media that the page holds open.
 * @param lastScreen the tab's screen at the previous check
 */
export function checkScreen(
  tab: Tab,
  screen: Screen,
  lastScreen: Screen | undefined,
  { calls, connectedAgents, hasActed, hasOtherActed }: ServerView,
): Breach[] {
  const breaches: Breach[] = [];
  const addBreachIf = (isBroken: boolean, what: string, graceMs: number, detail: string) => {
    if (isBroken) breaches.push({ what, graceMs, detail });
  };
  const { shows, status, controls, liveTracks, openPeers, openSockets } = screen;
  const owns = createTabOwner(tab, connectedAgents);
  const audible = findAudible(owns, calls);
  const audibleNames = describeCalls(audible);
  const showsConnectedCall = shows === 'call' && status === 'Connected';

  const onlyCall = audible.length === 1 ? audible[0]?.call : undefined;
  const showsOtherCall =
    showsConnectedCall &&
    onlyCall?.kind === 'oneToOne' &&
    !onlyCall.participants.some(({ name }) => isNamedIn(name, screen.title));
  const titleAndNames = `${screen.title}; ${audibleNames}`;
  addBreachIf(showsOtherCall, 'the call on the screen is not the connected one', 4_000, titleAndNames);

  const saysOnHold = shows === 'call' && status === 'On hold' && controls.includes('Resume');
  // While a call is being set up, for example because its media is lost, the server says *Joined*, but nobody hears anybody.
  const isBeingSetUp = ({ participants }: Call) =>
    screen.otherCalls.some(
      (row) => /(Calling|Answering)…$/.test(row) && participants.some(({ name }) => isNamedIn(name, row)),
    );
  const isHeardOnHold = saysOnHold && audible.some(({ call }) => !isBeingSetUp(call));
  addBreachIf(isHeardOnHold, 'the screen says on hold, the server says audible', 4_000, audibleNames);
  const isIdle = shows !== 'call' && screen.incoming.length === 0;
  const isCallHidden = isIdle && audible.length > 0;
  addBreachIf(isCallHidden, 'a call goes on, and is not on the screen', 5_000, audibleNames);

  const isTrackLive = isIdle && !screen.hasDialog && liveTracks.audio + liveTracks.video > 0;
  addBreachIf(isTrackLive, 'a track is live without a call', 3_000, JSON.stringify(liveTracks));
  addBreachIf(isIdle && openPeers > 0, 'a peer connection is open without a call', 3_000, String(openPeers));
  const showsOutgoingVideo = controls.includes('Turn camera off') || controls.includes('Stop sharing');
  const isVideoHidden =
    showsConnectedCall &&
    screen.otherCalls.length === 0 &&
    !showsOutgoingVideo &&
    controls.includes('Turn camera on') &&
    liveTracks.video > 0;
  const hiddenVideo = 'a camera or a screen share is live, but the app shows it as off';
  addBreachIf(isVideoHidden, hiddenVideo, 4_000, String(liveTracks.video));

  // Between two checks the call may have been resumed and held again, so one finding proves nothing. With this grace, the
  // next check must find the breach too, because the time between two checks is longer than 300 ms.
  const soundGraceMs = 300;
  const sentEnergy = measureMaxEnergy(lastScreen?.sentSound ?? {}, screen.sentSound);
  const wasSilenced = lastScreen !== undefined && isSilenced(lastScreen) && isSilenced(screen);
  const isHeard = !hasActed && !playsBot(tab, calls) && wasSilenced && sentEnergy > maxSilentEnergy;
  const heardMicrophone =
    'the microphone is heard, and the screen says that it is muted or the call is on hold';
  addBreachIf(isHeard, heardMicrophone, soundGraceMs, `energy ${sentEnergy}`);
  const receivedEnergy = measureMaxEnergy(lastScreen?.receivedSound ?? {}, screen.receivedSound);
  const wasHeld = lastScreen !== undefined && isHeldByOther(lastScreen) && isHeldByOther(screen);
  // The other participant may have resumed the call, and held it again.
  const mayHaveResumed = hasActed || hasOtherActed;
  const hearsSomething = wasHeld && !mayHaveResumed && receivedEnergy > maxSilentEnergy;
  addBreachIf(
    hearsSomething,
    'the user is on hold, and hears something',
    soundGraceMs,
    `energy ${receivedEnergy}`,
  );

  addBreachIf(openSockets > 1, 'more than one agent is connected', 3_000, String(openSockets));
  addBreachIf(screen.canHangUp === false, 'Hang up cannot be reached', 2_000, status);
  return breaches;
}

type Sound = Screen['sentSound'];

/**
 * Measures the sound energy between two readings of the screen. The function ignores connections that did not exist at both
 * readings.
 * @returns the energy on the connection that had the most
 */
const measureMaxEnergy = (earlier: Sound, later: Sound): number =>
  Math.max(0, ...Object.entries(later).map(([source, energy]) => energy - (earlier[source] ?? energy)));

/** Whether the screen says that nobody hears this user. */
const isSilenced = ({ shows, controls }: Screen): boolean =>
  shows === 'call' && (controls.includes('Unmute') || controls.includes('Resume'));

/** Whether the other participant of the only call holds it. If the user held it, the screen would offer *Resume*. */
const isHeldByOther = ({ shows, status, controls, otherCalls }: Screen): boolean =>
  shows === 'call' && status === 'On hold' && controls.includes('Hold') && otherCalls.length === 0;

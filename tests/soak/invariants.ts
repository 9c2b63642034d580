import type { Call } from '../../src/emulator/controls/views.ts';
import type { Screen } from '../support/app/screen.ts';
import type { User } from '../support/app/user.ts';

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

/** @returns the calls in which the user can hear and be heard, according to the emulator's signalling server */
function findAudibleCalls(user: User, calls: readonly Call[]): Call[] {
  return calls.filter(({ participants }) => {
    // `media` says what produces the participant's sound. A voicemail has the UPN of the user whom it represents, but no page.
    const ownParticipant = participants.find(
      ({ user: upn, presence, media }) => upn === user.upn && presence === 'Joined' && media === 'page',
    );
    // If all other participants hold the call, nobody hears the user.
    const isHeard = participants.some(
      (other) => other !== ownParticipant && other.presence === 'Joined' && !other.state.hold,
    );
    return ownParticipant !== undefined && !ownParticipant.state.hold && isHeard;
  });
}

/**
 * Whether the user has a call with a bot. The user's page then also produces and sends the bot's sound, so sent sound does not
 * prove that the microphone is open.
 */
const playsBot = (user: User, calls: readonly Call[]): boolean =>
  calls.some(
    ({ participants }) =>
      participants.some(({ user: upn }) => upn === user.upn) &&
      participants.some(({ media }) => media === 'echo' || media === 'phone' || media === 'voicemail'),
  );

/**
 * Compares one user's screen with the calls of the signalling server, and with the media that the page holds open.
 * @param lastScreen the user's screen at the previous check
 * @param hasActed whether the user has pressed something since the previous check. If so, a call may have been audible between
 *   the two checks.
 */
export function checkScreen(
  user: User,
  screen: Screen,
  lastScreen: Screen | undefined,
  calls: readonly Call[],
  hasActed: boolean,
): Breach[] {
  const breaches: Breach[] = [];
  const addBreachIf = (isBroken: boolean, what: string, graceMs: number, detail: string) => {
    if (isBroken) breaches.push({ what, graceMs, detail });
  };
  const { shows, status, controls, liveTracks, openPeers, openSockets } = screen;
  const audibleCalls = findAudibleCalls(user, calls);
  const audibleNames = audibleCalls.map(({ kind, participants }) =>
    kind === 'meeting' ? 'a meeting' : participants.map(({ name }) => name).join(' and '),
  );
  addBreachIf(audibleCalls.length > 1, 'more than one call is audible', 1_500, audibleNames.join('; '));

  const [onlyCall] = audibleCalls;
  if (
    shows === 'call' &&
    status === 'Connected' &&
    audibleCalls.length === 1 &&
    onlyCall?.kind === 'oneToOne'
  ) {
    const isShown = onlyCall.participants.some(({ name }) => isInTitle(name, screen.title));
    addBreachIf(
      !isShown,
      'the call on the screen is not the connected one',
      4_000,
      `${screen.title}; ${audibleNames[0]}`,
    );
  }
  if (shows === 'call' && status === 'On hold' && controls.includes('Resume'))
    addBreachIf(
      audibleCalls.length > 0,
      'the screen says on hold, the server says audible',
      4_000,
      audibleNames.join('; '),
    );
  addBreachIf(
    shows !== 'call' && audibleCalls.length > 0 && screen.incoming.length === 0,
    'a call goes on, and is not on the screen',
    5_000,
    audibleNames.join('; '),
  );

  const isIdle = shows !== 'call' && screen.incoming.length === 0;
  addBreachIf(
    isIdle && !screen.hasDialog && liveTracks.audio + liveTracks.video > 0,
    'a track is live without a call',
    3_000,
    JSON.stringify(liveTracks),
  );
  addBreachIf(isIdle && openPeers > 0, 'a peer connection is open without a call', 3_000, String(openPeers));
  const showsOutgoingVideo = controls.includes('Turn camera off') || controls.includes('Stop sharing');
  addBreachIf(
    shows === 'call' &&
      status === 'Connected' &&
      screen.otherCalls.length === 0 &&
      !showsOutgoingVideo &&
      controls.includes('Turn camera on') &&
      liveTracks.video > 0,
    'a camera or a screen share is live, but the app shows it as off',
    4_000,
    String(liveTracks.video),
  );
  const sentEnergy = lastScreen ? measureMaxSentEnergy(lastScreen, screen) : 0;
  addBreachIf(
    !hasActed &&
      !playsBot(user, calls) &&
      lastScreen !== undefined &&
      isSilenced(lastScreen) &&
      isSilenced(screen) &&
      sentEnergy > maxSilentEnergy,
    'the microphone is heard, and the screen says that it is muted or the call is on hold',
    // Between two checks the call may have been resumed and held again, so one finding proves nothing. With this grace, the
    // next check must find the breach too, because the time between two checks is longer than 300 ms.
    300,
    `energy ${sentEnergy}`,
  );
  addBreachIf(openSockets > 1, 'more than one agent is connected', 3_000, String(openSockets));
  addBreachIf(screen.canHangUp === false, 'Hang up cannot be reached', 2_000, status);
  return breaches;
}

/** Whether a title names this participant. The screen writes phone numbers with spaces, the server writes them without. */
const isInTitle = (name: string, title: string): boolean =>
  name.length > 0 && title.replaceAll(/\s/g, '').includes(name.replaceAll(/\s/g, ''));

/**
 * Measures the sound energy that the page has sent between two readings of the screen. The function ignores connections that
 * did not exist at both readings.
 * @returns the energy on the connection that sent the most
 */
const measureMaxSentEnergy = (earlier: Screen, later: Screen): number =>
  Math.max(
    0,
    ...Object.entries(later.sentSound).map(
      ([source, energy]) => energy - (earlier.sentSound[source] ?? energy),
    ),
  );

/** Whether the screen says that nobody hears this user. */
const isSilenced = ({ shows, controls }: Screen): boolean =>
  shows === 'call' && (controls.includes('Unmute') || controls.includes('Resume'));

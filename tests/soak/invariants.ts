import type { Call } from '../../src/emulator/controls/views.ts';
import type { Screen } from '../support/app/screen.ts';
import type { User } from '../support/app/user.ts';

/** An invariant that does not hold. */
export interface Breach {
  readonly what: string;
  /** How long this may last while a command takes effect. */
  readonly graceMs: number;
  readonly detail: string;
}

/** Sound energy up to which a microphone counts as silent. A beep of the fake microphone has far more. */
const silence = 1e-6;

/** @returns the calls in which this user can hear and be heard, according to the server. */
function audibleCalls(user: User, calls: readonly Call[]): Call[] {
  return calls.filter(({ participants }) => {
    // A voicemail has the UPN of its owner, but no page.
    const own = participants.find(
      ({ user: upn, presence, media }) => upn === user.upn && presence === 'Joined' && media === 'page',
    );
    // While all the others hold a call, nobody hears the user.
    const isHeard = participants.some(
      (other) => other !== own && other.presence === 'Joined' && !other.state.hold,
    );
    return own !== undefined && !own.state.hold && isHeard;
  });
}

/** Whether the page is the media end of a bot. Such a page sends the bot's sound as well. */
const playsBot = (user: User, calls: readonly Call[]): boolean =>
  calls.some(
    ({ participants }) =>
      participants.some(({ user: upn }) => upn === user.upn) &&
      participants.some(({ media }) => media === 'echo' || media === 'phone' || media === 'voicemail'),
  );

/**
 * Checks one user's screen against the server's calls and against the media that the page holds open.
 * @param before what the screen showed when it was read last.
 * @param hasActed whether the user pressed something since then. If so, a call may have been live in between.
 */
export function checkScreen(
  user: User,
  screen: Screen,
  before: Screen | undefined,
  calls: readonly Call[],
  hasActed: boolean,
): Breach[] {
  const breaches: Breach[] = [];
  const breach = (isBroken: boolean, what: string, graceMs: number, detail: string) => {
    if (isBroken) breaches.push({ what, graceMs, detail });
  };
  const { shows, status, controls, liveTracks, openPeers, openSockets } = screen;
  const audible = audibleCalls(user, calls);
  const names = audible.map(({ kind, participants }) =>
    kind === 'meeting' ? 'a meeting' : participants.map(({ name }) => name).join(' and '),
  );
  breach(audible.length > 1, 'more than one call is audible', 1_500, names.join('; '));

  const [only] = audible;
  if (shows === 'call' && status === 'Connected' && audible.length === 1 && only?.kind === 'oneToOne') {
    const isShown = only.participants.some(({ name }) => isInTitle(name, screen.title));
    breach(
      !isShown,
      'the call on the screen is not the connected one',
      4_000,
      `${screen.title}; ${names[0]}`,
    );
  }
  if (shows === 'call' && status === 'On hold' && controls.includes('Resume'))
    breach(audible.length > 0, 'the screen says on hold, the server says audible', 4_000, names.join('; '));
  breach(
    shows !== 'call' && audible.length > 0 && screen.incoming.length === 0,
    'a call goes on, and is not on the screen',
    5_000,
    names.join('; '),
  );

  const isIdle = shows !== 'call' && screen.incoming.length === 0;
  breach(
    isIdle && !screen.hasDialog && liveTracks.audio + liveTracks.video > 0,
    'a track is live without a call',
    3_000,
    JSON.stringify(liveTracks),
  );
  breach(isIdle && openPeers > 0, 'a peer connection is open without a call', 3_000, String(openPeers));
  const showsCamera = controls.includes('Turn camera off') || controls.includes('Stop sharing');
  breach(
    shows === 'call' &&
      status === 'Connected' &&
      screen.otherCalls.length === 0 &&
      !showsCamera &&
      controls.includes('Turn camera on') &&
      liveTracks.video > 0,
    'a camera or a shared screen is live, and the screen says that it is off',
    4_000,
    String(liveTracks.video),
  );
  const sound = before ? soundSince(before, screen) : 0;
  breach(
    !hasActed &&
      !playsBot(user, calls) &&
      before !== undefined &&
      isSilenced(before) &&
      isSilenced(screen) &&
      sound > silence,
    'the microphone is heard, and the screen says that it is muted or the call is on hold',
    // It must be seen twice in a row: between two readings the call may have been resumed and held again.
    300,
    `energy ${sound}`,
  );
  breach(openSockets > 1, 'more than one agent is connected', 3_000, String(openSockets));
  breach(screen.canHangUp === false, 'Hang up cannot be reached', 2_000, status);
  return breaches;
}

/** Whether a title names this participant. The screen writes phone numbers with spaces, the server without. */
const isInTitle = (name: string, title: string): boolean =>
  name.length > 0 && title.replaceAll(/\s/g, '').includes(name.replaceAll(/\s/g, ''));

/** Sound energy that left the microphone between two readings, on connections that existed at both. */
const soundSince = (before: Screen, now: Screen): number =>
  Math.max(
    0,
    ...Object.entries(now.sentSound).map(([source, energy]) => energy - (before.sentSound[source] ?? energy)),
  );

/** Whether the screen says that nobody hears this user. */
const isSilenced = ({ shows, controls }: Screen): boolean =>
  shows === 'call' && (controls.includes('Unmute') || controls.includes('Resume'));

import type { Features as RealFeatures } from '@azure/communication-calling';
import { emulatorRefusal } from '../base/errors.ts';

export type FeatureName = keyof typeof RealFeatures;

/** The feature works as in the SDK (`real`), imitates what the app sees (`simulated`), or throws errors (`refused`). */
export type Status = 'real' | 'simulated' | 'refused';

interface Entry {
  readonly status: Status;
  readonly how: string;
  /** What the app can do instead of the feature, or of the part that the emulator refuses. */
  readonly instead?: string | undefined;
}

const real = (how: string): Entry => ({ status: 'real', how });
const simulated = (how: string, instead?: string): Entry => ({ status: 'simulated', how, instead });
const refused = (how: string, instead: string): Entry => ({ status: 'refused', how, instead });

/**
 * How the drop-in SDK, our replacement for `@azure/communication-calling`, emulates each feature. `npm run docs:write -- features`
 * copies this table into the README and docs/emulator-differences.md.
 */
export const featureMatrix: Record<FeatureName, Entry> = {
  Capabilities: real(
    'by kind of call and role, and for agents of Teams Phone extensibility, from one table; without consent to a recording there is no camera, microphone or screen',
  ),
  DominantSpeakers: real('from the audio levels that arrive in this page'),
  UserFacingDiagnostics: real(
    'from the real state of devices, audio levels, video and network, with thresholds of our own; no relays can be unreachable, as there are none; remote diagnostics come by signalling',
  ),
  DebugInfo: real('what the browser says about itself; two tabs never learn of each other'),
  Transfer: real('to a person, to voicemail, into another call'),
  RaiseHand: real(
    'in group calls and meetings; in a 1:1 call 400/45758, as in SDK 2.0.0, although Microsoft documents it for every call; attendees of a meeting cannot lower the hands of others',
  ),
  Reaction: real(
    'in group calls and meetings, one by one instead of in batches; in a 1:1 call 403; the identifier is an object, as the types say, and its text is the raw id, which Microsoft’s UI library reads',
  ),
  Spotlight: real(
    'in group calls and meetings, for at most seven participants, with the documented codes (45902, 45903); in a 1:1 call 400/45906, as in SDK 2.0.0; who is spotlighted already stays so, without an error',
  ),
  RealTimeText: real(
    'in 1:1 and group calls, not in meetings; a message is final when the app says so or at the end of a line, never by time',
  ),
  DataChannel: real(
    'through signalling, in order and without loss for both kinds of reliability; 32 KB and 64 participants as documented; priority, bit rate and rate limits have no effect',
  ),
  CallSurvey: simulated('checked as documented and kept in the emulator; no Azure Monitor'),
  Captions: simulated(
    'without speech recognition: a control says what a participant speaks, and Echo has a script; a translation is the same text, marked with its language',
  ),
  Recording: simulated('a control starts, pauses and stops it, and can ask for consent; nothing is recorded'),
  Transcription: simulated('a control starts and stops it, with the same consent; nothing is transcribed'),
  PPTLive: simulated('a control makes a participant present; the slides are an element with one word'),
  BreakoutRooms: simulated(
    'controls assign participants, and open and close rooms, which are meetings of their own; joining, returning and being moved work; there are no settings',
  ),
  TeamsMeetingAudioConferencing: simulated(
    'a conference id made from the meeting, and phone numbers that nobody answers; outside meetings 400/45950',
  ),
  AudioEffects: simulated(
    "the browser's own noise suppression and echo cancellation of the microphone; effects of @azure/communication-calling-effects are refused",
    "start 'BrowserNoiseSuppression' or 'BrowserEchoCancellation', or try the effect on an ACS resource",
  ),
  VideoEffects: refused(
    'no effect is supported (`isSupported` says so), and `startEffects` refuses',
    'blur the picture yourself and give it to LocalVideoStream as a MediaStream, or try the effect on an ACS resource',
  ),
  TogetherMode: refused(
    'it is never on, without streams and seats; `start` refuses, after the documented checks of call and role',
    'draw the videos of remoteParticipants side by side, or try it on an ACS resource',
  ),
  MediaStats: real(
    "from the browser's getStats, one sample a second; because of the mesh, what is sent is listed once for each other participant; no `altLayouts`",
  ),
  OptimalVideoCount: real(
    '16 at first (4 on phones); fewer while videos arrive badly or frames are dropped, then one more at a time; the thresholds are our own',
  ),
  MediaAccess: real(
    'in meetings, for attendees, with the documented codes (46502 to 46505); forbidden media stops at once',
  ),
};

/** Maps each refused method that belongs to no feature to what an app can do instead. */
export const refusedMembers = {
  'PreCallDiagnosticsFeature.startTest()':
    'call Echo (8:echo123), and read UserFacingDiagnostics and MediaStats of that call',
};

/** Creates the error of a refused method. @param instead what the app can do instead. */
export const createRefusal = (member: string, instead = 'try it on an ACS resource') =>
  emulatorRefusal(member, `which does not emulate it; instead: ${instead}`);

/** Creates the error of a refused feature. @param member the method that the app called. */
export const featureRefusal = (feature: FeatureName, member: string) =>
  createRefusal(member, featureMatrix[feature].instead);

import type { Features as RealFeatures } from '@azure/communication-calling';
import { refuse, type CallingCommunicationError } from '../base/errors.ts';

export type FeatureName = keyof typeof RealFeatures;

/** How a feature answers: by itself, by something simple that a control can steer, or with a refusal where it acts. */
export type Status = 'real' | 'simulated' | 'refused';

interface Entry {
  readonly status: Status;
  /** What stands behind it. */
  readonly how: string;
  /** What to do instead of what is refused. */
  readonly instead?: string;
}

/** All features of the SDK, as the README and docs/emulator-differences.md show them. */
export const matrix: Record<FeatureName, Entry> = {
  Capabilities: {
    status: 'real',
    how: 'by kind of call and role, from one table; missing consent to a recording takes away camera, microphone, screen',
  },
  DominantSpeakers: { status: 'real', how: 'from the levels that arrive in this page' },
  UserFacingDiagnostics: {
    status: 'real',
    how: 'from real conditions of devices, levels, pictures and network; thresholds are our own; there are no relays to be out of reach; remote ones by signalling',
  },
  DebugInfo: {
    status: 'real',
    how: 'what the browser says of itself; two tabs are never told of each other',
  },
  Transfer: { status: 'real', how: 'to a person, to voicemail, into another call' },
  RaiseHand: { status: 'real', how: 'in every call; attendees of a meeting cannot lower hands of others' },
  Reaction: {
    status: 'real',
    how: 'group calls and meetings, one by one instead of in batches; a 1:1 call refuses with 403; who reacted is an object, as the types say, whose text is the raw id that Microsoft’s UI library reads',
  },
  Spotlight: {
    status: 'real',
    how: 'group calls and meetings, at most seven; who and how many as documented (45900, 45902, 45903, in a 1:1 call 45906)',
  },
  RealTimeText: {
    status: 'real',
    how: '1:1 and group calls, not in meetings; a message is final when the app says so or it ends a line, not by time',
  },
  DataChannel: {
    status: 'real',
    how: 'through signalling, reliable and in order for both reliabilities; 32 KB and 64 participants as documented; priority, bit rate and rate limits have no effect',
  },
  CallSurvey: {
    status: 'simulated',
    how: 'checked as documented and kept in the emulator; no Azure Monitor',
  },
  Captions: {
    status: 'simulated',
    how: 'no speech to text: a control says what somebody speaks, and the echo bot has a script; a translation is the same text marked with its language',
  },
  Recording: {
    status: 'simulated',
    how: 'a control starts, pauses and ends it, and can ask for consent; nothing is recorded',
  },
  Transcription: {
    status: 'simulated',
    how: 'a control starts and ends it, with the same consent; nothing is written down',
  },
  PPTLive: {
    status: 'simulated',
    how: 'a control says who presents; the slides are an element with one word',
  },
  BreakoutRooms: {
    status: 'simulated',
    how: 'a control assigns, opens and closes rooms, which are meetings of their own; joining, returning and being moved work; no settings',
  },
  TeamsMeetingAudioConferencing: {
    status: 'simulated',
    how: 'a conference number made of the meeting, and phone numbers where nobody answers; outside meetings 400/45950',
  },
  AudioEffects: {
    status: 'simulated',
    how: "the browser's own noise suppression and echo cancellation, switched at the microphone; effects of @azure/communication-calling-effects are not supported, and refused",
    instead:
      "start 'BrowserNoiseSuppression' or 'BrowserEchoCancellation', or try the effect on an ACS resource",
  },
  VideoEffects: {
    status: 'refused',
    how: 'none is supported (`isSupported` says so), and `startEffects` refuses',
    instead:
      'blur the picture yourself and give it to LocalVideoStream as a MediaStream, or try the effect on an ACS resource',
  },
  TogetherMode: {
    status: 'refused',
    how: 'it is never on: no streams, no seats; `start` refuses, after the documented checks of call and role',
    instead: 'draw the videos of remoteParticipants side by side, or try it on an ACS resource',
  },
  MediaStats: {
    status: 'real',
    how: "from the browser's getStats, a sample a second; in a mesh what is sent is listed for each of the others; no `altLayouts`",
  },
  OptimalVideoCount: {
    status: 'real',
    how: '16 (4 on phones) to begin with; less while pictures arrive too badly or are thrown away, then one more at a time; the thresholds are our own',
  },
  MediaAccess: {
    status: 'real',
    how: 'in meetings, for attendees, with the documented codes (46502 to 46505); what is forbidden stops at once',
  },
};

/** Members outside the features that refuse, by the name that their refusal gives, and what to do instead. */
export const refusedMembers = {
  'CallClient.createCallAgent()': 'use createTeamsCallAgent: it emulates Teams users only',
} as const;

const refused = (member: string, instead: string): CallingCommunicationError =>
  refuse(member, `which does not emulate it; instead: ${instead}`);

/** A refusal of what a feature does not do. @param member its name. */
export const refuseFeature = (
  feature: FeatureName,
  member = `Features.${feature}`,
): CallingCommunicationError => refused(member, matrix[feature].instead ?? 'try it on an ACS resource');

export const refuseMember = (member: keyof typeof refusedMembers): CallingCommunicationError =>
  refused(member, refusedMembers[member]);

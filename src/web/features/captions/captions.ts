import type { TeamsCall, TeamsCaptions, TeamsCaptionsInfo } from '@azure/communication-calling';
import { getIdentifierRawId } from '@azure/communication-common';
import { capability, watchCapabilities, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature, CallTools } from '../../calling/call/feature.ts';
import { listen } from '../../calling/sdk/listen.ts';
import { isRunning } from '../../calling/call/callState.ts';

interface Line {
  readonly key: number;
  /** Raw id of the participant who speaks; `null` if the SDK does not say. */
  readonly id: string | null;
  readonly text: string;
  /** Whether the text will not change any more. */
  readonly isFinal: boolean;
}

interface Captions {
  readonly can: Availability;
  readonly isOn: boolean;
  /** Newest last. */
  readonly lines: readonly Line[];
  /** Language codes of the SDK, for example `en-us` or `en`. */
  readonly spoken: string;
  readonly shown: string;
  readonly spokenLanguages: readonly string[];
  readonly shownLanguages: readonly string[];
}

type CaptionsCommand =
  { readonly kind: 'start' | 'stop' } | { readonly kind: 'spoken' | 'shown'; readonly language: string };

const maxLines = 50;
const lines = new WeakMap<TeamsCall, readonly Line[]>();
let count = 0;

/** The captions of a Teams user's call are always `TeamsCaptions`. */
const captionsOf = (call: TeamsCall, { sdk }: CallTools) =>
  call.feature(sdk.Features.Captions).captions as TeamsCaptions;

/** The SDK has one capability for captions in calls, and another one for captions in meetings. */
function availability(call: TeamsCall, tools: CallTools): Availability {
  const inCalls = capability(call, tools, 'startLiveCallingCaptions');
  return inCalls === 'callKind' ? capability(call, tools, 'startLiveMeetingCaptions') : inCalls;
}

/**
 * Live captions of what the participants say. Only the user sees them.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/closed-captions-teams-interop-how-to
 */
export const captions: CallFeature<Captions, CaptionsCommand> = {
  name: 'captions',
  read(call, tools) {
    const about = captionsOf(call, tools);
    return {
      can: availability(call, tools),
      isOn: isRunning(call) && about.isCaptionsFeatureActive,
      lines: lines.get(call) ?? [],
      spoken: about.activeSpokenLanguage,
      shown: about.activeCaptionLanguage,
      spokenLanguages: about.supportedSpokenLanguages,
      shownLanguages: about.supportedCaptionLanguages,
    };
  },
  watch(call, look, tools) {
    const about = captionsOf(call, tools);
    const onText = ({ captionText, resultType, speaker }: TeamsCaptionsInfo) => {
      const id = speaker.identifier ? getIdentifierRawId(speaker.identifier) : null;
      lines.set(
        call,
        addLine(lines.get(call) ?? [], { id, text: captionText, isFinal: resultType === 'Final' }),
      );
      look();
    };
    about.on('CaptionsReceived', onText);
    const changes = ['CaptionsActiveChanged', 'SpokenLanguageChanged', 'CaptionLanguageChanged'];
    const stops = [listen(about, changes, look), watchCapabilities(call, tools, look)];
    return () => {
      about.off('CaptionsReceived', onText);
      for (const stop of stops) stop();
    };
  },
  run(call, tools, command) {
    const about = captionsOf(call, tools);
    switch (command.kind) {
      case 'start':
        return about.startCaptions();
      case 'stop':
        return about.stopCaptions();
      case 'spoken':
        return about.setSpokenLanguage(command.language);
      case 'shown':
        return about.setCaptionLanguage(command.language);
    }
  },
};

/** Adds a line. It replaces the last line of the same participant if that one is not final. */
export function addLine(before: readonly Line[], line: Omit<Line, 'key'>): readonly Line[] {
  const open = before.findLast(({ id, isFinal }) => id === line.id && !isFinal);
  if (open) return before.map((other) => (other === open ? { ...line, key: open.key } : other));
  return [...before, { ...line, key: ++count }].slice(-maxLines);
}

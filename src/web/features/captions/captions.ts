import type { TeamsCall, TeamsCaptions, TeamsCaptionsInfo } from '@azure/communication-calling';
import { getIdentifierRawId } from '@azure/communication-common';
import { capability, watchCapabilities, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature, CallTools } from '../../calling/call/feature.ts';
import { listen } from '../../calling/sdk/listen.ts';
import { isRunning } from '../../calling/call/callState.ts';

interface Line {
  readonly key: number;
  /** Raw id of whoever speaks; `null` when the SDK does not say. */
  readonly id: string | null;
  readonly text: string;
  /** What follows may still change it. */
  readonly isFinal: boolean;
}

interface Captions {
  readonly can: Availability;
  readonly isOn: boolean;
  /** Newest last. */
  readonly lines: readonly Line[];
  /** Language codes as the SDK has them, `en-us` or `en`. */
  readonly spoken: string;
  readonly shown: string;
  readonly spokenLanguages: readonly string[];
  readonly shownLanguages: readonly string[];
}

type CaptionsCommand =
  { readonly kind: 'start' | 'stop' } | { readonly kind: 'spoken' | 'shown'; readonly language: string };

const kept = 50;
const lines = new WeakMap<TeamsCall, readonly Line[]>();
let count = 0;

/** Of a Teams user's call the captions are Teams'. */
const captionsOf = (call: TeamsCall, { sdk }: CallTools) =>
  call.feature(sdk.Features.Captions).captions as TeamsCaptions;

/** Captions have a capability for calls and another one for meetings. */
function permission(call: TeamsCall, tools: CallTools): Availability {
  const inCalls = capability(call, tools, 'startLiveCallingCaptions');
  return inCalls === 'callKind' ? capability(call, tools, 'startLiveMeetingCaptions') : inCalls;
}

/**
 * What is said, in writing; only for oneself.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/closed-captions-teams-interop-how-to
 */
export const captions: CallFeature<Captions, CaptionsCommand> = {
  name: 'captions',
  read(call, tools) {
    const about = captionsOf(call, tools);
    return {
      can: permission(call, tools),
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

/** A line that is not final yet is replaced by the next one of the same person. */
export function addLine(before: readonly Line[], line: Omit<Line, 'key'>): readonly Line[] {
  const open = before.findLast(({ id, isFinal }) => id === line.id && !isFinal);
  if (open) return before.map((one) => (one === open ? { ...line, key: open.key } : one));
  return [...before, { ...line, key: ++count }].slice(-kept);
}

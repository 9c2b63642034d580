import type { TeamsCall, TeamsCaptions, TeamsCaptionsInfo } from '@azure/communication-calling';
import { getIdentifierRawId } from '@azure/communication-common';
import { checkCapability, watchCapabilities, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature, CallTools } from '../../calling/call/feature.ts';
import { listen } from '../../calling/sdk/listen.ts';
import { isRunning } from '../../calling/call/callState.ts';

interface CaptionLine {
  /** A number that no other line has, for React. */
  readonly key: number;
  /** Raw id of the participant who speaks; `null` if the SDK does not say. */
  readonly speakerId: string | null;
  readonly text: string;
  /** The language of `text` as a code of the SDK, which is a BCP 47 tag. Screen readers need it to pronounce the text. */
  readonly language: string;
  /** Whether the text will not change any more. */
  readonly isFinal: boolean;
}

interface CaptionsState {
  readonly availability: Availability;
  readonly isOn: boolean;
  /** Newest last. */
  readonly lines: readonly CaptionLine[];
  /** The language that the participants speak, as a code of the SDK, for example `en-us`. */
  readonly spokenLanguage: string;
  /** The language of the captions, as a code of the SDK, for example `en`. */
  readonly captionLanguage: string;
  /** The codes that the user can choose as `spokenLanguage`. */
  readonly spokenLanguages: readonly string[];
  /** The codes that the user can choose as `captionLanguage`. */
  readonly captionLanguages: readonly string[];
}

type CaptionsCommand =
  | { readonly kind: 'start' | 'stop' }
  | { readonly kind: 'setSpokenLanguage' | 'setCaptionLanguage'; readonly language: string };

/** How many captions of a call are kept. Older captions are dropped. */
const maxLines = 50;
const linesByCall = new WeakMap<TeamsCall, readonly CaptionLine[]>();
/** The key of the newest line, counted over all calls. */
let lastLineKey = 0;

/** The cast is safe, because the captions of a Teams user's call are always `TeamsCaptions`. */
const getSdkCaptions = (call: TeamsCall, { sdk }: CallTools) =>
  call.feature(sdk.Features.Captions).captions as TeamsCaptions;

/**
 * The SDK has one capability for captions in calls, and another one for captions in meetings. `callKind` means that the first one
 * does not apply to this call.
 */
function readAvailability(call: TeamsCall, tools: CallTools): Availability {
  const availabilityInCalls = checkCapability(call, tools, 'startLiveCallingCaptions');
  return availabilityInCalls === 'callKind'
    ? checkCapability(call, tools, 'startLiveMeetingCaptions')
    : availabilityInCalls;
}

/**
 * Live captions of what the participants say. Only the user sees them.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/closed-captions-teams-interop-how-to
 */
export const captions: CallFeature<CaptionsState, CaptionsCommand> = {
  name: 'captions',
  read(call, tools) {
    const sdkCaptions = getSdkCaptions(call, tools);
    return {
      availability: readAvailability(call, tools),
      isOn: isRunning(call) && sdkCaptions.isCaptionsFeatureActive,
      lines: linesByCall.get(call) ?? [],
      spokenLanguage: sdkCaptions.activeSpokenLanguage,
      captionLanguage: sdkCaptions.activeCaptionLanguage,
      spokenLanguages: sdkCaptions.supportedSpokenLanguages,
      captionLanguages: sdkCaptions.supportedCaptionLanguages,
    };
  },
  watch(call, onChange, tools) {
    const sdkCaptions = getSdkCaptions(call, tools);
    const onCaption = ({ captionText, captionLanguage, resultType, speaker }: TeamsCaptionsInfo) => {
      const speakerId = speaker.identifier ? getIdentifierRawId(speaker.identifier) : null;
      const line = {
        speakerId,
        text: captionText,
        language: captionLanguage,
        isFinal: resultType === 'Final',
      };
      linesByCall.set(call, addLine(linesByCall.get(call) ?? [], line));
      onChange();
    };
    sdkCaptions.on('CaptionsReceived', onCaption);
    const stateEvents = ['CaptionsActiveChanged', 'SpokenLanguageChanged', 'CaptionLanguageChanged'];
    const unsubscribers = [
      listen(sdkCaptions, stateEvents, onChange),
      watchCapabilities(call, tools, onChange),
    ];
    return () => {
      sdkCaptions.off('CaptionsReceived', onCaption);
      for (const unsubscribe of unsubscribers) unsubscribe();
    };
  },
  run(call, tools, command) {
    const sdkCaptions = getSdkCaptions(call, tools);
    switch (command.kind) {
      case 'start':
        return sdkCaptions.startCaptions();
      case 'stop':
        return sdkCaptions.stopCaptions();
      case 'setSpokenLanguage':
        return sdkCaptions.setSpokenLanguage(command.language);
      case 'setCaptionLanguage':
        return sdkCaptions.setCaptionLanguage(command.language);
    }
  },
};

/** Adds a line to the end. If the speaker's last line is not final, the new line replaces that line instead. */
export function addLine(
  earlierLines: readonly CaptionLine[],
  line: Omit<CaptionLine, 'key'>,
): readonly CaptionLine[] {
  const unfinishedLine = earlierLines.findLast(
    ({ speakerId, isFinal }) => speakerId === line.speakerId && !isFinal,
  );
  if (!unfinishedLine) return [...earlierLines, { ...line, key: ++lastLineKey }].slice(-maxLines);
  const replacement = { ...line, key: unfinishedLine.key };
  return earlierLines.map((earlierLine) => (earlierLine === unfinishedLine ? replacement : earlierLine));
}

import type { TeamsCall } from '@azure/communication-calling';
import { getIdentifierRawId } from '@azure/communication-common';
import { checkCapability, watchCapabilities, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature, CallTools } from '../../calling/call/feature.ts';
import { isRunning } from '../../calling/call/callState.ts';
import { fail, ok, type Result } from '../../errors/problem.ts';
import { translateSdkError } from '../../errors/translateSdkError.ts';
import {
  followCaptions,
  getCaptionSource,
  isTranslatable,
  readCaption,
  type CaptionsChange,
} from './captionSource.ts';

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
  /** What the service has changed in the middle of the call; `null` if nothing. */
  readonly change: CaptionsChange | null;
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
  /** The codes that the user can choose as `captionLanguage`; empty if the captions cannot be translated. */
  readonly captionLanguages: readonly string[];
}

type CaptionsCommand =
  | { readonly kind: 'start' | 'stop' }
  | { readonly kind: 'setSpokenLanguage' | 'setCaptionLanguage'; readonly language: string };

/** How many captions of a call are kept. Older captions are dropped. */
const maxLines = 50;
/** The key of the newest line, counted over all calls. */
let lastLineKey = 0;

/** The SDK has a capability for calls and one for meetings. `callKind`: the first one does not apply to this call. */
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
  create(context) {
    const { call, tools, onChange, atEnd } = context;
    let lines: readonly CaptionLine[] = [];
    const followed = followCaptions(context, (info) => {
      const { speaker, resultType } = info;
      const speakerId = speaker.identifier ? getIdentifierRawId(speaker.identifier) : null;
      lines = addLine(lines, { ...readCaption(info), speakerId, isFinal: resultType === 'Final' });
      onChange();
    });
    atEnd(watchCapabilities(call, tools, onChange));
    return {
      read() {
        const source = getCaptionSource(call, tools);
        const canTranslate = isTranslatable(source);
        return {
          change: followed.readChange(),
          availability: readAvailability(call, tools),
          isOn: isRunning(call) && source.isCaptionsFeatureActive,
          lines,
          spokenLanguage: source.activeSpokenLanguage,
          captionLanguage: canTranslate ? source.activeCaptionLanguage : source.activeSpokenLanguage,
          spokenLanguages: source.supportedSpokenLanguages,
          captionLanguages: canTranslate ? source.supportedCaptionLanguages : [],
        };
      },
      async run(command) {
        const source = getCaptionSource(call, tools);
        switch (command.kind) {
          case 'start': {
            const result = await startCaptions(call, tools);
            if (result.ok) followed.noteWanted(true);
            return result;
          }
          case 'stop':
            followed.noteWanted(false);
            return source.stopCaptions();
          case 'setSpokenLanguage':
            return source.setSpokenLanguage(command.language);
          case 'setCaptionLanguage':
            return isTranslatable(source) ? source.setCaptionLanguage(command.language) : undefined;
        }
      },
    };
  },
};

/**
 * Starts captions. Microsoft's table of phone capabilities says that there are none in calls with a phone number, but the SDK's
 * capabilities do not say so.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/interop/teams-user/phone-capabilities
 */
async function startCaptions(call: TeamsCall, tools: CallTools): Promise<Result<void>> {
  try {
    await getCaptionSource(call, tools).startCaptions();
    return ok(undefined);
  } catch (cause) {
    const hasTelephone = call.remoteParticipants.some(({ identifier }) =>
      getIdentifierRawId(identifier).startsWith('4:'),
    );
    if (!hasTelephone) throw cause;
    const { detail = '' } = translateSdkError(cause, 'no-phone-captions').problem;
    return fail('no-phone-captions', { cause, detail });
  }
}

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

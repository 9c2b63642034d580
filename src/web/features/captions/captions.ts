import type {
  Captions,
  CaptionsInfo,
  TeamsCall,
  TeamsCaptions,
  TeamsCaptionsInfo,
} from '@azure/communication-calling';
import { getIdentifierRawId } from '@azure/communication-common';
import { checkCapability, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature, CallTools } from '../../calling/call/feature.ts';
import { isRunning } from '../../calling/call/callState.ts';
import { listen, type Unsubscribe } from '../../calling/sdk/listen.ts';
import { joinStops } from '../../base/subscriptions.ts';
import { fail, ok, type Result } from '../../errors/problem.ts';
import { translateSdkError } from '../../errors/translateSdkError.ts';

/**
 * The SDK has two kinds of captions: `TeamsCaptions`, which it can translate, and `Captions`, which it cannot. It may replace one
 * kind with the other during a call, and then raises the event `CaptionsKindChanged`.
 */
type CaptionSource = TeamsCaptions | Captions;
type CaptionInfo = TeamsCaptionsInfo | CaptionsInfo;

interface CaptionLine {
  /** React's key, which no other line has. */
  readonly key: number;
  /** Raw id of the participant who speaks; `null` if the SDK does not say. */
  readonly speakerId: string | null;
  readonly text: string;
  /** The language of `text` as a code of the SDK, which is a BCP 47 tag. Screen readers need it to pronounce the text. */
  readonly language: string;
  /** `false` while the participant goes on speaking, so that the text may still change. */
  readonly isFinal: boolean;
}

interface CaptionsState {
  /** What the last change of kind did to the captions; `null` for nothing. Texts: `captions.change.*` in the locale files. */
  readonly change: 'notTranslated' | 'stopped' | null;
  readonly availability: Availability;
  readonly isOn: boolean;
  readonly lines: readonly CaptionLine[];
  /** The language that the participants speak, as a code of the SDK, for example `en-us`. */
  readonly spokenLanguage: string;
  /** The language into which the captions are translated; without translation, the spoken language. */
  readonly captionLanguage: string;
  /** The codes that the user can choose as `spokenLanguage`. */
  readonly spokenLanguages: readonly string[];
  /** The codes that the user can choose as `captionLanguage`; empty if the captions cannot be translated. */
  readonly captionLanguages: readonly string[];
}

type CaptionsCommand =
  | { readonly kind: 'start' | 'stop' }
  | { readonly kind: 'setSpokenLanguage' | 'setCaptionLanguage'; readonly language: string };

const maxLines = 50;
/** The key of the newest line, counted over all calls. */
let lastLineKey = 0;

/** The SDK has a capability for calls and one for meetings. In a meeting, that for calls does not apply (`callKind`). */
function readAvailability(call: TeamsCall, tools: CallTools): Availability {
  const availabilityInCalls = checkCapability(call, tools, 'startLiveCallingCaptions');
  if (availabilityInCalls !== 'callKind') return availabilityInCalls;
  return checkCapability(call, tools, 'startLiveMeetingCaptions');
}

const isTranslatable = (source: CaptionSource): source is TeamsCaptions => source.kind === 'TeamsCaptions';

/** Calls `onCaption` with each caption, and `onChange` after every other event. @returns a function that removes the listeners */
function listenToCaptions(
  source: CaptionSource,
  onCaption: (info: CaptionInfo) => void,
  onChange: () => void,
): Unsubscribe {
  const events = ['CaptionsActiveChanged', 'SpokenLanguageChanged'];
  if (isTranslatable(source)) events.push('CaptionLanguageChanged');
  const stop = listen(source, events, onChange);
  // The cast is safe: the two types pass different arguments to the listener, and `onCaption` accepts both.
  const emitter = source as Captions;
  emitter.on('CaptionsReceived', onCaption);
  return joinStops(stop, () => emitter.off('CaptionsReceived', onCaption));
}

/**
 * Live captions of what the participants say. Only the user sees them. If the SDK replaces captions that the user has started with
 * the other kind, the feature starts the new captions, because the SDK does not promise that they run by themselves.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/closed-captions-teams-interop-how-to
 */
export const captions: CallFeature<CaptionsState, CaptionsCommand> = {
  name: 'captions',
  create({ call, tools, onChange, atEnd }) {
    const sdkFeature = call.feature(tools.sdk.Features.Captions);
    // The cast is safe: `kind` says which of the two types an object has.
    const getSource = () => sdkFeature.captions as CaptionSource;
    let lines: readonly CaptionLine[] = [];
    /** Whether the user has started captions, and not stopped them. */
    let isWanted = false;
    let change: CaptionsState['change'] = null;

    const onCaption = (info: CaptionInfo) => {
      const { speaker, resultType } = info;
      const speakerId = speaker.identifier ? getIdentifierRawId(speaker.identifier) : null;
      const words =
        'captionText' in info
          ? { text: info.captionText, language: info.captionLanguage }
          : { text: info.spokenText, language: info.spokenLanguage };
      lines = addLine(lines, { ...words, speakerId, isFinal: resultType === 'Final' });
      onChange();
    };
    /** Notes what the user wants, and withdraws the message about the last change. */
    const setWanted = (isWantedNow: boolean) => {
      isWanted = isWantedNow;
      change = null;
    };
    /** After a change of kind, starts the new captions if the user wants captions, and notes the change. */
    const restartIfWanted = async () => {
      const source = getSource();
      try {
        if (isWanted && !source.isCaptionsFeatureActive) await source.startCaptions();
        change = isWanted && !isTranslatable(source) ? 'notTranslated' : null;
      } catch {
        isWanted = false;
        change = 'stopped';
      }
      onChange();
    };
    const follow = () => listenToCaptions(getSource(), onCaption, onChange);
    let unfollow = follow();
    const onKindChanged = () => {
      unfollow();
      unfollow = follow();
      onChange();
      void restartIfWanted();
    };
    // An arrow function, because `unfollow` changes.
    atEnd(listen(sdkFeature, ['CaptionsKindChanged'], onKindChanged), () => unfollow());
    return {
      read() {
        const source = getSource();
        const canTranslate = isTranslatable(source);
        return {
          change,
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
        const source = getSource();
        switch (command.kind) {
          case 'start': {
            const result = await startCaptions(call, source);
            if (result.ok) setWanted(true);
            return result;
          }
          case 'stop':
            setWanted(false);
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
 * Starts captions. Calls with a phone number have none, although the SDK reports the capability, so a failure in such a call
 * becomes a problem that names this reason.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/interop/teams-user/phone-capabilities
 */
async function startCaptions(call: TeamsCall, source: CaptionSource): Promise<Result<void>> {
  try {
    await source.startCaptions();
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

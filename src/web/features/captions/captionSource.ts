import type {
  Captions,
  CaptionsInfo,
  TeamsCall,
  TeamsCaptions,
  TeamsCaptionsInfo,
} from '@azure/communication-calling';
import type { CallTools, FeatureContext } from '../../calling/call/feature.ts';
import { listen, type Unsubscribe } from '../../calling/sdk/listen.ts';

/**
 * The captions that the SDK makes in a call. Teams makes `TeamsCaptions`, which can be translated. The SDK may replace them by
 * `Captions`, which cannot, and announces that by the event `CaptionsKindChanged`.
 */
type CaptionSource = TeamsCaptions | Captions;
type CaptionInfo = TeamsCaptionsInfo | CaptionsInfo;

type OnCaption = (info: CaptionInfo) => void;

/** What happened to the captions when their kind changed. `captions.change` in the locale files has the words. */
export type CaptionsChange = 'notTranslated' | 'stopped';

/** The captions of one call, whatever their kind is. */
interface FollowedCaptions {
  /** @returns `null` unless a change of their kind has ended the captions, or their translation */
  readonly readChange: () => CaptionsChange | null;
  /** Notes whether the user wants captions, so that they go on after a change of their kind. */
  readonly noteWanted: (isWanted: boolean) => void;
}

const getFeature = (call: TeamsCall, { sdk }: CallTools) => call.feature(sdk.Features.Captions);

/** The cast is safe: `kind` says which of the two types an object has. */
export const getCaptionSource = (call: TeamsCall, tools: CallTools): CaptionSource =>
  getFeature(call, tools).captions as CaptionSource;

export const isTranslatable = (source: CaptionSource): source is TeamsCaptions =>
  source.kind === 'TeamsCaptions';

/** @returns the words of a caption, in the language of the captions */
export const readCaption = (info: CaptionInfo): { text: string; language: string } =>
  'captionText' in info
    ? { text: info.captionText, language: info.captionLanguage }
    : { text: info.spokenText, language: info.spokenLanguage };

/** Runs `onCaption` for each caption, and `onChange` after each other change of the captions. @returns the unsubscribe */
function listenToCaptions(source: CaptionSource, onCaption: OnCaption, onChange: () => void): Unsubscribe {
  const events = ['CaptionsActiveChanged', 'SpokenLanguageChanged'];
  const stop = listen(
    source,
    isTranslatable(source) ? [...events, 'CaptionLanguageChanged'] : events,
    onChange,
  );
  // The two types have different listeners, and this listener takes both.
  (source as Captions).on('CaptionsReceived', onCaption);
  return () => {
    stop();
    (source as Captions).off('CaptionsReceived', onCaption);
  };
}

/**
 * Follows the captions of a call, and those that replace them when their kind changes. If the user wants captions, the new ones
 * are started, because the SDK does not promise that they go on.
 */
export function followCaptions(
  { call, tools, onChange, atEnd }: FeatureContext,
  onCaption: OnCaption,
): FollowedCaptions {
  let isWanted = false;
  let change: CaptionsChange | null = null;
  const goOn = async () => {
    if (!isWanted) return void (change = null);
    const source = getCaptionSource(call, tools);
    try {
      if (!source.isCaptionsFeatureActive) await source.startCaptions();
      change = isTranslatable(source) ? null : 'notTranslated';
    } catch {
      isWanted = false;
      change = 'stopped';
    }
    return onChange();
  };
  const follow = () => listenToCaptions(getCaptionSource(call, tools), onCaption, onChange);
  let unfollow = follow();
  atEnd(
    listen(getFeature(call, tools), ['CaptionsKindChanged'], () => {
      unfollow();
      unfollow = follow();
      onChange();
      void goOn();
    }),
    () => unfollow(),
  );
  return {
    readChange: () => change,
    noteWanted(isWantedNow) {
      isWanted = isWantedNow;
      change = null;
    },
  };
}

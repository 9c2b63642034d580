import type {
  Captions,
  CaptionsInfo,
  TeamsCall,
  TeamsCaptions,
  TeamsCaptionsInfo,
} from '@azure/communication-calling';
import type { CallTools } from '../../calling/call/feature.ts';
import { listen, type Unsubscribe } from '../../calling/sdk/listen.ts';

/**
 * The captions that the SDK makes in a call. Teams makes `TeamsCaptions`, which can be translated. The SDK may replace them by
 * `Captions`, which cannot, and announces that by the event `CaptionsKindChanged`.
 */
type CaptionSource = TeamsCaptions | Captions;
type CaptionInfo = TeamsCaptionsInfo | CaptionsInfo;

/** What happened to the captions when their kind changed. `captions.change` in the locale files has the words. */
export type CaptionsChange = 'notTranslated' | 'stopped';

/** The calls in which the user has started captions and not stopped them. */
const startedCalls = new WeakSet<TeamsCall>();
const changes = new WeakMap<TeamsCall, CaptionsChange>();

const getFeature = (call: TeamsCall, { sdk }: CallTools) => call.feature(sdk.Features.Captions);

/** The cast is safe: `kind` says which of the two types an object has. */
export const getCaptionSource = (call: TeamsCall, tools: CallTools): CaptionSource =>
  getFeature(call, tools).captions as CaptionSource;

/** Whether the captions can be translated. */
export const isTranslatable = (source: CaptionSource): source is TeamsCaptions =>
  source.kind === 'TeamsCaptions';

/** @returns `null` unless a change of their kind has ended the captions, or their translation */
export const readCaptionsChange = (call: TeamsCall): CaptionsChange | null => changes.get(call) ?? null;

/** Notes whether the user wants captions, so that they go on after a change of their kind. */
export function noteWantedCaptions(call: TeamsCall, isWanted: boolean): void {
  changes.delete(call);
  if (isWanted) startedCalls.add(call);
  else startedCalls.delete(call);
}

/** @returns the words of a caption, in the language of the captions */
export const readCaption = (info: CaptionInfo): { text: string; language: string } =>
  'captionText' in info
    ? { text: info.captionText, language: info.captionLanguage }
    : { text: info.spokenText, language: info.spokenLanguage };

/**
 * Watches the captions, and those that replace them when their kind changes. If the user wants captions, the new ones are
 * started, because the SDK does not promise that they go on.
 * @returns the unsubscribe
 */
export function watchCaptionSource(
  call: TeamsCall,
  tools: CallTools,
  { onCaption, onChange }: { onCaption: (info: CaptionInfo) => void; onChange: () => void },
): Unsubscribe {
  const follow = (): Unsubscribe => {
    const source = getCaptionSource(call, tools);
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
  };
  const goOn = async () => {
    if (!startedCalls.has(call)) return changes.delete(call);
    const source = getCaptionSource(call, tools);
    try {
      if (!source.isCaptionsFeatureActive) await source.startCaptions();
      if (isTranslatable(source)) changes.delete(call);
      else changes.set(call, 'notTranslated');
    } catch {
      startedCalls.delete(call);
      changes.set(call, 'stopped');
    }
    return onChange();
  };
  let unfollow = follow();
  const stop = listen(getFeature(call, tools), ['CaptionsKindChanged'], () => {
    unfollow();
    unfollow = follow();
    onChange();
    void goOn();
  });
  return () => {
    stop();
    unfollow();
  };
}

import type { TeamsCall } from '@azure/communication-calling';
import { createStore, type Readable } from '../../base/store.ts';
import { isRunning } from '../../calling/call/callState.ts';
import type { CallFeature, CallTools } from '../../calling/call/feature.ts';
import { listen } from '../../calling/sdk/listen.ts';

/** The user can rate the call that ended last. */
export interface SurveyOffer {
  /** When the call ended, in milliseconds since 1970. */
  readonly endedAt: number;
  /** Sends the rating. @param score from 1, very bad, to 5, very good. @throws what the SDK throws */
  readonly submit: (score: number) => Promise<void>;
}

/** A shorter call tells little about its sound and video. */
const minCallMs = 60_000;

const offerStore = createStore<SurveyOffer | null>(null);
/** The call that the user can rate now; `null` for none. A new call withdraws the offer. */
export const surveyOffer: Readable<SurveyOffer | null> = offerStore;

export const withdrawSurveyOffer = (): void => offerStore.set(null);

const createOffer = (call: TeamsCall, { sdk }: CallTools): SurveyOffer => ({
  endedAt: Date.now(),
  async submit(score) {
    await call.feature(sdk.Features.CallSurvey).submitSurvey({ overallRating: { score } });
  },
});

/**
 * Offers a rating of each call that was connected for a minute. The message that asks for it is `SurveyMessage.tsx`; the feature
 * shows nothing during a call. Azure Monitor collects the ratings.
 * @see https://learn.microsoft.com/azure/communication-services/tutorials/end-of-call-survey-tutorial
 */
export const callSurvey: CallFeature<null> = {
  name: 'callSurvey',
  read: () => null,
  watch(call, _onChange, tools) {
    withdrawSurveyOffer();
    let connectedAt: number | null = null;
    const noteConnection = () => {
      if (isRunning(call)) connectedAt ??= Date.now();
    };
    noteConnection();
    const stopListening = listen(call, ['stateChanged'], noteConnection);
    return () => {
      stopListening();
      // A session also closes when the user signs out. Then the call goes on, and there is nothing to rate.
      if (call.state !== 'Disconnected' || connectedAt === null) return;
      if (Date.now() - connectedAt >= minCallMs) offerStore.set(createOffer(call, tools));
    };
  },
  // The user rates a call when it has ended, and then it has no commands any more.
  run: async () => {},
};

import type { TeamsCall } from '@azure/communication-calling';
import { createStore, type Readable } from '../../base/store.ts';
import type { CallFeature, CallTools } from '../../calling/call/feature.ts';

export interface SurveyOffer {
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
 * Offers a rating of each call that was connected for a minute. `screens/SurveyMessage.tsx` asks for it after
 * the call; the feature shows nothing during a call. Azure Monitor collects the ratings.
 * @see https://learn.microsoft.com/azure/communication-services/tutorials/end-of-call-survey-tutorial
 */
export const callSurvey: CallFeature<null> = {
  name: 'callSurvey',
  create({ call, tools }) {
    withdrawSurveyOffer();
    return {
      read: () => null,
      handleEnd({ connectedAt }) {
        if (connectedAt !== null && Date.now() - connectedAt >= minCallMs)
          offerStore.set(createOffer(call, tools));
        return null;
      },
    };
  },
};

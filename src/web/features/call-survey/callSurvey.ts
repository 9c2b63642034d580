import { createStore, type Readable } from '../../base/store.ts';
import type { CallFeature } from '../../calling/call/feature.ts';

/** A call that the user may rate after its end. */
export interface SurveyOffer {
  /** In milliseconds since 1970. */
  readonly endedAt: number;
  /** Sends the rating. @param score from 1, very bad, to 5, very good. @throws what the SDK throws */
  readonly submit: (score: number) => Promise<void>;
}

/** The shortest call that the user may rate. After a shorter one, they cannot tell much about the sound and video. */
const minCallMs = 60_000;

const offerStore = createStore<SurveyOffer | null>(null);
/** The call that the user can rate now; `null` for none. A new call withdraws the offer. */
export const surveyOffer: Readable<SurveyOffer | null> = offerStore;

export const withdrawSurveyOffer = (): void => offerStore.set(null);

/**
 * Offers a rating of each call that was connected for a minute. `screens/SurveyMessage.tsx` asks for the rating after the call.
 * Azure Monitor collects the ratings.
 * @see https://learn.microsoft.com/azure/communication-services/tutorials/end-of-call-survey-tutorial
 */
export const callSurvey: CallFeature<null> = {
  name: 'callSurvey',
  create({ call, tools }) {
    withdrawSurveyOffer();
    return {
      // No component reads a state of this feature.
      read: () => null,
      handleEnd({ connectedAt }) {
        const endedAt = Date.now();
        const submit = async (score: number) => {
          await call.feature(tools.sdk.Features.CallSurvey).submitSurvey({ overallRating: { score } });
        };
        if (connectedAt !== null && endedAt - connectedAt >= minCallMs) offerStore.set({ endedAt, submit });
        // This feature knows nothing about how the call ended.
        return null;
      },
    };
  },
};

import type { CallSurvey, CallSurveyFeature, CallSurveyResponse } from '@azure/communication-calling';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';
import { checkSurvey } from './checkSurvey.ts';

/**
 * How people rate a call, during it or afterwards. Surveys are kept by the emulator, which lists them.
 * @see https://learn.microsoft.com/azure/communication-services/tutorials/end-of-call-survey-tutorial
 */
export class EmuCallSurvey extends EmuCallFeature<never> implements CallSurveyFeature {
  readonly name = 'CallSurvey';

  constructor(session: CallSession) {
    super(session, 'CallSurveyFeature', []);
  }

  /** @throws 400/0 with the documented message for ratings outside their scale; 408/0 when it cannot be delivered. */
  async submitSurvey(survey: CallSurvey): Promise<CallSurveyResponse> {
    const ratings = checkSurvey(survey);
    const { id: call, self: participant, afterwards } = this.session.deps;
    const id = crypto.randomUUID();
    await afterwards.ask({ t: 'survey', call, participant, survey: { id, ...ratings } });
    return { ...survey, id, callId: call, localParticipantId: participant };
  }
}

import type { CallSurvey, CallSurveyFeature, CallSurveyResponse } from '@azure/communication-calling';
import type { CallSession } from '../call/session.ts';
import { checkSurvey } from './checkSurvey.ts';

/**
 * The survey in which the user rates a call, during the call or after it. The emulator stores and lists the surveys.
 * @see https://learn.microsoft.com/azure/communication-services/tutorials/end-of-call-survey-tutorial
 */
export class EmuCallSurvey implements CallSurveyFeature {
  readonly name = 'CallSurvey';
  private readonly session: CallSession;

  constructor(session: CallSession) {
    this.session = session;
  }

  /** @throws 400/45100 with the documented message for invalid ratings; 408/0 when the survey cannot be delivered. */
  async submitSurvey(survey: CallSurvey): Promise<CallSurveyResponse> {
    const ratings = checkSurvey(survey);
    const { callId, ownParticipantId, requestsAfterCall } = this.session.deps;
    const surveyId = crypto.randomUUID();
    await requestsAfterCall.send({
      t: 'survey',
      call: callId,
      participant: ownParticipantId,
      survey: { id: surveyId, ...ratings },
    });
    return { ...survey, id: surveyId, callId, localParticipantId: ownParticipantId };
  }

  /** Part of every feature. This feature has nothing to release. */
  dispose(): void {}
}

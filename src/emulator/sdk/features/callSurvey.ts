import type * as Real from '@azure/communication-calling';
import { check } from '../base/errors.ts';
import type { CallSession } from '../call/session.ts';

/** The four ratings of a survey, each with the issues that the user may report. */
const issuesByRating = {
  overallRating: 'CallCannotJoin CallCannotInvite HadToRejoin CallEndedUnexpectedly OtherIssues',
  audioRating:
    'NoLocalAudio NoRemoteAudio Echo AudioNoise LowVolume AudioStoppedUnexpectedly DistortedSpeech ' +
    'AudioInterruption OtherIssues',
  videoRating:
    'NoVideoReceived NoVideoSent LowQuality Freezes StoppedUnexpectedly DarkVideoReceived AudioVideoOutOfSync ' +
    'OtherIssues',
  screenshareRating:
    'NoContentLocal NoContentRemote CannotPresent LowQuality Freezes StoppedUnexpectedly LargeDelay OtherIssues',
} as const;

type RatingName = keyof typeof issuesByRating;
const ratingNames = Object.keys(issuesByRating) as RatingName[];

/** Microsoft: "The default input range is 1 to 5". */
const defaultScale: Real.RatingScale = { lowerBound: 1, upperBound: 5, lowScoreThreshold: 2 };

/** Microsoft documents the error for a survey that is not delivered, but not how long the SDK waits. */
const answerTimeoutMs = 10_000;

/**
 * The survey in which the user rates a call, during the call or after it. The emulator stores and lists the surveys.
 * @see https://learn.microsoft.com/azure/communication-services/tutorials/end-of-call-survey-tutorial
 */
export class EmuCallSurvey implements Real.CallSurveyFeature {
  readonly name = 'CallSurvey';
  private readonly session: CallSession;

  constructor(session: CallSession) {
    this.session = session;
  }

  /** @throws 400/45100 (code/subcode) with the documented message for invalid ratings; 408/0 if the server does not answer. */
  async submitSurvey(survey: Real.CallSurvey): Promise<Real.CallSurveyResponse> {
    const ratings = checkSurvey(survey);
    const { callId, ownParticipantId, requestsAfterCall } = this.session.deps;
    const surveyId = crypto.randomUUID();
    const sentSurvey = { id: surveyId, ...ratings };
    await requestsAfterCall.send(
      { t: 'survey', call: callId, participant: ownParticipantId, survey: sentSurvey },
      answerTimeoutMs,
    );
    return { ...survey, id: surveyId, callId, localParticipantId: ownParticipantId };
  }

  /** Every feature has this method. This feature has nothing to release. */
  dispose(): void {}
}

/** The four ratings differ in the type of their issues. Here, `issues` may be any texts. */
type Rating = Omit<Real.CallRating<never>, 'issues'> & { issues?: string[] };

/** @returns a survey's ratings, each with its scale. @throws 400/45100 with the documented message for an invalid survey. */
export function checkSurvey(survey: Real.CallSurvey): Partial<Record<RatingName, Required<Rating>>> {
  const ratings = ratingNames.flatMap((name) => {
    const rating: Rating | undefined = survey?.[name];
    return rating ? [[name, checkRating(name, rating)] as const] : [];
  });
  checkSurveyPart(ratings.length > 0, 'At least one survey rating is required.');
  return Object.fromEntries(ratings) as Partial<Record<RatingName, Required<Rating>>>;
}

/** @returns the rating, with a scale and a list of issues even if the app has left them out. */
function checkRating(name: RatingName, { score, scale, issues = [] }: Rating): Required<Rating> {
  const { lowerBound, upperBound, lowScoreThreshold } = scale ?? defaultScale;
  const isOnScale = (value: number) =>
    typeof value === 'number' && value >= lowerBound && value <= upperBound;
  const bounds = `${lowerBound} and ${upperBound}`;
  checkSurveyPart(
    isPercentage(lowerBound) && isPercentage(upperBound),
    `${name} lowerBound: ${lowerBound} and upperBound: ${upperBound} should be between 0 and 100.`,
  );
  const scoreMessage = scale
    ? `${name}: ${score} should be between ${bounds}.`
    : `In default scale ${name}.score should be 1 to 5.`;
  checkSurveyPart(isOnScale(score), scoreMessage);
  checkSurveyPart(isOnScale(lowScoreThreshold), `${name}: ${lowScoreThreshold} should be between ${bounds}.`);
  const validIssues: readonly string[] = issuesByRating[name].split(' ');
  // If an app without types passes no list, `issues` itself is the invalid issue.
  const invalidIssue = Array.isArray(issues) ? issues.find((issue) => !validIssues.includes(issue)) : issues;
  const issueMessage = `${name}: '${String(invalidIssue)}' is not one of its issues.`;
  checkSurveyPart(invalidIssue === undefined, issueMessage);
  return { score, scale: { lowerBound, upperBound, lowScoreThreshold }, issues: [...issues] };
}

const isPercentage = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= 100;
const checkSurveyPart = (isValid: boolean, message: string) => check(isValid, 400, 45100, message);

import type { CallRating, CallSurvey, RatingScale } from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';

/** The four ratings, each with the issues that the user may report. */
const issuesOf = {
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

type Name = keyof typeof issuesOf;
const names = Object.keys(issuesOf) as Name[];

/** "The default input range is 1 to 5", and a score of 1 or 2 is low. */
const defaultScale: RatingScale = { lowerBound: 1, upperBound: 5, lowScoreThreshold: 2 };

interface Rating {
  readonly score: number;
  readonly scale: RatingScale;
  readonly issues: string[];
}

/**
 * Checks a survey.
 * @returns the ratings, each with its scale.
 * @throws 400/0 for an invalid survey, with the message that the documentation gives, where it gives one.
 * @see https://learn.microsoft.com/azure/communication-services/tutorials/end-of-call-survey-tutorial
 */
export function checkSurvey(survey: CallSurvey): Partial<Record<Name, Rating>> {
  const ratings = names.flatMap((name) => {
    const rating: CallRating<never> | undefined = survey?.[name] as CallRating<never> | undefined;
    return rating ? [[name, checkRating(name, rating)] as const] : [];
  });
  if (ratings.length === 0) throw invalid('At least one survey rating is required.');
  return Object.fromEntries(ratings) as Partial<Record<Name, Rating>>;
}

function checkRating(name: Name, { score, scale, issues = [] }: CallRating<never>): Rating {
  const { lowerBound, upperBound, lowScoreThreshold } = scale ?? defaultScale;
  const isOnScale = (value: number) =>
    typeof value === 'number' && value >= lowerBound && value <= upperBound;
  const bounds = `${lowerBound} and ${upperBound}`;
  if (!isPercentage(lowerBound) || !isPercentage(upperBound)) {
    throw invalid(
      `${name} lowerBound: ${lowerBound} and upperBound: ${upperBound} should be between 0 and 100.`,
    );
  }
  if (!isOnScale(score)) {
    throw scale
      ? invalid(`${name}: ${score} should be between ${bounds}.`)
      : invalid(`In default scale ${name}.score should be 1 to 5.`);
  }
  if (!isOnScale(lowScoreThreshold)) {
    throw invalid(`${name}: ${lowScoreThreshold} should be between ${bounds}.`);
  }
  const known: readonly string[] = issuesOf[name].split(' ');
  const unknown = Array.isArray(issues) ? issues.find((issue) => !known.includes(issue)) : issues;
  if (unknown !== undefined) throw invalid(`${name}: '${String(unknown)}' is not one of its issues.`);
  return { score, scale: { lowerBound, upperBound, lowScoreThreshold }, issues: [...issues] };
}

const isPercentage = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= 100;
const invalid = (message: string) => callingError(400, 0, message);

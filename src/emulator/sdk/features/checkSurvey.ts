import type { CallRating, CallSurvey, RatingScale } from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';

/** The four ratings, with what may be wrong in each. */
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

/** "The default input range is 1 to 5", and a score of 1 or 2 is a bad one. */
const usual: RatingScale = { lowerBound: 1, upperBound: 5, lowScoreThreshold: 2 };

interface Rating {
  readonly score: number;
  readonly scale: RatingScale;
  readonly issues: string[];
}

/**
 * @returns the ratings, each with its scale.
 * @throws 400/0 with the message that the documentation gives for each fault; what it does not name is said plainly.
 * @see https://learn.microsoft.com/azure/communication-services/tutorials/end-of-call-survey-tutorial
 */
export function checkSurvey(survey: CallSurvey): Partial<Record<Name, Rating>> {
  const given = names.flatMap((name) => {
    const rating: CallRating<never> | undefined = survey?.[name] as CallRating<never> | undefined;
    return rating ? [[name, checkRating(name, rating)] as const] : [];
  });
  if (given.length === 0) throw wrong('At least one survey rating is required.');
  return Object.fromEntries(given) as Partial<Record<Name, Rating>>;
}

function checkRating(name: Name, { score, scale, issues = [] }: CallRating<never>): Rating {
  const { lowerBound, upperBound, lowScoreThreshold } = scale ?? usual;
  const within = (value: number) => typeof value === 'number' && value >= lowerBound && value <= upperBound;
  const bounds = `${lowerBound} and ${upperBound}`;
  if (!percent(lowerBound) || !percent(upperBound)) {
    throw wrong(
      `${name} lowerBound: ${lowerBound} and upperBound: ${upperBound} should be between 0 and 100.`,
    );
  }
  if (!within(score)) {
    throw scale
      ? wrong(`${name}: ${score} should be between ${bounds}.`)
      : wrong(`In default scale ${name}.score should be 1 to 5.`);
  }
  if (!within(lowScoreThreshold)) {
    throw wrong(`${name}: ${lowScoreThreshold} should be between ${bounds}.`);
  }
  const known: readonly string[] = issuesOf[name].split(' ');
  const unknown = Array.isArray(issues) ? issues.find((issue) => !known.includes(issue)) : issues;
  if (unknown !== undefined) throw wrong(`${name}: '${String(unknown)}' is no issue of it.`);
  return { score, scale: { lowerBound, upperBound, lowScoreThreshold }, issues: [...issues] };
}

const percent = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= 100;
const wrong = (message: string) => callingError(400, 0, message);

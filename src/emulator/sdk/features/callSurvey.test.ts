import { expect, test } from 'vitest';
import { checkSurvey } from './callSurvey.ts';

const scale = (lowerBound: number, upperBound: number, lowScoreThreshold: number) => ({
  lowerBound,
  upperBound,
  lowScoreThreshold,
});

test('checkSurvey returns each rating with its scale', () => {
  const videoRating = { score: 0, scale: scale(0, 100, 50), issues: ['Freezes' as const] };
  expect(checkSurvey({ overallRating: { score: 5 }, videoRating })).toEqual({
    overallRating: { score: 5, scale: scale(1, 5, 2), issues: [] },
    videoRating,
  });
});

test.each([
  [{}, 'At least one survey rating is required.'],
  [{ audioRating: { score: 6 } }, 'In default scale audioRating.score should be 1 to 5.'],
  [{ overallRating: { score: 9, scale: scale(0, 8, 2) } }, 'overallRating: 9 should be between 0 and 8.'],
  [
    { overallRating: { score: 1, scale: scale(0, 101, 2) } },
    'overallRating lowerBound: 0 and upperBound: 101 should be between 0 and 100.',
  ],
  [{ overallRating: { score: 1, scale: scale(0, 3, 4) } }, 'overallRating: 4 should be between 0 and 3.'],
  [
    { overallRating: { score: 1, issues: ['Freezes'] } },
    "overallRating: 'Freezes' is not one of its issues.",
  ],
])('checkSurvey refuses %j', (survey, message) => {
  expect(() => checkSurvey(survey as never)).toThrow(message);
});

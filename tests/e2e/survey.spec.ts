import type { Page } from '@playwright/test';
import { callControl, callStateText, dial, expect, people, signIn, test } from '../support/app/appTest.ts';

const { alice, echo } = people;
const findQuestion = (page: Page) =>
  page.getByRole('status').filter({ hasText: 'How were sound and video in your last call?' });

/** Calls Echo. @param seconds how long the call lasts by the page's clock */
async function callEcho(page: Page, seconds: number): Promise<void> {
  await dial(page, echo.id, 'Call');
  await expect(callStateText(page, 'Connected')).toBeVisible();
  // Only the date moves. Playwright's clock would show 1970 for a moment, in which MSAL takes its tokens for expired.
  await page.evaluate((milliseconds) => {
    const readDate = Date.now;
    Date.now = () => readDate() + milliseconds;
  }, seconds * 1_000);
  await callControl(page, 'Hang up').click();
  await expect(page.getByRole('status').filter({ hasText: 'The call has ended' })).toBeVisible();
}

/** Collects the scores that the page sends to the signalling server. */
function collectScores(page: Page): number[] {
  const scores: number[] = [];
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const score = /"overallRating":\{[^}]*"score":(\d)/.exec(String(payload))?.[1];
      if (score !== undefined) scores.push(Number(score));
    }),
  );
  return scores;
}

test('the app asks how a call of a minute was, and sends the answer', async ({ openApp }) => {
  const { page } = await openApp();
  const scores = collectScores(page);
  await signIn(page, alice.upn);
  await callEcho(page, 10);
  await expect(findQuestion(page)).toHaveCount(0);
  await callEcho(page, 60);
  await findQuestion(page).getByRole('button', { name: 'Good', exact: true }).click();
  await expect(findQuestion(page)).toHaveCount(0);
  await expect.poll(() => scores).toEqual([4]);
});

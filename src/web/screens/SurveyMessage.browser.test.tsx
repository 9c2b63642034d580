import { screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { pressButton, renderApp, runAndRender } from '../fixtures/render.tsx';
import { callSurvey, withdrawSurveyOffer } from '../features/call-survey/callSurvey.ts';
import { MessageLine } from '../ui/MessageLine.tsx';
import { SurveyMessage } from './SurveyMessage.tsx';

const question = 'How were sound and video in your last call?';
const dayMs = 24 * 3_600_000;

afterEach(withdrawSurveyOffer);

async function renderMessage(settings: { callSurvey?: boolean } = {}, message = <SurveyMessage />) {
  vi.useFakeTimers({ toFake: ['Date'] });
  const app = await renderApp(message, { features: [callSurvey], settings });
  const callFor = async (seconds: number) => {
    const call = await app.connectCall();
    await runAndRender(() => {
      vi.setSystemTime(Date.now() + seconds * 1000);
      call.end({ code: 0, subCode: 0 });
    });
    return call;
  };
  return { ...app, callFor };
}

it('asks after a call of a minute, and sends the rating', async () => {
  const { callFor } = await renderMessage();
  const call = await callFor(60);
  expect(screen.getByRole('status')).toHaveTextContent(question);
  await pressButton('Good');
  expect(call.features.CallSurvey.submittedSurveys).toEqual([{ overallRating: { score: 4 } }]);
  expect(screen.queryByRole('status')).toBeNull();
});

it.each([
  ['after a short call', 59, {}],
  ['if a setting turns the question off', 60, { callSurvey: false }],
])('does not ask %s', async (_when, seconds, settings) => {
  const { callFor } = await renderMessage(settings);
  await callFor(seconds);
  expect(screen.queryByText(question)).toBeNull();
});

it('disappears when the user dismisses it, and asks again only after a week', async () => {
  const { callFor } = await renderMessage();
  await callFor(60);
  await pressButton('Dismiss');
  expect(screen.queryByText(question)).toBeNull();
  await callFor(60);
  expect(screen.queryByText(question)).toBeNull();
  vi.setSystemTime(Date.now() + 7 * dayMs);
  await callFor(60);
  expect(screen.getByText(question)).toBeVisible();
});

it('makes way for the next call', async () => {
  const { callFor, connectCall } = await renderMessage();
  await callFor(60);
  const call = await connectCall();
  expect(screen.queryByText(question)).toBeNull();
  await runAndRender(() => call.end({ code: 0, subCode: 0 }));
  expect(screen.queryByText(question)).toBeNull();
});

it.each([320, 390])('shows the whole question in a window of %i pixels', async (width) => {
  await page.viewport(width, 800);
  const { callFor } = await renderMessage(
    {},
    <MessageLine>
      <SurveyMessage />
    </MessageLine>,
  );
  await callFor(60);
  expect(screen.getByText(question)).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Show all' })).toBeNull();
  await page.viewport(1280, 800);
});

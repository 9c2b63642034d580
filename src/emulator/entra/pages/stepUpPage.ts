import type { Context } from 'hono';
import { html } from 'hono/html';
import { renderPage } from '../../html/page.ts';
import { renderAnswerForm, type PageQuestion } from './question.ts';

/** Asks for a second factor. In the emulator a click on *Approve* is the second factor. */
export function renderStepUpPage(c: Context, question: PageQuestion): Promise<Response> {
  return renderPage(c, {
    title: 'Verify your identity',
    body: html`
      <p>
        Your organisation asks <strong>${question.person.upn}</strong> for a second proof. Here a click is
        enough.
      </p>
      ${renderAnswerForm(question, { action: 'stepup', refuseLabel: 'Cancel', accept: { label: 'Approve', answer: 'accept' } })}
    `,
  });
}

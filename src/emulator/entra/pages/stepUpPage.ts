import type { Context } from 'hono';
import { html } from 'hono/html';
import { page } from '../../html/page.ts';
import { answers, type Question } from './question.ts';

/** The second proof; the emulator takes a click for it. */
export function stepUpPage(c: Context, question: Question): Promise<Response> {
  return page(c, {
    title: 'Verify your identity',
    body: html`
      <p>
        Your organisation asks <strong>${question.person.upn}</strong> for a second proof. Here a click is
        enough.
      </p>
      ${answers(question, 'stepup', 'Cancel', 'Approve')}
    `,
  });
}

import type { Context } from 'hono';
import { html } from 'hono/html';
import { page } from '../../html/page.ts';
import { answers, type Question } from './question.ts';
import { wishes } from './wishes.ts';

/** These permissions are not the person's to give. */
export function adminNeededPage(c: Context, question: Question): Promise<Response> {
  const { application, scopes } = question.request;
  return page(c, {
    title: 'Approval needed',
    body: html`
      <p role="alert">
        AADSTS90094: an administrator of your organisation must allow
        <strong>${application.displayName}</strong> to:
      </p>
      ${wishes(scopes)}
      <p class="who">Signed in as ${question.person.upn}</p>
      ${answers(question, 'consent', 'Back to the app')}
    `,
  });
}

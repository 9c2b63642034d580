import type { Context } from 'hono';
import { html } from 'hono/html';
import { tenants } from '../../core/seed.ts';
import { page } from '../../html/page.ts';
import { answers, type Question } from './question.ts';
import { wishes } from './wishes.ts';

/** May this application do these things as this person? */
export function consentPage(c: Context, question: Question): Promise<Response> {
  const { application, scopes } = question.request;
  const publisher = tenants.find(({ id }) => id === application.tid)?.name ?? application.tid;
  return page(c, {
    title: 'Permissions requested',
    body: html`
      <p><strong>${application.displayName}</strong>, published by ${publisher}, would like to:</p>
      ${wishes(scopes)}
      <p class="who">Signed in as ${question.person.upn}</p>
      ${answers(question, 'consent', 'Cancel', 'Accept')}
    `,
  });
}

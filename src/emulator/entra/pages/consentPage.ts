import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Directory } from '../../core/directory.ts';
import { renderPage } from '../../html/page.ts';
import { renderAnswerForm, type PageQuestion } from './question.ts';
import { renderPermissionList } from './permissionList.ts';

/** Asks a user to consent to an application's permissions. */
export function renderConsentPage(
  c: Context,
  { tenants }: Directory,
  question: PageQuestion,
): Promise<Response> {
  const { application, scopes } = question.request;
  const publisher = tenants.find(({ id }) => id === application.tid)?.name ?? application.tid;
  return renderPage(c, {
    title: 'Permissions requested',
    body: html`
      <p><strong>${application.displayName}</strong>, published by ${publisher}, would like to:</p>
      ${renderPermissionList(scopes)}
      <p class="who">Signed in as ${question.person.upn}</p>
      ${renderAnswerForm(question, { action: 'consent', refuseLabel: 'Cancel', accept: { label: 'Accept', answer: 'accept' } })}
    `,
  });
}

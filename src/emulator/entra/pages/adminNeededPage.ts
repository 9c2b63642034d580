import type { Context } from 'hono';
import { html } from 'hono/html';
import { renderPage } from '../../html/page.ts';
import { renderAnswerForm, type PageQuestion } from './question.ts';
import { renderPermissionList } from './permissionList.ts';

/**
 * Tells a user that only an administrator can consent to these permissions. The page's only button refuses the consent,
 * so the application gets an error.
 */
export function renderAdminNeededPage(c: Context, question: PageQuestion): Promise<Response> {
  const { application, scopes } = question.request;
  return renderPage(c, {
    title: 'Approval needed',
    body: html`
      <p role="alert">
        AADSTS90094: an administrator of your organisation must allow
        <strong>${application.displayName}</strong> to:
      </p>
      ${renderPermissionList(scopes)}
      <p class="who">Signed in as ${question.person.upn}</p>
      ${renderAnswerForm(question, { action: 'consent', refuseLabel: 'Back to the app' })}
    `,
  });
}

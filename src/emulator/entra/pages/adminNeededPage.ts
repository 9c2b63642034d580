import type { Context } from 'hono';
import { html } from 'hono/html';
import { renderPage } from '../../html/page.ts';
import type { EntraError } from '../protocol/errors.ts';
import { renderPermissionList } from './permissionList.ts';
import { renderAnswerForm, type PageQuestion } from './question.ts';

/**
 * Tells a user that only an administrator can consent to these permissions. *Cancel* stands for Entra's link "Return to
 * the application without granting consent". The other button does not exist in Entra: with it, a person who is alone
 * at a laptop plays the administrator.
 * @param refusal why the user may not consent.
 */
export function renderAdminNeededPage(
  c: Context,
  question: PageQuestion,
  refusal: EntraError,
): Promise<Response> {
  const { application, scopes } = question.request;
  return renderPage(c, {
    title: 'Need admin approval',
    body: html`
      <p role="alert">
        AADSTS${refusal.code}: <strong>${application.displayName}</strong> needs permissions that only an
        administrator of your organisation can grant:
      </p>
      ${renderPermissionList(scopes)}
      <p class="who">Signed in as ${question.person.upn}</p>
      ${renderAnswerForm(question, {
        action: 'consent',
        refuseLabel: 'Cancel',
        accept: { label: 'Accept as an administrator', answer: 'acceptAsAdministrator' },
      })}
      <p class="who">
        Only this emulator lets you act as an administrator, who accepts for everyone in your organisation.
      </p>
    `,
  });
}

import type { BrowserContext, Page } from '@playwright/test';
import {
  callRegion,
  callStateText,
  dial,
  endedCallNotice,
  expect,
  findDialBox,
  hangUp,
  people,
  signIn,
  signInAsFarAs,
  test,
} from '../../support/app/appTest.ts';
import { problemNotice, watchRequests } from '../../support/app/faultTest.ts';
import { recentCalls } from '../../support/app/ringing.ts';
import type { System } from '../../support/system.ts';

/** What keeps an agent from calling. Each fault has one sentence, which names the person who can mend it. */

test.use({ localCase: 'extension' });

const { alice, dave } = people;
const clientId = 'fa000000-0000-4000-8000-0000000000fa';
const telephone = '+14255550100';
const support = '5e000000-0000-4000-8000-0000000000e6';

/**
 * Changes an assignment as the owner of the ACS resource does.
 * @param objectId a person's or a resource account's
 * @param assignment `null` deletes the assignment
 */
async function assign(
  { emulator }: System,
  objectId: string,
  assignment: { principalType: string; clientIds?: readonly string[] } | null,
) {
  const tokenAddress = `${emulator.url}/emulator/identity/token?resource=https://communication.azure.com/`;
  const answer = await fetch(tokenAddress, { headers: { 'x-emulator-secret': emulator.secret } });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const { tid } = emulator.directory.acsResource;
  const path = `/access/teamsExtension/tenants/${tid}/assignments/${objectId}?api-version=2025-06-30`;
  await fetch(emulator.url + path, {
    method: assignment ? 'PUT' : 'DELETE',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(assignment && { body: JSON.stringify(assignment) }),
  });
}
const asUser = (...clientIds: string[]) => ({ principalType: 'user', clientIds });

test.afterEach(async ({ system, emulator }) => {
  await assign(system, alice.id, asUser(clientId));
  await assign(system, dave.id, null);
  await assign(system, support, { principalType: 'teamsResourceAccount' });
  await emulator.resetConditions();
});

/** Replaces parts of the token source that the operator has written into `config.json`, and loads the page again. */
async function changeTokenSource(
  { page, context }: { page: Page; context: BrowserContext },
  { config }: System,
  changes: object,
): Promise<void> {
  const tokenSource = { ...config.tokenSource, ...changes };
  await context.route('**/config.json', (route) => route.fulfill({ json: { ...config, tokenSource } }));
  await page.reload();
}

interface SignInFault {
  readonly fault: string;
  readonly person: { readonly id: string; readonly upn: string };
  /** What the resource's owner, the administrator or the operator has done; missing if nothing. */
  readonly prepare?: (fixtures: {
    readonly system: System;
    readonly emulator: {
      setConditions: (changes: { user: string; noTeamsPhoneLicence: boolean }) => unknown;
    };
    readonly app: { page: Page; context: BrowserContext };
  }) => unknown;
  readonly code: string;
  readonly sentence: string;
}

const faultsAtSignIn: readonly SignInFault[] = [
  {
    fault: 'no assignment',
    person: dave,
    code: 'assignment-missing',
    sentence: 'The resource’s owner can assign it',
  },
  {
    fault: 'an assignment for another application',
    person: dave,
    prepare: ({ system }) => assign(system, dave.id, asUser('ca000000-0000-4000-8000-0000000000ca')),
    code: 'assignment-other-app',
    sentence: 'The Communication Services resource’s owner can add the application to your assignment',
  },
  {
    fault: 'no Teams licence',
    person: dave,
    prepare: ({ system }) => assign(system, dave.id, asUser(clientId)),
    code: 'licence-missing',
    sentence: 'Your organisation’s administrator can assign it.',
  },
  {
    fault: 'no Teams Phone licence',
    person: alice,
    prepare: ({ emulator }) => emulator.setConditions({ user: alice.upn, noTeamsPhoneLicence: true }),
    code: 'phone-licence-missing',
    sentence: 'Your organisation’s administrator can assign it.',
  },
  {
    fault: 'an endpoint that is no ACS resource',
    person: alice,
    prepare: ({ app, system }) => changeTokenSource(app, system, { endpoint: system.url }),
    code: 'acs-endpoint-wrong',
    sentence: 'Whoever runs Switchboard can correct it',
  },
  {
    fault: 'an endpoint that nobody answers',
    person: alice,
    prepare: ({ app, system }) => changeTokenSource(app, system, { endpoint: 'http://localhost:9' }),
    code: 'acs-unreachable',
    sentence: 'whoever runs Switchboard can check the address',
  },
];

for (const { fault, person, prepare, code, sentence } of faultsAtSignIn)
  test(`${fault}: the page after the sign-in says who can mend it`, async ({
    openApp,
    system,
    emulator,
    expectedErrors,
  }) => {
    expectedErrors.push(/Failed to load resource|Content Security Policy|policy violation: connect-src/);
    const app = await openApp();
    await prepare?.({ system, emulator, app });
    const notice = await signInAsFarAs(app.page, person.upn, problemNotice(app.page, code));
    await expect(notice).toContainText(sentence);
  });

test('a resource account that is unknown or not assigned, and a number that is not E.164: the screen says who can mend it', async ({
  openApp,
  system,
}) => {
  const app = await openApp();
  const { page } = app;
  await changeTokenSource(app, system, {
    resourceAccounts: [
      { id: '99999999-9999-4999-8999-999999999999', name: 'Unknown', number: '+14255550190' },
      { id: support, name: 'Not assigned', number: '+14255550151' },
    ],
  });
  await assign(system, support, null);
  await signIn(page, alice.upn);
  for (const line of ['Unknown, +1 425 555 0190', 'Not assigned, +1 425 555 0151']) {
    await page.getByRole('combobox', { name: 'Call as' }).selectOption(line);
    await dial(page, telephone, 'Call');
    const notice = endedCallNotice(page, 'Code 403/10105');
    await expect(notice).toContainText('Whoever runs Switchboard can assign it.');
    await notice.getByRole('button', { name: 'Dismiss' }).click();
  }

  await findDialBox(page).fill('(425) 555-0100 5');
  await expect(page.getByText('Begin a phone number with + and the country')).toBeVisible();
  await expect(callRegion(page)).toHaveCount(0);
});

test('an agent who is removed while signed in stays connected, and reads of it at the next renewal', async ({
  openApp,
  system,
  emulator,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 403/);
  await emulator.setConditions({ tokenLifetimeSeconds: 30 });
  const { page } = await openApp();
  const log = watchRequests(page);
  await signIn(page, alice.upn);
  await assign(system, alice.id, null);
  const notice = problemNotice(page, 'assignment-missing');
  await expect(notice).toBeVisible({ timeout: 40_000 });
  await expect(findDialBox(page)).toBeVisible();
  await assign(system, alice.id, asUser(clientId));
  await emulator.resetConditions();
  const exchangeCount = log.exchanges.length;
  // The app tries again when the network comes back, or when the user has signed in again.
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect.poll(() => log.exchanges.length).toBeGreaterThan(exchangeCount);
  await expect(notice).toHaveCount(0);
});

test('the call of an agent who is removed meanwhile goes on, the agent reads what happened, and the history keeps the call', async ({
  openApp,
  system,
  emulator,
  expectedErrors,
}) => {
  // The app asks for a new token when half of the first one's minute is over.
  test.slow();
  expectedErrors.push(/status of 403/);
  await emulator.setConditions({ tokenLifetimeSeconds: 60 });
  const { page } = await openApp();
  await signIn(page, alice.upn);
  await dial(page, telephone, 'Call');
  await expect(callStateText(page, 'Connected')).toBeVisible();
  await assign(system, alice.id, null);
  const notice = problemNotice(page, 'assignment-missing');
  await expect(notice).toContainText('The resource’s owner can assign it', { timeout: 60_000 });
  await expect(callRegion(page).getByRole('timer', { name: 'Time in this call' })).toBeVisible();
  await hangUp(page);
  await expect(recentCalls(page).getByRole('button', { name: /^\+1 425 555 0100/ })).toBeVisible();
});

import { examineSetup } from '../../../src/server/doctor/examineSetup.ts';
import { formatTable } from '../../../src/server/doctor/finding.ts';
import { startService } from '../../../src/server/startService.ts';
import { createExchangeRefusal, type Account } from '../hourTokens.ts';
import type { HourStep, StepContext } from './step.ts';

export const registration: HourStep = {
  name: 'registration',
  title: 'Check the registration of the application and the ACS resource',
  otherCosts: 'Nothing. It changes nothing.',
  needs: 'The settings of the token service, in the environment or in the file .env.',
  minutes: 1,
  async run({ target, operator, recorder, redactor }) {
    const findings = await examineSetup({ env: target.env, origin: target.appOrigin });
    operator.print(formatTable(findings));
    for (const { check, verdict, evidence } of findings) {
      // The name of a check can contain the id of a tenant, or the host of a resource.
      recorder.addFact('registration', redactor.redact(check), verdict);
      if (verdict === 'fail') operator.print(`  Repair “${check}” first (${evidence}): later steps need it.`);
    }
  },
};

export const exchange: HourStep = {
  name: 'exchange',
  title: 'Exchange Teams tokens with one permission and with both, with and without the token service',
  otherCosts: 'No money. The first person signs in up to three times, and consents to the application.',
  needs: 'Public client flows of the application, and a person with a Teams licence.',
  minutes: 6,
  async run(context) {
    const { tokens, recorder, redactor } = context;
    // First with one permission: a later token has every permission to which the person has consented.
    const weak = await tokens.signIn(recorder, 'alice', ['Teams.ManageCalls']);
    const track = redactor.nameOf('person', weak.oid);
    recorder.addFact(track, 'permissions in a token for one', listTeamsPermissions(weak));
    await tokens.exchange(recorder, 'exchange with one permission', weak);

    const account = await tokens.getAccount(recorder, 'alice');
    recorder.addFact(track, 'permissions in a token for both', listTeamsPermissions(account));
    const { exp, iat } = account.claims;
    recorder.addFact(track, 'teamsTokenLifetimeSeconds', Number(exp) - Number(iat));
    const { status, acsToken } = await tokens.exchange(recorder, 'exchange with both permissions', account);
    if (acsToken)
      recorder.addFact(track, 'acsTokenEndsLaterBySeconds', acsToken.expiresAt / 1000 - Number(exp));
    const bob = await tokens.getAccount(recorder, 'bob');
    await tokens.exchange(recorder, 'exchange with the id of another person', account, { oid: bob.oid });
    await recordPreflight(context);
    await exchangeWithService(context, account, track);
    if (status !== 200) throw createExchangeRefusal(status);
  },
};

function listTeamsPermissions({ permissions }: Account): string {
  const ofTeams = permissions.filter((name) => name.startsWith('Teams'));
  return ofTeams.toSorted().join(' ');
}

/** Records whether the ACS resource answers the request with which a browser asks whether a page may exchange tokens. */
async function recordPreflight({ recorder, settings, target }: StepContext): Promise<void> {
  const { allowsPage } = await recorder.recordRequest('exchange', 'preflight of a page', async () => {
    const url = `${settings.acs[0].endpoint}/teamsUser/:exchangeAccessToken?api-version=2023-10-01`;
    const { status, headers } = await fetch(url, {
      method: 'OPTIONS',
      headers: {
        origin: target.appOrigin ?? 'https://phone.example.com',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
      signal: AbortSignal.timeout(20_000),
    });
    return { status, allowsPage: headers.has('access-control-allow-origin') };
  });
  recorder.addFact('exchange', 'allows a page', allowsPage);
}

/** Starts the token service, and asks it for an ACS token as the app does. */
async function exchangeWithService(
  { tokens, recorder, target }: StepContext,
  { accessToken }: Account,
  track: string,
): Promise<void> {
  const callerToken = await tokens.getCallerToken(recorder, 'alice');
  const service = await startService({ port: 0, env: { ...target.env, LOG_LEVEL: 'silent', WEB_ROOT: '' } });
  try {
    await recorder.recordRequest(track, 'exchange with the token service', async () => {
      const response = await fetch(`${service.url}/api/token`, {
        method: 'POST',
        headers: { authorization: `Bearer ${callerToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ teamsUserAadToken: accessToken }),
      });
      const { error } = (await response.json()) as { error?: { code?: string } };
      return { status: response.status, code: error?.code };
    });
  } finally {
    await service.close();
  }
}

import { probeConsent } from '../auth/probeConsent.ts';
import { callerScope, teamsScopes } from '../auth/scopes.ts';
import { startAuth, type StartedAuth } from '../auth/start.ts';
import { requestAcsToken } from '../backend/credential.ts';
import { createTokenHook } from '../backend/createTokenHook.ts';
import { loadConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { ok } from '../errors/problem.ts';
import { deviceFindings } from './devices.ts';
import { complete, finding, type Finding } from './finding.ts';
import { exchangeFindings, signInFindings } from './fromProblem.ts';

export interface Examination {
  readonly findings: readonly Finding[];
  readonly config: Config | null;
  /** Signs the user in if the remaining checks need that, otherwise `null`. Leaves the page; resolves only if that fails. */
  readonly signIn: (() => Promise<unknown>) | null;
}

/** MSAL, which is started once in a page, however often the checks run. */
export interface Started {
  auth?: StartedAuth;
}

/**
 * Checks the set-up from this browser, step by step. If one step fails, the later ones are not checked. It changes nothing and
 * does not sign in by itself.
 */
export async function examine(started: Started): Promise<Examination> {
  const secure = finding('secureContext', isSecureContext ? 'pass' : 'fail', location.origin);
  const [devices, loaded] = await Promise.all([deviceFindings(), loadConfig(location.hostname)]);
  if (!loaded.ok || loaded.value.faults) {
    const evidence = loaded.ok
      ? loaded.value.faults?.map(({ key, found, expected }) => `${key}: ${found} → ${expected}`).join('; ')
      : (loaded.problem.detail ?? loaded.problem.code);
    const findings = complete([finding('config', 'fail', evidence), secure, ...devices], null);
    return { config: null, signIn: null, findings };
  }
  const { config } = loaded.value;
  const before = [finding('config', 'pass'), secure, await tenantFinding(config), ...devices];
  const auth = started.auth ?? (await start(config));
  if (auth) started.auth = auth;
  const [seen, signIn] = auth
    ? await examineSignedIn(config, auth)
    : ([[finding('storage', 'fail')], null] as const);
  return { config, signIn, findings: complete([...before, ...seen], config.tokenSource.kind) };
}

async function start(config: Config): Promise<StartedAuth | null> {
  const result = await startAuth(config, location.origin);
  return result.ok ? result.value : null;
}

/** Runs the checks that need a signed-in user. @returns the findings, and how to sign in if that is needed */
async function examineSignedIn(
  config: Config,
  auth: StartedAuth,
): Promise<readonly [readonly Finding[], Examination['signIn']]> {
  const { session, problem } = auth;
  const storage = finding('storage', 'pass');
  const account = session.account();
  if (!account) {
    const came = problem ? signInFindings(problem) : [];
    return [[storage, ...came], () => session.signIn({ another: true })];
  }
  const signIn = () => session.signIn();
  // A token from the cache would not show whether Entra still issues one.
  const refused = await probeConsent(auth, teamsScopes);
  if (refused) return [[storage, ...signInFindings(refused)], signIn];
  const scope = callerScope(config.tokenSource);
  const hook = createTokenHook(
    config.tokenSource,
    { clientId: config.entra.clientId, oid: account.oid },
    {
      acquireTeamsToken: (wish) => session.acquireToken(teamsScopes, wish),
      acquireCallerToken: async (wish) => (scope === null ? ok(null) : session.acquireToken([scope], wish)),
    },
  );
  const exchanged = await requestAcsToken(hook);
  const failure = exchanged.ok ? null : exchanged.problem;
  const exchange = exchangeFindings(config.tokenSource.kind, failure);
  // The findings of the exchange come first, because they overrule those of the sign-in if the caller token lacks consent.
  return [
    [storage, ...exchange, ...signInFindings(null)],
    failure?.remedy === 'grantConsent' ? signIn : null,
  ];
}

/** Checks whether Entra knows the tenant, by its OpenID configuration, which every origin may read. */
async function tenantFinding({ entra: { tenant, authorityMetadata } }: Config): Promise<Finding> {
  const authority = authorityMetadata
    ? new URL(authorityMetadata.authorization_endpoint).origin
    : 'https://login.microsoftonline.com';
  try {
    const url = `${authority}/${tenant}/v2.0/.well-known/openid-configuration`;
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    if (response.ok) return finding('tenant', 'pass', tenant);
    return finding('tenant', 'fail', /AADSTS\d+/.exec(await response.text())?.[0] ?? `${response.status}`);
  } catch {
    return finding('tenant', 'fail', `${authority}: –`);
  }
}

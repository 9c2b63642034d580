import { findAuthorityOrigin } from '../auth/msalConfig.ts';
import { createExchangeTokens } from '../auth/exchangeTokens.ts';
import { startAuthOnce, type StartedAuth } from '../auth/start.ts';
import { requestAcsToken } from '../backend/credential.ts';
import { createTokenHook } from '../backend/tokenHook.ts';
import type { ConfigFault } from '../config/check.ts';
import { loadConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import type { Result } from '../errors/problem.ts';
import { completeFindings, createFinding, type Finding } from './finding.ts';
import { checkPolicy } from './policyCheck.ts';
import { createExchangeFindings, createSignInFindings } from './problemFindings.ts';

const tenantTimeoutMs = 10_000;

export interface SetUpResult {
  readonly findings: readonly Finding[];
  /** `null` if `config.json` cannot be fetched or has faults. */
  readonly config: Config | null;
  /** Redirects the browser to Entra's sign-in page, and resolves only if that fails; `null` if no check needs a sign-in. */
  readonly signIn: (() => Promise<unknown>) | null;
}

/** Checks the set-up step by step. It leaves out the steps that need a failed one, and signs nobody in. */
export async function checkSetUp(): Promise<SetUpResult> {
  const secureContext = createFinding('secureContext', isSecureContext ? 'pass' : 'fail', location.origin);
  const [devices, policy, loadResult] = await Promise.all([
    checkDevices(),
    checkPolicy(),
    loadConfig(location.hostname),
  ]);
  if (!loadResult.ok || loadResult.value.faults) {
    const evidence = loadResult.ok
      ? describeFaults(loadResult.value.faults ?? [])
      : (loadResult.problem.detail ?? loadResult.problem.code);
    const findings = [createFinding('config', 'fail', evidence), secureContext, policy, ...devices];
    return { config: null, signIn: null, findings: completeFindings(findings, null) };
  }
  const { config } = loadResult.value;
  const signedOutFindings = [
    createFinding('config', 'pass'),
    secureContext,
    await checkTenant(config),
    policy,
    ...devices,
  ];
  const [signedInFindings, signIn] = await checkSignedInUser(config, await startAuthOnce(config));
  const findings = completeFindings([...signedOutFindings, ...signedInFindings], config.tokenSource.kind);
  return { config, signIn, findings };
}

const describeFaults = (faults: readonly ConfigFault[]): string =>
  faults.map(({ key, found, expected }) => `${key}: ${found} → ${expected}`).join('; ');

/** @returns the findings that need a signed-in user, and the function that signs the user in if that helps */
async function checkSignedInUser(
  config: Config,
  auth: Result<StartedAuth>,
): Promise<readonly [readonly Finding[], SetUpResult['signIn']]> {
  // `startAuthOnce` fails only if the browser's storage is full or blocked.
  if (!auth.ok) return [[createFinding('storage', 'fail')], null];
  const { session, problem } = auth.value;
  const storage = createFinding('storage', 'pass');
  const account = session.account();
  if (!account) {
    // `problem` is Entra's refusal, if Entra has just redirected the browser back with one.
    const refusalFindings = problem ? createSignInFindings(problem) : [];
    return [[storage, ...refusalFindings], () => session.signIn({ another: true })];
  }
  const signIn = () => session.signIn();
  // A token from the cache, which `rejected` excludes, would not show whether Entra still issues tokens.
  const newToken = { rejected: true, optional: true, withoutFrame: true };
  const tokens = createExchangeTokens(config.tokenSource, session);
  const teamsToken = await tokens.acquireTeamsToken(newToken);
  if (!teamsToken.ok) return [[storage, ...createSignInFindings(teamsToken.problem)], signIn];
  // The token hook is the function by which the app gets an ACS token.
  const identity = { clientId: config.entra.clientId, oid: account.oid };
  const exchangeResult = await requestAcsToken(createTokenHook(config.tokenSource, identity, tokens));
  const exchangeProblem = exchangeResult.ok ? null : exchangeResult.problem;
  // `completeFindings` uses the first finding of each check. The exchange may fail the check "consent" although the sign-in has
  // passed it, for example if there is no consent for the caller token, by which the token service recognises the user.
  const findings = [
    storage,
    ...createExchangeFindings(config.tokenSource.kind, exchangeProblem),
    ...createSignInFindings(null),
  ];
  return [findings, exchangeProblem?.remedy === 'grantConsent' ? signIn : null];
}

/** Checks whether Entra knows the tenant, by reading the tenant's OpenID configuration. */
async function checkTenant({ entra }: Config): Promise<Finding> {
  const authority = findAuthorityOrigin(entra);
  try {
    const url = `${authority}/${entra.tenant}/v2.0/.well-known/openid-configuration`;
    const response = await fetch(url, { signal: AbortSignal.timeout(tenantTimeoutMs) });
    if (response.ok) return createFinding('tenant', 'pass', entra.tenant);
    const errorNumber = /AADSTS\d+/.exec(await response.text())?.[0];
    return createFinding('tenant', 'fail', errorNumber ?? `${response.status}`);
  } catch {
    // There was no answer, so a dash stands for the status.
    return createFinding('tenant', 'fail', `${authority}: –`);
  }
}

/** Opens a device for a moment, because only that shows whether the device works. */
async function checkDevice(check: 'camera' | 'microphone', constraints: MediaStreamConstraints) {
  try {
    const stream = await navigator.mediaDevices.getUserMedia(constraints);
    const tracks = stream.getTracks();
    for (const track of tracks) track.stop();
    return createFinding(check, 'pass', tracks[0]?.label);
  } catch (cause) {
    return createFinding(check, 'fail', cause instanceof Error ? cause.name : 'unknown');
  }
}

/** Checks the devices one after another, so that the browser asks one question at a time. */
async function checkDevices(): Promise<readonly Finding[]> {
  return [await checkDevice('camera', { video: true }), await checkDevice('microphone', { audio: true })];
}

import type { TrustedTypesMode } from '../settings/checks.ts';

/** What the Content Security Policy of the app's pages allows besides the service's own origin. */
export interface PolicySources {
  /** Entra's origin. The app sends token requests to it, and MSAL opens it in a hidden frame. */
  readonly authority: string;
  /** The hosts of the Calling SDK, such as `*.skype.com`. The app may reach them over https and wss. */
  readonly callingHosts: readonly string[];
  /** The origins that the app's `config.json` names. The app may send requests to them, but not show them in a frame. */
  readonly configuredOrigins: readonly string[];
  /** The origin by which the browser reaches an emulated Entra on this machine. In production it is null. */
  readonly localAuthority: string | null;
  readonly trustedTypes: TrustedTypesMode;
}

export const violationReportsPath = '/api/policy-reports';
/** The name by which the policy refers to that path. The header `Reporting-Endpoints` defines the name. */
const endpointName = 'policy';
/** `report-uri` is for browsers without `report-to`. Chromium uses `report-to` only over https, and then ignores `report-uri`. */
const reportDirectives = { 'report-uri': [violationReportsPath], 'report-to': [endpointName] };
/** With these, text becomes script only through the app's own Trusted Types policy `default`. No script can create another one. */
const trustedTypesDirectives = { 'require-trusted-types-for': ["'script'"], 'trusted-types': ['default'] };

type Directives = Readonly<Record<string, readonly string[]>>;

/**
 * Creates the headers with the Content Security Policy of one page. The policy has no `unsafe-inline` and no `unsafe-eval`.
 * It has no `strict-dynamic` either, which would let the page's scripts load others from any host.
 *
 * @param nonce a new random text for each response, which the page's inline scripts and styles have
 * @param frameAncestors which pages may show this page in a frame: origins, `'self'` or `'none'`
 */
export function createPolicyHeaders(
  nonce: string,
  sources: PolicySources,
  frameAncestors: readonly string[],
): Record<string, string> {
  const directives = listDirectives(nonce, sources, frameAncestors);
  const isEnforced = sources.trustedTypes === 'enforce';
  const enforced = isEnforced ? { ...directives, ...trustedTypesDirectives } : directives;
  return {
    'content-security-policy': formatPolicy(enforced),
    ...(!isEnforced && { 'content-security-policy-report-only': formatPolicy(trustedTypesDirectives) }),
    'reporting-endpoints': `${endpointName}="${violationReportsPath}"`,
  };
}

function listDirectives(
  nonce: string,
  sources: PolicySources,
  frameAncestors: readonly string[],
): Directives {
  const { authority, configuredOrigins, localAuthority } = sources;
  const sdkOrigins = sources.callingHosts.flatMap((host) => [`https://${host}`, `wss://${host}`]);
  const localAuthorities = localAuthority === null ? [] : [localAuthority];
  return {
    'default-src': ["'none'"],
    'script-src': ["'self'", `'nonce-${nonce}'`],
    'style-src': ["'self'", `'nonce-${nonce}'`],
    'img-src': ["'self'", 'data:', 'blob:'],
    'media-src': ["'self'", 'blob:', 'mediastream:'],
    'font-src': ["'self'"],
    'worker-src': ["'self'", 'blob:'],
    'manifest-src': ["'self'"],
    'connect-src': ["'self'", authority, 'https://graph.microsoft.com', ...sdkOrigins, ...configuredOrigins],
    'frame-src': ["'self'", authority, ...localAuthorities],
    'frame-ancestors': frameAncestors,
    'form-action': ["'none'"],
    'base-uri': ["'none'"],
    'object-src': ["'none'"],
  };
}

/** Formats directives as the value of a header, with the directives that say where to report violations. */
const formatPolicy = (directives: Directives): string =>
  Object.entries({ ...directives, ...reportDirectives })
    .map(([name, values]) => `${name} ${[...new Set(values)].join(' ')}`)
    .join('; ');

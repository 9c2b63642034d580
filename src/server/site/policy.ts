import type { TrustedTypesMode } from '../settings/checks.ts';

/** What the Content Security Policy of the app's pages allows besides the service's own origin. */
export interface PolicySources {
  /** Entra's origin. The app sends token requests to it, and MSAL opens it in a hidden frame. */
  readonly authority: string;
  /** The hosts of the Calling SDK, such as `*.skype.com`. The app may reach them over https and wss. */
  readonly callingHosts: readonly string[];
  /** The origins that the app's `config.json` names. The app may send requests to them, but not show them in a frame. */
  readonly configuredOrigins: readonly string[];
  /**
   * The origin of the emulated Entra on this machine, as the browser addresses it. In production it is null, because
   * `authority` is the only Entra.
   */
  readonly localAuthority: string | null;
  /** Whether the browser enforces Trusted Types, or only reports where the page violates them. */
  readonly trustedTypes: TrustedTypesMode;
}

/** The path to which browsers report violations of the policy. */
export const violationReportsPath = '/api/policy-reports';
/** The name of that path in the header `Reporting-Endpoints`, and in the policy. */
const endpointName = 'policy';
/**
 * Where browsers report violations. `report-uri` is for browsers without `report-to`. Chromium sends to `report-to` only over
 * https, and then ignores `report-uri`.
 */
const reportDirectives = { 'report-uri': [violationReportsPath], 'report-to': [endpointName] };
/**
 * With Trusted Types, text becomes script only through the app's own policy `default`. A policy of one name can be created only
 * once.
 */
const trustedTypesDirectives = { 'require-trusted-types-for': ["'script'"], 'trusted-types': ['default'] };

type Directives = Readonly<Record<string, readonly string[]>>;

/**
 * Creates the headers of one page that contain its Content Security Policy. The policy has no `unsafe-inline` and no
 * `unsafe-eval`. It has no `strict-dynamic` either: every script is a file of this origin or has the nonce, and
 * `strict-dynamic` would let these scripts load others from any host.
 *
 * @param nonce a new random text for each response
 * @param frameAncestors which pages may show this page in a frame
 */
export function createPolicyHeaders(
  nonce: string,
  sources: PolicySources,
  frameAncestors: "'none'" | "'self'",
): Record<string, string> {
  const enforced = listDirectives(nonce, sources, frameAncestors);
  const isEnforced = sources.trustedTypes === 'enforce';
  return {
    'content-security-policy': formatPolicy(
      isEnforced ? { ...enforced, ...trustedTypesDirectives } : enforced,
    ),
    ...(!isEnforced && { 'content-security-policy-report-only': formatPolicy(trustedTypesDirectives) }),
    'reporting-endpoints': `${endpointName}="${violationReportsPath}"`,
  };
}

function listDirectives(nonce: string, sources: PolicySources, frameAncestors: string): Directives {
  const callingOrigins = sources.callingHosts.flatMap((host) => [`https://${host}`, `wss://${host}`]);
  return {
    'default-src': ["'none'"],
    'script-src': ["'self'", `'nonce-${nonce}'`],
    'style-src': ["'self'", `'nonce-${nonce}'`],
    'img-src': ["'self'", 'data:', 'blob:'],
    'media-src': ["'self'", 'blob:', 'mediastream:'],
    'font-src': ["'self'"],
    'worker-src': ["'self'", 'blob:'],
    'manifest-src': ["'self'"],
    'connect-src': [
      "'self'",
      sources.authority,
      'https://graph.microsoft.com',
      ...callingOrigins,
      ...sources.configuredOrigins,
    ],
    'frame-src': [
      "'self'",
      sources.authority,
      ...(sources.localAuthority === null ? [] : [sources.localAuthority]),
    ],
    'frame-ancestors': [frameAncestors],
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

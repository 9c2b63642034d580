import * as z from 'zod/mini';

/** Hosts on which plain http and a hand-given authority are accepted: the person's own machine, nothing else. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';

function safeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username || url.password) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

/** The nil and the max GUID (RFC 9562) are placeholders and identify nothing. */
const placeholderGuid = /\b(?:0{8}(?:-0{4}){3}-0{12}|f{8}(?:-f{4}){3}-f{12})\b/i;
const guidText = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const guid = z.string().check(z.refine((text) => guidText.test(text) && !placeholderGuid.test(text)));
const scopeText = /^((api|https):\/\/\S+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\/[^\s/]+$/i;
const scope = z.string().check(z.refine((text) => scopeText.test(text) && !placeholderGuid.test(text)));
const httpsUrl = z.string().check(z.refine(safeUrl));
/** Only hosts of Communication Services (and this machine): tokens of two kinds go there. */
const acsEndpoint = z.string().check(
  z.refine((text) => {
    if (!safeUrl(text)) return false;
    const { hostname, pathname, search } = new URL(text);
    const isAcs = isLoopback(hostname) || hostname.endsWith('.communication.azure.com');
    return isAcs && pathname === '/' && search === '';
  }),
);
/** Microsoft Graph of any national cloud. */
const nationalGraph =
  /(?:^|\.)(?:graph\.microsoft\.us|dod-graph\.microsoft\.us|microsoftgraph\.chinacloudapi\.cn)$/;
const graphEndpoint = z
  .string()
  .check(z.refine((text) => safeUrl(text) && !nationalGraph.test(new URL(text).hostname)));
/**
 * Whether the browser resolves this path on the app's own origin. Its parser takes `\` for `/` and drops tabs and line
 * breaks, so that `/\evil.example/x` is another host: only the parser itself can tell.
 */
function isOwnPath(text: string): boolean {
  const own = 'https://own.invalid';
  return text.startsWith('/') && URL.canParse(text, own) && new URL(text, own).origin === own;
}

const urlOrPath = z.string().check(z.refine((text) => isOwnPath(text) || safeUrl(text)));

/** `config.json`: everything that differs between two places this one build runs in. No secret can live here. */
export const Config = z.strictObject({
  entra: z.strictObject({
    /** The application (client) id that people sign in to. */
    clientId: guid,
    /** A tenant id (Case 1), or `organizations` (Case 2). */
    tenant: z.union([guid, z.literal('organizations')]),
    /** MSAL's `authorityMetadata`, for an Entra stand-in on this machine. Honoured on localhost only. */
    authorityMetadata: z.optional(
      z.strictObject({
        issuer: httpsUrl,
        authorization_endpoint: httpsUrl,
        token_endpoint: httpsUrl,
        end_session_endpoint: httpsUrl,
        jwks_uri: httpsUrl,
      }),
    ),
  }),
  /** Where the ACS access token (artifact 4) comes from. */
  tokenSource: z.discriminatedUnion('kind', [
    /** A token service: the vendor's (Case 2) or the company's own (Case 1, a). */
    z.strictObject({
      kind: z.literal('service'),
      /** The exchange route; a path is on the app's own origin. */
      url: urlOrPath,
      /**
       * The scope of the token by which the caller proves itself to that service (artifact 2). `null`: no such token
       * is sent, the service knows the caller by a session of the site's own.
       */
      scope: z.nullable(scope),
    }),
    /** The ACS resource itself, by the person's own role on it (Case 1, b). */
    z.strictObject({ kind: z.literal('resource'), endpoint: acsEndpoint }),
  ]),
  graph: z.strictObject({ endpoint: graphEndpoint }),
  /** Nothing else is supported; the key is there so that whoever asks for another cloud is told so. */
  cloud: z.optional(z.literal('public')),
  /** Shown beside the product's name, so that nobody mistakes a test system for the real one. */
  environmentLabel: z.optional(z.string().check(z.minLength(1), z.maxLength(24))),
  /** Offers the token inspector in the account menu; it shows tokens decoded and cut. */
  tokenInspector: z.optional(z.boolean()),
});
export type Config = z.infer<typeof Config>;

const publicOnly =
  'Switchboard works in Microsoft’s public cloud only, and national clouds are not supported';

/** What a key must be, in words and by example: for the person who edits the file. */
export const keyHelp: Record<string, { expected: string; example: string }> = {
  '': { expected: 'a JSON object', example: '{ "entra": { … }, "tokenSource": { … }, "graph": { … } }' },
  entra: { expected: 'an object', example: '{ "clientId": "…", "tenant": "organizations" }' },
  'entra.clientId': {
    expected: 'the application (client) id, a GUID',
    example: '11111111-2222-4333-8444-555555555555',
  },
  'entra.tenant': { expected: 'a tenant id (GUID) or "organizations"', example: 'organizations' },
  'entra.authorityMetadata': {
    expected: 'nothing: this key is for an Entra stand-in on localhost only',
    example: '(leave the key out)',
  },
  tokenSource: {
    expected: 'an object',
    example: '{ "kind": "service", "url": "/api/token", "scope": "…/access_as_user" }',
  },
  'tokenSource.kind': { expected: '"service" or "resource"', example: 'service' },
  'tokenSource.endpoint': {
    expected: `the https address of the ACS resource; ${publicOnly}`,
    example: 'https://example.communication.azure.com',
  },
  'tokenSource.url': { expected: 'an https address or a path on this origin', example: '/api/token' },
  'tokenSource.scope': {
    expected: 'one scope of the token service’s API, or null where that has sessions of its own',
    example: '11111111-2222-4333-8444-555555555555/access_as_user',
  },
  graph: { expected: 'an object', example: '{ "endpoint": "https://graph.microsoft.com/v1.0" }' },
  cloud: { expected: `"public", or no such key; ${publicOnly}`, example: 'public' },
  'graph.endpoint': {
    expected: `an https address; ${publicOnly}`,
    example: 'https://graph.microsoft.com/v1.0',
  },
  environmentLabel: { expected: '1 to 24 characters', example: 'Staging' },
  tokenInspector: { expected: 'true or false', example: 'true' },
};

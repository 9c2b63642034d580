import * as z from 'zod/mini';
import type { Integration } from '../../contract/integration.ts';

/** Whether a host name means this machine, where the app accepts http URLs and `authorityMetadata`. */
const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';

/** Whether a URL has https, or is an http URL of this machine, and has no user name or password. */
function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username || url.password) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

/** The nil and the max GUID (RFC 9562), which are placeholders and identify nothing. */
const placeholderGuid = /\b(?:0{8}(?:-0{4}){3}-0{12}|f{8}(?:-f{4}){3}-f{12})\b/i;
const guidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const guid = z.string().check(z.refine((text) => guidPattern.test(text) && !placeholderGuid.test(text)));
/** One scope: the URI or the client id of an API, a slash, and the scope's name. */
const scopePattern = /^((api|https):\/\/\S+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\/[^\s/]+$/i;
const scope = z.string().check(z.refine((text) => scopePattern.test(text) && !placeholderGuid.test(text)));
const httpsUrl = z.string().check(z.refine(isSafeUrl));
/** A URL of Communication Services or of this machine, and no other host, because the app sends tokens to this URL. */
const acsEndpoint = z.string().check(
  z.refine((text) => {
    if (!isSafeUrl(text)) return false;
    const { hostname, pathname, search } = new URL(text);
    const isAcs = isLoopback(hostname) || hostname.endsWith('.communication.azure.com');
    return isAcs && pathname === '/' && search === '';
  }),
);
/** An origin that the service can put into the policy of the page, which takes no wildcard. */
const origin = z
  .string()
  .check(z.refine((text) => isSafeUrl(text) && new URL(text).origin === text && !text.includes('*')));
/** The hosts of Microsoft Graph in national clouds, which the app does not support. */
const nationalGraph =
  /(?:^|\.)(?:graph\.microsoft\.us|dod-graph\.microsoft\.us|microsoftgraph\.chinacloudapi\.cn)$/;
const graphEndpoint = z
  .string()
  .check(z.refine((text) => isSafeUrl(text) && !nationalGraph.test(new URL(text).hostname)));
/** Whether a path stays on the app's origin. The browser's parser decides: it reads `/\evil.example/x` as a URL of another host. */
function isOwnPath(text: string): boolean {
  const ownOrigin = 'https://own.invalid';
  return (
    text.startsWith('/') && URL.canParse(text, ownOrigin) && new URL(text, ownOrigin).origin === ownOrigin
  );
}

/** A number in E.164 form, as Teams writes it. The shortest service numbers have five digits. */
const phoneNumber = z.string().check(z.regex(/^\+[1-9]\d{4,14}$/));

/**
 * Reports each entry of a list whose id or number an earlier entry already has. It runs also if entries have other faults, so that
 * the administrator learns of all faults at once.
 */
const uniqueAccounts = z.check(
  ({ value, issues }) => {
    const entries = Array.isArray(value) ? (value as readonly unknown[]) : [];
    for (const key of ['id', 'number'] as const) {
      const found = new Set<string>();
      for (const [index, entry] of entries.entries()) {
        const text = (entry as Partial<Record<typeof key, unknown>> | null)?.[key];
        if (typeof text !== 'string') continue;
        if (found.has(text.toLowerCase())) issues.push({ code: 'custom', input: value, path: [index, key] });
        found.add(text.toLowerCase());
      }
    }
  },
  { when: () => true },
);

const ownPath = z.string().check(z.refine(isOwnPath));
const urlOrPath = z.string().check(z.refine((text) => isOwnPath(text) || isSafeUrl(text)));

/** `config.json`: all settings of one deployment. Everyone can read it, so it contains no secrets. */
export const Config = z.strictObject({
  entra: z.strictObject({
    clientId: guid,
    /** The id of the company's own tenant (Microsoft's Case 1), or `organizations` for a vendor's app (Case 2). */
    tenant: z.union([guid, z.literal('organizations')]),
    /** MSAL's `authorityMetadata`, for a local replacement of Entra. The app accepts this key on localhost only. */
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
  /** Where the app gets the ACS token, with which the Calling SDK connects. */
  tokenSource: z.discriminatedUnion('kind', [
    /** A server that exchanges the user's Teams token: the vendor's (Case 2) or the company's own (Case 1 a). */
    z.strictObject({
      kind: z.literal('service'),
      /** The URL of the exchange request, or a path on the app's own origin. */
      url: urlOrPath,
      /** The scope of the Entra token by which the service recognises the user; `null` if it does so by a cookie of the site. */
      scope: z.nullable(scope),
    }),
    /** The ACS resource itself, on which the user then needs an Azure role (Case 1 b). */
    z.strictObject({ kind: z.literal('resource'), endpoint: acsEndpoint }),
    /** The ACS resource itself, for agents of resource accounts: Teams Phone extensibility (Case 3). */
    z.strictObject({
      kind: z.literal('teamsExtension'),
      endpoint: acsEndpoint,
      /** The Teams resource accounts for which agents call. Teams knows their names and numbers, and the app does not ask it. */
      resourceAccounts: z
        .array(
          z.strictObject({
            /** The object id of the resource account in Entra. */
            id: guid,
            name: z.string().check(z.minLength(1), z.maxLength(64)),
            /** Its service number, which the called telephone shows. */
            number: phoneNumber,
          }),
        )
        .check(z.minLength(1), uniqueAccounts),
      /** Where the company's server application says how many callers wait. Without this key, the app shows no queue. */
      queueUrl: z.optional(urlOrPath),
    }),
  ]),
  graph: z.strictObject({
    endpoint: graphEndpoint,
    /**
     * From where the browser downloads the files of the users' OneDrive. With this key, users may keep their lists there. The service
     * allows these origins in the policy of the page.
     */
    oneDriveOrigins: z.optional(z.array(origin).check(z.minLength(1))),
  }),
  /** The app supports only the public cloud. With this key, an administrator who enters another cloud gets a message. */
  cloud: z.optional(z.literal('public')),
  /** A text beside the product's name, so that users can tell a test system from the real one. */
  environmentLabel: z.optional(z.string().check(z.minLength(1), z.maxLength(24))),
  /** The path of a lists file on the app's own origin, whose favourites all users get. Everyone can read this file, too. */
  sharedFavourites: z.optional(ownPath),
  /** Whether the account menu offers the token inspector, which shows tokens decoded and shortened. */
  tokenInspector: z.optional(z.boolean()),
  /** How the phone works together with the company's own systems. `check.ts` checks this part, which few deployments have. */
  integration: z.optional(z.custom<Integration>()),
});
export type Config = z.infer<typeof Config>;

/** Whether a page on another host than localhost uses a local replacement of Entra, which is allowed only on localhost. */
export const hasForeignAuthority = ({ entra }: Config, pageHost: string): boolean =>
  entra.authorityMetadata !== undefined && !isLoopback(pageHost);

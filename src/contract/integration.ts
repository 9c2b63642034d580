import * as z from 'zod/mini';

/** What may stand in braces in a screen pop's address. The app puts in what it knows about the other person of the call. */
export const placeholders = ['number', 'name', 'email', 'userId', 'queue'] as const;
export type Placeholder = (typeof placeholders)[number];

const loopbackHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a URL has https, or is an http URL of this machine, and has no user name or password. */
const isSafe = ({ protocol, hostname, username, password }: URL): boolean =>
  username === '' &&
  password === '' &&
  (protocol === 'https:' || (protocol === 'http:' && loopbackHosts.has(hostname)));

/** Fills every placeholder of an address with the same text, and parses the result. @returns `null` if it is no URL */
function parseFilled(template: string, text: string): URL | null {
  const filled = template.replaceAll(/\{[^{}]*\}/g, text);
  return URL.canParse(filled) ? new URL(filled) : null;
}

/** Whether a screen pop's address is safe, has known placeholders only, and leads to the same listed host whatever their values. */
export function isScreenPopAddress(template: string, hosts: readonly string[]): boolean {
  const [first, second] = [parseFilled(template, 'a'), parseFilled(template, '1')];
  if (!first || !second || first.origin !== second.origin) return false;
  const names = Array.from(template.matchAll(/\{([^{}]*)\}/g), ([, name]) => name);
  return (
    isSafe(first) &&
    hosts.includes(first.host) &&
    names.every((name) => placeholders.some((known) => known === name)) &&
    // A brace without its partner is probably a misspelt placeholder.
    !/[{}]/.test(template.replaceAll(/\{[^{}]*\}/g, ''))
  );
}

/** An origin becomes a source of the Content Security Policy, where a wildcard or a separator would allow more. */
const originPattern = /^https?:\/\/[a-z\d.[\]:-]+$/;
const origin = z
  .string()
  .check(
    z.refine(
      (text) =>
        originPattern.test(text) &&
        URL.canParse(text) &&
        new URL(text).origin === text &&
        isSafe(new URL(text)),
    ),
  );

/** The part `integration` of `config.json`: how the phone works together with the company's own systems. */
export const Integration = z
  .strictObject({
    /** The address that a button at a call opens, for example the caller's page in a customer database. */
    screenPop: z.optional(
      z
        .strictObject({
          url: z.string(),
          /** The hosts to which `url` may lead, with their ports unless these are the usual ones. */
          hosts: z.array(z.string().check(z.regex(/^[a-z\d.[\]:-]+$/))).check(z.minLength(1)),
        })
        .check(z.refine(({ url, hosts }) => isScreenPopAddress(url, hosts), { path: ['url'] })),
    ),
    /** The sites that learn of calls and may ask for a call by `postMessage`, when they show or have opened the app. */
    origins: z.optional(z.array(origin).check(z.minLength(1))),
    /** Whether a site's request for a call needs the user's press (`ask`, the default), or places the call at once (`call`). */
    dial: z.optional(z.enum(['ask', 'call'])),
    /** Whether the sites of `origins` may show the app in a frame. Default: no site may. */
    embedding: z.optional(z.boolean()),
    /** Whether the app tells the token service of calls, which passes that on to the web hook of its settings. Default: no. */
    webHook: z.optional(z.boolean()),
  })
  .check(
    z.refine(({ origins, embedding, dial }) => origins !== undefined || !(embedding || dial), {
      path: ['origins'],
    }),
  );
export type Integration = z.infer<typeof Integration>;

/** The expected value of each key, in words and by example, for the administrator who edits `config.json`. */
export const integrationHelp: Readonly<Record<string, { expected: string; example: string }>> = {
  integration: {
    expected: 'an object with screenPop, origins, dial, embedding or webHook',
    example: '{ "origins": ["https://crm.example"] }',
  },
  'integration.screenPop': {
    expected: 'an object with url and hosts',
    example: '{ "url": "https://crm.example/search?phone={number}", "hosts": ["crm.example"] }',
  },
  'integration.screenPop.url': {
    expected: `an https address, or an http address of this machine such as http://localhost:8000, without a user name, whose host is in screenPop.hosts, with no other placeholders than ${placeholders.map((name) => `{${name}}`).join(', ')}, and none in the host`,
    example: 'https://crm.example/search?phone={number}',
  },
  'integration.screenPop.hosts': {
    expected: 'a list of hosts, without https:// and without a path',
    example: '["crm.example"]',
  },
  'integration.origins': {
    expected:
      'a list of https origins, or http origins of this machine such as http://localhost:8000, without a path and without wildcards; dial and embedding need this list',
    example: '["https://crm.example"]',
  },
  'integration.dial': { expected: '"ask" or "call"', example: 'ask' },
  'integration.embedding': { expected: 'true or false', example: 'true' },
  'integration.webHook': {
    expected: 'true or false; true needs the tokenSource "service"',
    example: 'true',
  },
};

/** @param path the path of a key in `integration`. @returns the help of the key, or of the innermost part around it that has help */
export function findIntegrationHelp(path: readonly PropertyKey[]): { expected: string; example: string } {
  const names = ['integration', ...path.filter((part) => typeof part === 'string')];
  while (names.length > 1 && !integrationHelp[names.join('.')]) names.pop();
  return integrationHelp[names.join('.')] ?? { expected: 'another value', example: '' };
}

import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { explainByPermissions, translateAcsError } from '../server/exchange/acsError.ts';
import { endReasons } from '../web/errors/endReason.ts';
import { catalogue, type ProblemCode } from '../web/errors/catalogue.ts';
import { translateAcsAnswer } from '../web/errors/translateAcsAnswer.ts';
import { translateExtensionAnswer } from '../web/errors/translateExtensionAnswer.ts';
import { translateServiceError } from '../web/errors/translateServiceError.ts';
import { entraErrors, problemByErrorCode } from '../web/errors/translateMsalError.ts';
import { createFile, createList, type WrittenFile } from './documentation/writtenFile.ts';

const root = resolve(import.meta.dirname, '../..');

/** The parts of the English texts that this file reads. */
interface Texts {
  problems: Record<string, string>;
  remedies: Record<string, string>;
  ended: Record<string, string> & { why: Record<string, string> };
  news: { callBack: string };
  doctor: { repairs: Record<string, string> };
}
const texts = JSON.parse(readFileSync(join(root, 'src/web/locales/en.json'), 'utf8')) as Texts;

type Item = readonly [term: string, text: string];

const formatCode = (code: ProblemCode): string => `\`${code}\``;

/**
 * Creates the text that tells the operator how to solve an error of Entra. Markdown would drop a placeholder such as
 * `<application id>` as an unknown HTML element, and would make a link of an address with placeholders. So placeholders get
 * other brackets, and such addresses and commands of the Azure CLI (`az`) become code.
 */
const createRepair = (check: string | undefined): string => {
  const text = check ? (texts.doctor.repairs[check] ?? '') : '';
  const withBrackets = text.replaceAll(/\{\{(\w+)\}\}|<([^>]+)>/g, '‹$1$2›');
  return withBrackets.replace(/\baz .*|https:\S*‹\S*/, '`$&`');
};

/** Creates the items for errors of Entra. The numbers with the same code and repair share a term, which ends in the code. */
function createEntraItems(): Item[] {
  /** Each key is a code and its repair, on two lines. */
  const numbersByRemedy = new Map<string, string[]>();
  const errors = Object.entries(entraErrors).sort(([a], [b]) => Number(a) - Number(b));
  for (const [number, [code, check]] of errors) {
    const remedy = `${formatCode(code)}\n${createRepair(check)}`;
    numbersByRemedy.set(remedy, [...(numbersByRemedy.get(remedy) ?? []), number]);
  }
  return [...numbersByRemedy].map(([remedy, numbers]) => {
    const [code = '', repair = ''] = remedy.split('\n');
    return [`${numbers.join(', ')} → ${code}`, repair];
  });
}

/** The errors of the ACS identity API, from its REST reference and from Microsoft's tests of the identity clients. */
const acsErrors: readonly {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** The permissions of the Teams token; without them, the token is unreadable. */
  readonly permissions?: string;
}[] = [
  { status: 400, code: 'BadRequest', message: 'appId and userId do not match the token.' },
  { status: 401, code: 'Denied', message: 'Denied by the resource provider.' },
  { status: 401, code: 'InvalidAccessToken', message: 'Provided access token is not valid.' },
  {
    status: 401,
    code: 'InvalidAccessToken',
    message: 'Provided access token is not valid.',
    permissions: 'Teams.ManageCalls',
  },
  { status: 403, code: 'Forbidden', message: 'The user has no eligible Teams license.' },
  { status: 403, code: 'Forbidden', message: 'The caller has no role assignment.' },
  { status: 429, code: 'TooManyRequests', message: 'Too many requests.' },
  { status: 500, code: 'InternalServerError', message: '' },
];

/** Creates an item for each error of ACS: how the token service translates it, and how an app without one does. */
async function createAcsItems(): Promise<Item[]> {
  return Promise.all(
    acsErrors.map(async ({ status, code, message, permissions }) => {
      // Only the claims of the token are read, so it needs no header and no signature.
      const teamsToken = permissions ? `.${btoa(JSON.stringify({ scp: permissions }))}.` : '';
      const acsError = translateAcsError({ name: 'RestError', statusCode: status, code, message });
      const serviceError = explainByPermissions(acsError, teamsToken);
      const { missingPermissions } = serviceError;
      const body = { error: { code: serviceError.code, requestId: '-', missingPermissions } };
      const viaService = await translateServiceError(Response.json(body, { status: serviceError.status }));
      const answer = Response.json({ error: { code, message } }, { status });
      const withoutService = await translateAcsAnswer(answer, teamsToken);
      const condition = permissions ? `${message} The token has \`${permissions}\` alone.` : message;
      return [
        `${status} ${code}${condition && ` (${condition})`}`,
        `${serviceError.status} \`${serviceError.code}\` → ${formatCode(viaService.problem.code)}; directly ${formatCode(withoutService.problem.code)}`,
      ] as const;
    }),
  );
}

/** Refusals of the exchange for agents. Microsoft lists none, so the messages only have the words that the app looks for. */
const extensionErrors: readonly (readonly [status: number, message: string])[] = [
  [401, ''],
  [403, ''],
  [403, 'The assignment does not include the application.'],
  [403, 'The tenant is another one.'],
  [403, 'The user has no Teams license.'],
  [403, 'The user has no Teams Phone license.'],
  [404, ''],
  [429, ''],
  [500, ''],
];

const createExtensionItems = (): Promise<Item[]> =>
  Promise.all(
    extensionErrors.map(async ([status, message]) => {
      const answer = Response.json({ error: { code: '-', message } }, { status });
      const { problem } = await translateExtensionAnswer(answer, '');
      return [`${status}${message && ` (${message})`}`, formatCode(problem.code)] as const;
    }),
  );

/** Creates an item for each error that the service's source files throw: its status and code, and the app's problem. */
async function createServiceItems(): Promise<Item[]> {
  const folder = join(root, 'src/server');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/test\.ts$|fixtures|doctor/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  // Each entry is a status and a code, such as `401 invalid_token`.
  const thrownErrors = Array.from(
    sources.matchAll(/new HttpError\(\s*(\d{3}), '(\w+)'|createForbiddenError\('(\w+)'\)/g),
    ([, status = '403', code, forbiddenCode]) => `${status} ${code ?? forbiddenCode}`,
  );
  return Promise.all(
    [...new Set(thrownErrors)].sort().map(async (statusAndCode) => {
      const [status = '', code = ''] = statusAndCode.split(' ');
      // Only one of these errors has `missingPermissions`. For the others, the translation ignores the list.
      const body = { error: { code, requestId: '-', missingPermissions: [] } };
      const { problem } = await translateServiceError(Response.json(body, { status: Number(status) }));
      return [`${status} \`${code}\``, formatCode(problem.code)] as const;
    }),
  );
}

/** Creates an item for each problem that a text mentions: its code, its sentence, and the label of its remedy. */
function createProblemItems(text: string): Item[] {
  const codes = (Object.keys(catalogue) as ProblemCode[]).filter((code) => text.includes(formatCode(code)));
  return codes.map((code) => {
    const sentence = (texts.problems[code] ?? '').replaceAll('{{permissions}}', '‹permissions›');
    return [formatCode(code), `${sentence} _${texts.remedies[catalogue[code]]}_`];
  });
}

/** Creates an item for each documented code with which a call ends. */
const createEndItems = (): Item[] =>
  Object.entries(endReasons).map(([code, [kind, detail]]) => {
    const sentences = [`${texts.ended[kind]}.`, detail && texts.ended.why[detail]].filter(Boolean).join(' ');
    return [code, sentences.replaceAll('{{name}}', '‹name›')];
  });

/** Creates `docs/errors.md` from the functions that translate errors, and from the app's texts. */
export async function createErrorPage(): Promise<WrittenFile> {
  const sections = `## Microsoft Entra

AADSTS, the code, and what helps the operator. Any other number: ${formatCode('sign-in-failed')}, together with the number.

${createList(createEntraItems(), '; ')}

## MSAL

${createList(Object.entries(problemByErrorCode).map(([name, code]) => [`\`${name}\``, formatCode(code)]))}

## Azure Communication Services, identity

What ACS answers, what the token service makes of it, and the code of an app that does the exchange with the resource itself. The
service tells the app only what the app can use, and writes the rest to its log.

${createList(await createAcsItems())}

## Azure Communication Services, Teams Phone extensibility

What ACS answers to the app of an agent. A refused CORS request is ${formatCode('acs-page-refused')}, and no answer
${formatCode('acs-unreachable')}.

${createList(await createExtensionItems())}

## The token service

${createList(await createServiceItems())}`;
  const text = `# Errors

\`npm run docs:write -- errors\` writes this page from the code that translates errors. Do not edit it by hand. The app shows
each error as a sentence, with its code and one button: the remedy. The first list has the codes; the lists below it say which
error leads to which code.

## Codes

${createList(createProblemItems(sections))}

${sections}

## How a call ended

The button is always _${texts.news.callBack}_. A code without a sub-code means sub-code 0. The first sentence of sub-code 0 also
serves for every sub-code that is not listed; then the screen adds: _${texts.ended.why.unknownCode}_ Any other code:
_${texts.ended.other}._

${createList(createEndItems())}
`;
  return createFile('docs/errors.md', text);
}

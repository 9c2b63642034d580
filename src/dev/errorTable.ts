import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { translateAcsError } from '../server/exchange/acsError.ts';
import { explainByPermissions } from '../server/exchange/missingPermission.ts';
import { checkByErrorNumber as checkByAadstsNumber } from '../web/doctor/problemFindings.ts';
import { endReasons } from '../web/errors/endReason.ts';
import { catalogue, type ProblemCode } from '../web/errors/catalogue.ts';
import { translateAcsAnswer } from '../web/errors/translateAcsAnswer.ts';
import { translateServiceError } from '../web/errors/translateServiceError.ts';
import { problemByErrorCode, problemByAadstsNumber } from '../web/errors/translateMsalError.ts';
import { createFile, createTable, type WrittenFile } from './documentation/writtenFile.ts';

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

/** Rows that differ only in their first cell become one row, which has all first cells. */
function mergeRows(rows: readonly (readonly string[])[]): string[][] {
  const merged = new Map<string, string[]>();
  for (const [first = '', ...rest] of rows) {
    const known = merged.get(rest.join('|'));
    if (known) known[0] += `, ${first}`;
    else merged.set(rest.join('|'), [first, ...rest]);
  }
  return [...merged.values()];
}
const createCodeCell = (code: ProblemCode): string => `\`${code}\``;
/**
 * Creates the cell that tells the operator how to solve an error of Entra. A text may end with a command of the Azure
 * CLI, which begins with `az`. Markdown would drop the placeholder `<application id>` as an unknown HTML element, and
 * would make a link of an address with placeholders.
 */
const createRepairCell = (aadstsNumber: string): string => {
  const check = checkByAadstsNumber[`AADSTS${aadstsNumber}`];
  const text = check ? (texts.doctor.repairs[check] ?? '') : '';
  return text.replaceAll(/\{\{(\w+)\}\}|<([^>]+)>/g, '‹$1$2›').replace(/\baz .*|https:\S*‹\S*/, '`$&`');
};

/** The errors of the ACS identity API, from its REST reference and from Microsoft's tests of the identity clients. */
const acsErrors: readonly {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** The permissions of the Teams token. By default, the token is unreadable. */
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

/**
 * Creates a row for each error of ACS: how the token service translates it, and how an app without a token service
 * translates it.
 */
async function createAcsRows(): Promise<string[][]> {
  return Promise.all(
    acsErrors.map(async ({ status, code, message, permissions }) => {
      const teamsToken = permissions ? `.${btoa(JSON.stringify({ scp: permissions }))}.` : '';
      const acsError = translateAcsError({
        name: 'RestError',
        statusCode: status,
        code,
        message,
      });
      const serviceError = explainByPermissions(acsError, teamsToken);
      const { missingPermissions } = serviceError;
      const body = { error: { code: serviceError.code, requestId: '-', missingPermissions } };
      const viaService = await translateServiceError(Response.json(body, { status: serviceError.status }));
      const withoutService = await translateAcsAnswer(
        Response.json({ error: { code, message } }, { status }),
        teamsToken,
      );

      return [
        `${status} ${code}`,
        permissions ? `${message} The token has \`${permissions}\` alone.` : message,
        `${serviceError.status} \`${serviceError.code}\` → \`${viaService.problem.code}\``,
        createCodeCell(withoutService.problem.code),
      ];
    }),
  );
}

/**
 * Creates a row for each error that the token service throws, with the problem into which the app translates it. The
 * errors are found in the source files of the service.
 */
async function createServiceRows(): Promise<string[][]> {
  const folder = join(root, 'src/server');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/test\.ts$|fixtures|doctor/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  // Each entry is a status and a code, such as `401 invalid_token`.
  const thrownErrors = [
    ...[...sources.matchAll(/new HttpError\(\s*(\d{3}), '(\w+)'/g)].map(
      ([, status, code]) => `${status} ${code}`,
    ),
    ...[...sources.matchAll(/createForbiddenError\('(\w+)'\)/g)].map(([, code]) => `403 ${code}`),
  ];
  return Promise.all(
    [...new Set(thrownErrors)].sort().map(async (refusal) => {
      const [status = '', code = ''] = refusal.split(' ');
      // Only one of these errors has further facts. The others ignore them.
      const body = { error: { code, requestId: '-', missingPermissions: [] } };
      const { problem } = await translateServiceError(Response.json(body, { status: Number(status) }));
      return [`${status} \`${code}\``, createCodeCell(problem.code)];
    }),
  );
}

/**
 * Creates a row for each problem of the app that the rows mention: its code, its sentence, and the label of its remedy (the one
 * button).
 */
function createProblemRows(rows: string): string[][] {
  const codes = Object.keys(catalogue) as ProblemCode[];
  return codes
    .filter((code) => rows.includes(createCodeCell(code)))
    .map((code) => [
      createCodeCell(code),
      (texts.problems[code] ?? '').replaceAll('{{permissions}}', '‹permissions›'),
      `_${texts.remedies[catalogue[code]]}_`,
    ]);
}

/** Creates a row for each documented code with which a call ends. */
const createEndRows = (): string[][] =>
  Object.entries(endReasons).map(([code, [kind, detail]]) => {
    const sentences = [`${texts.ended[kind]}.`, detail && texts.ended.why[detail]].filter(Boolean).join(' ');
    return [code, sentences.replaceAll('{{name}}', '‹name›')];
  });

/** Creates `docs/errors.md`. The contents come from the functions that translate errors, and from the app's texts. */
export async function createErrorPage(): Promise<WrittenFile> {
  const numbers = Object.entries(problemByAadstsNumber).sort(([a], [b]) => Number(a) - Number(b));
  const tables = `## Microsoft Entra

${createTable(
  ['AADSTS', 'code', 'for the operator'],
  mergeRows(numbers.map(([number, code]) => [number, createCodeCell(code), createRepairCell(number)])),
)}

Any other number: ${createCodeCell('sign-in-failed')}, together with the number.

## MSAL

${createTable(
  ['errorCode', 'code'],
  mergeRows(Object.entries(problemByErrorCode).map(([name, code]) => [`\`${name}\``, createCodeCell(code)])),
)}

## Azure Communication Services, identity

The token service tells the app only what the app can use, and writes the rest to its log. The last column is for an app that
does the exchange with the resource itself.

${createTable(['ACS answers', 'message', 'service → app', 'directly'], await createAcsRows())}

## The token service

${createTable(['status and code of the service', 'code'], mergeRows(await createServiceRows()))}`;
  const text = `# Errors

\`npm run docs:write -- errors\` writes this page from the code that translates errors. Do not edit it by hand. The app shows
each error as a sentence, with its code and one button: the remedy. The first table has these; the tables below it say which
error leads to which code.

## Codes

${createTable(['code', 'sentence', 'remedy'], mergeRows(createProblemRows(tables)))}

${tables}

## How a call ended

The button is always _${texts.news.callBack}_. A code without a sub-code means sub-code 0. Its first sentence also serves for
every sub-code that is not listed; then the screen adds: _${texts.ended.why.unknownCode}_ Any other code:
_${texts.ended.other}._

${createTable(['code/sub-code', 'the screen after the call'], mergeRows(createEndRows()))}
`;
  return createFile('docs/errors.md', text);
}

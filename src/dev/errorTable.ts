import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { format } from 'prettier';
import { fromAcsError } from '../server/exchange/acsError.ts';
import { byNumber as checkOf } from '../web/doctor/fromProblem.ts';
import { endReasons } from '../web/errors/endReason.ts';
import { catalogue, type ProblemCode } from '../web/errors/catalogue.ts';
import { fromAcs } from '../web/errors/fromAcs.ts';
import { fromBackend } from '../web/errors/fromBackend.ts';
import { byCode, byNumber } from '../web/errors/fromMsal.ts';

const root = resolve(import.meta.dirname, '../..');
export const errorTablePath = join(root, 'docs/errors.md');

interface Words {
  problems: Record<string, string>;
  remedies: Record<string, string>;
  ended: Record<string, string> & { why: Record<string, string> };
  doctor: { repairs: Record<string, string> };
}
const words = JSON.parse(readFileSync(join(root, 'public/locales/en.json'), 'utf8')) as Words;

const row = (...cells: string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
const tableHead = (...names: string[]): string => `${row(...names)}\n${row(...names.map(() => '---'))}`;
const problemCells = (code: ProblemCode): string[] => [
  `\`${code}\``,
  words.problems[code] ?? '',
  `_${words.remedies[catalogue[code]]}_`,
];
/** What the operator does about it. Text from `az` on is a command. */
const repair = (number: string): string => {
  const check = checkOf[`AADSTS${number}`];
  const text = check ? (words.doctor.repairs[check] ?? '') : '';
  return text.replaceAll(/\{\{(\w+)\}\}/g, '‹$1›').replace(/\baz .*/, '`$&`');
};

/** Errors of the ACS identity API. Source: its REST reference, and Microsoft's tests of the identity clients. */
const acsErrors = [
  { status: 400, code: 'BadRequest', message: 'appId and userId do not match the token.' },
  { status: 401, code: 'Denied', message: 'Denied by the resource provider.' },
  { status: 401, code: 'InvalidAccessToken', message: 'Provided access token is not valid.' },
  { status: 403, code: 'Forbidden', message: 'The user has no eligible Teams license.' },
  { status: 403, code: 'Forbidden', message: 'The caller has no role assignment.' },
  { status: 429, code: 'TooManyRequests', message: 'Too many requests.' },
  { status: 500, code: 'InternalServerError', message: '' },
];

/** Runs each error of ACS through the translators of service and app, and through the app's translator for direct use. */
async function acsRows(): Promise<string[]> {
  return Promise.all(
    acsErrors.map(async ({ status, code, message }) => {
      const { status: answered, code: named } = fromAcsError({
        name: 'RestError',
        statusCode: status,
        code,
        message,
      });
      const body = { error: { code: named, requestId: '-' } };
      const served = await fromBackend(Response.json(body, { status: answered }));
      const direct = await fromAcs(Response.json({ error: { code, message } }, { status }));

      return row(
        `${status} ${code}`,
        message,
        `${answered} \`${named}\` → \`${served.problem.code}\``,
        ...problemCells(direct.problem.code),
      );
    }),
  );
}

/** Every error that the sources of the token service throw, with what the app makes of it. */
async function serviceRows(): Promise<string[]> {
  const folder = join(root, 'src/server');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/test\.ts$|fixtures|doctor/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  const thrown = [
    ...[...sources.matchAll(/new HttpError\(\s*(\d{3}), '(\w+)'/g)].map(
      ([, status, code]) => `${status} ${code}`,
    ),
    ...[...sources.matchAll(/forbidden\('(\w+)'\)/g)].map(([, code]) => `403 ${code}`),
  ];
  return Promise.all(
    [...new Set(thrown)].sort().map(async (refusal) => {
      const [status = '', code = ''] = refusal.split(' ');
      const body = { error: { code, requestId: '-' } };
      const { problem } = await fromBackend(Response.json(body, { status: Number(status) }));
      return row(status, `\`${code}\``, ...problemCells(problem.code));
    }),
  );
}

/** The words for each documented end code. */
const endRows = (): string[] =>
  Object.entries(endReasons).map(([code, [kind, detail]]) => {
    const told = [`${words.ended[kind]}.`, detail && words.ended.why[detail]].filter(Boolean).join(' ');
    return row(code, told.replaceAll('{{name}}', '‹name›'), `_${words.ended.callAgain}_`);
  });

/** The error map as Markdown, from the translators themselves and the words that the app shows. */
export async function errorTable(): Promise<string> {
  const numbers = Object.entries(byNumber).sort(([a], [b]) => Number(a) - Number(b));
  const text = `# Errors

\`npm run docs:errors\` writes this page from the code that translates errors. Do not edit it by hand. For each error the app
shows the sentence, its code, and one button: the remedy.

## Microsoft Entra

${tableHead('AADSTS', 'code', 'sentence', 'remedy', 'for the operator')}
${numbers.map(([number, code]) => row(number, ...problemCells(code), repair(number))).join('\n')}

Any other number: ${problemCells('sign-in-failed').join(' · ')}, together with the number.

## MSAL

${tableHead('errorCode', 'code', 'sentence', 'remedy')}
${Object.entries(byCode)
  .map(([name, code]) => row(`\`${name}\``, ...problemCells(code)))
  .join('\n')}

## Azure Communication Services, identity

The token service tells the app only what the app can use, and writes the rest to its log. The last three columns are for the
app that does the exchange with the resource itself.

${tableHead('ACS answers', 'message', 'service → app', 'directly', 'sentence', 'remedy')}
${(await acsRows()).join('\n')}

## How a call ended

A code without a sub-code means sub-code 0. Its first sentence also serves for every sub-code that is not listed; then the
screen adds: _${words.ended.why.unknownCode}_ Any other code: _${words.ended.other}._

${tableHead('code/sub-code', 'the screen after the call', 'remedy')}
${endRows().join('\n')}

## The token service

${tableHead('status', 'service code', 'code', 'sentence', 'remedy')}
${(await serviceRows()).join('\n')}
`;
  return format(text, { parser: 'markdown', printWidth: 110 });
}

import type { ProblemCode } from '../../web/errors/catalogue.ts';

export interface Words {
  readonly [key: string]: string | Words;
}

/**
 * The problems that can occur before the app's signed-in part has loaded. The texts about all other problems load with that part.
 * `tests/architecture/firstScreenWords.test.ts` compares this list with the code.
 */
const firstScreenProblems: readonly ProblemCode[] = [
  'browser-unsupported',
  'page-not-secure',
  'config-unreadable',
  'config-invalid',
  'sign-in-cancelled',
  'sign-in-failed',
  'sign-in-needed',
  'sign-in-unreachable',
  'sign-in-ends-soon',
  'other-account',
  'popup-blocked',
  'storage-blocked',
  'storage-full',
  'consent-needed',
  'consent-refused',
  'consent-by-admin-needed',
  'wrong-tenant',
  'account-not-allowed',
  'acs-not-in-tenant',
  'app-misregistered',
  'part-not-loaded',
  'part-failed',
  'unexpected',
];

/**
 * The keys of the words that the page shows before the signed-in part of the app has loaded, each for one text or a group of texts.
 * `tests/architecture/firstScreenWords.test.ts` compares this list with the code.
 */
export const firstScreenKeys: readonly string[] = [
  'product',
  'starting',
  'problemTitle',
  'update',
  'signIn',
  'connecting',
  'config',
  'incoming.someone',
  'hangUp',
  'remedies',
  'problems.code',
  ...firstScreenProblems.map((code) => `problems.${code}`),
];

/** The keys of words that only the build uses: for the offline page, and for browsers without JavaScript. */
const keysOfBuild: readonly string[] = ['offline', 'noScript'];

const isInList = (key: string, list: readonly string[]): boolean =>
  list.some((listed) => key === listed || key.startsWith(`${listed}.`));

export const isKeyOfBuild = (key: string): boolean => isInList(key, keysOfBuild);

/** @param key such as `signIn.button` */
export const isFirstScreenKey = (key: string): boolean => isInList(key, firstScreenKeys);

/** Lists the texts of a locale with their whole keys, such as `signIn.button`. */
export const listTexts = (words: Words, prefix = ''): [key: string, text: string][] =>
  Object.entries(words).flatMap(([name, value]) =>
    typeof value === 'string' ? [[prefix + name, value]] : listTexts(value, `${prefix}${name}.`),
  );

/** Splits a locale into the words of the first screen, and the rest, which the signed-in part of the app needs. */
export const splitWords = (words: Words): { first: Words; rest: Words } => ({
  first: pickWords(words, isFirstScreenKey),
  rest: pickWords(words, (key) => !isFirstScreenKey(key) && !isKeyOfBuild(key)),
});

/** Keeps the texts with wanted keys, and no empty groups. */
function pickWords(words: Words, isWanted: (key: string) => boolean, prefix = ''): Words {
  const picked: Record<string, string | Words> = {};
  for (const [name, value] of Object.entries(words)) {
    if (typeof value === 'string') {
      if (isWanted(prefix + name)) picked[name] = value;
      continue;
    }
    const group = pickWords(value, isWanted, `${prefix}${name}.`);
    if (Object.keys(group).length > 0) picked[name] = group;
  }
  return picked;
}

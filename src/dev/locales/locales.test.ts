import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { supportedLanguages } from '../../web/i18n/supportedLanguages.ts';
import { listLanguages, readWords } from './files.ts';
import { createPseudoWords } from './pseudo.ts';
import { isKeyOfBuild, listTexts, splitWords } from './split.ts';

/** Texts that may equal the English text in every language: names of products, files and standards. */
const sameInEachLanguage = [
  'Switchboard, Switchboard {{version}}, Calling SDK {{version}}, Microsoft Entra, Communication Services',
  'Azure Communication Services, config.json, Content Security Policy',
  // keys of the keyboard
  'Ctrl, Alt, Meta, Shift',
].join(', ');

/** Words that a language shares with English, by the language's tag. */
const sameWords: Readonly<Record<string, string>> = {
  de: 'App, Offline, Details, Code, Name, Video, Jitter (ms), Codecs, Spam, Code {{code}}, Code: {{code}}',
  es: 'Jitter (ms), Spam',
  fr: 'Type, Audience, Microphone, via {{name}}, Via, Code, Date, Note, Surprise, Messages, Codecs, Code {{code}}, Notes',
  'pt-BR': 'Offline, via {{name}}, Via, Jitter (ms), Codecs, Spam',
};

/** The suffix of a plural form at the end of a key, such as `_one`. */
const pluralSuffix = /_(?:zero|one|two|few|many|other)$/;
const removeSuffix = (key: string) => key.replace(pluralSuffix, '');

const english = new Map(listTexts(readWords('en')));
/** The keys of English texts with plural forms, without their suffixes. */
const pluralKeys = new Set([...english.keys()].filter((key) => pluralSuffix.test(key)).map(removeSuffix));

const listPlaceholders = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*(\w+)[^}]*\}\}/g)].map(([, name = '']) => name).sort();

/** `{{name}}: {{text}}` has no words. */
const hasWords = (text: string): boolean => /\p{L}/u.test(text.replaceAll(/\{\{[^}]*\}\}/g, ''));

/** The names of the regions and other landmarks that can be in one window. */
const landmarkKeys =
  'rail.name call.region call.list history.title favourites.title meetings.today incoming.list news.title'.split(
    ' ',
  );

/** The keys that a language must have: the English keys, with the plural forms of the language. */
function listExpectedKeys(language: string): string[] {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const ordinaryKeys = [...english.keys()].filter((key) => !pluralKeys.has(removeSuffix(key)));
  const formKeys = [...pluralKeys].flatMap((key) => {
    // i18next uses `_zero` for the number 0 in every language.
    const hasZero = english.has(`${key}_zero`) && !forms.includes('zero');
    return [...forms, ...(hasZero ? ['zero'] : [])].map((form) => `${key}_${form}`);
  });
  return [...ordinaryKeys, ...formKeys].sort();
}

/** Describes how the placeholders of a translated text differ from the English ones. @returns `null` if they do not */
function findPlaceholderFault(key: string, text: string): string | null {
  const found = listPlaceholders(text).join(' ');
  const baseKey = removeSuffix(key);
  if (!pluralKeys.has(baseKey)) {
    const expected = listPlaceholders(english.get(key) ?? '').join(' ');
    return found === expected ? null : `${key}: {${found}} instead of {${expected}}`;
  }
  // A form for one number, such as "and one more", may leave out the number.
  const expected = listPlaceholders(english.get(`${baseKey}_other`) ?? '');
  const withoutCount = expected.filter((name) => name !== 'count').join(' ');
  return [expected.join(' '), withoutCount].includes(found)
    ? null
    : `${key}: {${found}} instead of {${expected.join(' ')}}`;
}

it('each language in the settings has a locale file, and each locale file is in the settings', () => {
  expect(supportedLanguages.map(({ tag }) => tag).sort()).toEqual(listLanguages().sort());
});

describe.each(listLanguages())('the locale %s', (language) => {
  const texts = new Map(listTexts(readWords(language)));

  it('has the keys of English, and the plural forms of its language', () => {
    const expected = listExpectedKeys(language);
    expect({
      missing: expected.filter((key) => !texts.has(key)),
      unknown: [...texts.keys()].filter((key) => !expected.includes(key)),
    }).toEqual({ missing: [], unknown: [] });
  });

  it('has the placeholders of English', () => {
    const faults = [...texts].map(([key, text]) => findPlaceholderFault(key, text));
    expect(faults.filter((fault) => fault !== null)).toEqual([]);
  });

  it('has no empty text, and no space at the beginning or end of a text', () => {
    expect([...texts].filter(([, text]) => text === '' || text !== text.trim())).toEqual([]);
  });

  it('names the parts of the window differently, because screen readers list these parts by their names', () => {
    const names = landmarkKeys.map((key) => texts.get(key));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('has no word for Ask, which writes a message, inside its word for Consult, which places a call', () => {
    const [consult = '', ask = ''] = ['favourites.consult', 'chat.ask'].map((key) =>
      texts.get(key)?.toLowerCase(),
    );
    expect(consult).not.toContain(ask);
  });

  it.skipIf(language === 'en')('has no English text, except the words that both languages have', () => {
    const allowed = new Set([sameInEachLanguage, sameWords[language] ?? ''].join(', ').split(', '));
    const englishTexts = [...texts].filter(
      ([key, text]) => english.get(key) === text && hasWords(text) && !allowed.has(text),
    );
    expect(englishTexts).toEqual([]);
  });
});

it('splitWords puts each English text that the app shows into one of two parts, and may split a group', () => {
  const { first, rest } = splitWords(readWords('en'));
  const textsOfParts = new Map([...listTexts(first), ...listTexts(rest)]);
  const shownTexts = [...english].filter(([key]) => !isKeyOfBuild(key));
  expect(textsOfParts).toEqual(new Map(shownTexts));
  expect(shownTexts.map(([key]) => key)).not.toContain('noScript');
  expect(first).toMatchObject({ incoming: { someone: expect.any(String) } });
  expect(rest).toMatchObject({ incoming: { accept: expect.any(String) } });
});

it('createPseudoWords adds brackets and accents, keeps placeholders, and makes a text 40 % longer', () => {
  const { text } = createPseudoWords({ text: 'Calls {{name}} before anyone else answers' });
  expect(text).toBe('[Cållš {{name}} béföré åñýöñé élšé åñšwérš öné twö thréé]');
});

const webFolder = resolve(import.meta.dirname, '../../web');
const code = readdirSync(webFolder, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|fixtures/.test(file))
  .map((file) => readFileSync(join(webFolder, file), 'utf8'))
  .join('\n');

/** The string literals of the code. Some of them are keys. */
const literals = new Set([...code.matchAll(/['"`]([\w.-]+)['"`]/g)].map(([, literal = '']) => literal));

/**
 * The groups whose keys the code puts together: the call of `t`, perhaps a condition, and a template with a placeholder, such as
 * t(`problems.${code}`).
 */
const composedGroups = [...code.matchAll(/\bt\([^`)]*`([\w.-]+)\.\$\{/g)].map(([, group = '']) => group);

/** In these groups the code puts together the listed keys only. Spaces separate the keys. */
const composedKeys: Readonly<Record<string, string>> = {
  consent: 'refused denied byAdmin',
  history: 'today yesterday',
  people: 'mute spotlight unspotlight lowerHand remove admit reject admitShort rejectShort',
  permissions: 'calls service exchange byUser byAdmin adminOnly',
  person: 'copied notCopied',
  rail: 'calls people meetings settings',
};

const isComposed = (key: string): boolean =>
  composedGroups.some((group) => {
    const listed = composedKeys[group]?.split(' ');
    return key.startsWith(`${group}.`) && (listed?.includes(key.slice(group.length + 1)) ?? true);
  });

it('the code uses every text of the locale files', () => {
  const keys = [...english.keys()].filter((key) => !isKeyOfBuild(key)).map(removeSuffix);
  expect(keys.filter((key) => !literals.has(key) && !isComposed(key))).toEqual([]);
});

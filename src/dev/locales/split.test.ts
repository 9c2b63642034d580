import { expect, it } from 'vitest';
import { readWords } from './files.ts';
import { createPseudoWords } from './pseudo.ts';
import { isKeyOfBuild, listTexts, splitWords } from './split.ts';

it('each English text that the app shows is in one of the two parts, and a group may have texts in both', () => {
  const english = readWords('en');
  const { first, rest } = splitWords(english);
  const textsOfParts = new Map([...listTexts(first), ...listTexts(rest)]);
  const shownTexts = listTexts(english).filter(([key]) => !isKeyOfBuild(key));
  expect(textsOfParts).toEqual(new Map(shownTexts));
  expect(shownTexts.map(([key]) => key)).not.toContain('noScript');
  expect(first).toMatchObject({ incoming: { someone: expect.any(String) } });
  expect(rest).toMatchObject({ incoming: { accept: expect.any(String) } });
});

it('a text of the pseudo-locale has brackets, accents and its placeholders, and is 40 % longer', () => {
  const { text } = createPseudoWords({ text: 'Calls {{name}} before anyone else answers' });
  expect(text).toBe('[Cållš {{name}} béföré åñýöñé élšé åñšwérš öné twö thréé]');
});

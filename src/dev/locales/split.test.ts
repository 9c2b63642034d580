import { expect, it } from 'vitest';
import { readWords } from './files.ts';
import { createPseudoWords } from './pseudo.ts';
import { listTexts, splitWords } from './split.ts';

it('each English text is in one of the two parts, and a group may have texts in both', () => {
  const english = readWords('en');
  const { first, rest } = splitWords(english);
  const textsOfParts = new Map([...listTexts(first), ...listTexts(rest)]);
  expect(textsOfParts).toEqual(new Map(listTexts(english)));
  expect(first).toMatchObject({ incoming: { someone: expect.any(String) } });
  expect(rest).toMatchObject({ incoming: { accept: expect.any(String) } });
});

it('a text of the pseudo-locale has brackets, accents and its placeholders, and is 40 % longer', () => {
  const { text } = createPseudoWords({ text: 'Calls {{name}} before anyone else answers' });
  expect(text).toBe('[Cållš {{name}} béföré åñýöñé élšé åñšwérš öné twö thréé]');
});

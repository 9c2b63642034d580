import { createInstance } from 'i18next';
import { expect, it, vi } from 'vitest';
import { createRenderingI18n } from './renderingI18n.ts';

async function createWords() {
  const original = createInstance();
  await original.init({
    lng: 'en',
    resources: {
      en: { translation: { call: 'Call', callName: 'Call {{name}}' } },
      de: { translation: { call: 'Anrufen' } },
    },
  });
  const rendering = createRenderingI18n(original);
  // The type knows only the keys of the app's words.
  const translateIn = (language: string) => rendering.getFixedT(language) as unknown as Translate;
  return { original, rendering, translateIn };
}
type Translate = (key: string, values?: object) => string;

it('looks a text without values up once for each language, but puts values into a text each time', async () => {
  const { original, translateIn } = await createWords();
  const lookUp = vi.spyOn(original, 't');
  expect([translateIn('en')('call'), translateIn('en')('call')]).toEqual(['Call', 'Call']);
  expect(lookUp).toHaveBeenCalledTimes(1);
  expect(translateIn('de')('call')).toBe('Anrufen');
  const translate = translateIn('en');
  expect(['Bob', 'Carol'].map((name) => translate('callName', { name }))).toEqual(['Call Bob', 'Call Carol']);
});

it('finds words that are added later', async () => {
  const { original, translateIn } = await createWords();
  const translate = translateIn('en');
  expect(translate('hold')).toBe('hold');
  original.addResourceBundle('en', 'translation', { hold: 'Hold' }, true);
  expect(translate('hold')).toBe('Hold');
});

it('reads the language and all other properties from i18next itself, so that React copies hardly any', async () => {
  const { original, rendering } = await createWords();
  await original.changeLanguage('de');
  expect([rendering.language, Object.keys(rendering)]).toEqual(['de', ['getFixedT']]);
});

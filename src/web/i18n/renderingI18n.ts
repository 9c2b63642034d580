import type { i18n, TFunction } from 'i18next';

type Translate = (key: string, values?: object) => string;

/**
 * Returns i18next for `I18nextProvider`, made cheap for React: a call screen asks for a hundred texts at every rendering.
 * - `useTranslation` copies all properties of i18next for each component that appears. This object has hardly any of its own.
 * - A text without values is looked up once for each language.
 */
export function createRenderingI18n(original: i18n): i18n {
  const textsOfLanguages = new Map<string, Map<string, string>>();
  const forgetTexts = () => textsOfLanguages.clear();
  original.store.on('added', forgetTexts);
  original.store.on('removed', forgetTexts);

  const getFixedT = (language: string, namespace: string): TFunction => {
    const translate = original.getFixedT(language, namespace as 'translation') as unknown as Translate;
    const translateOnce: Translate = (key, values) => {
      if (values !== undefined) return translate(key, values);
      const texts = textsOfLanguages.get(language) ?? new Map<string, string>();
      const text = texts.get(key) ?? translate(key);
      textsOfLanguages.set(language, texts.set(key, text));
      return text;
    };
    return translateOnce as TFunction;
  };
  return Object.assign(Object.create(original) as i18n, { getFixedT });
}

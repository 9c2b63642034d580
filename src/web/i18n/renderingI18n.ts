import type { i18n, TFunction } from 'i18next';

/** i18next's `t` without the types of its keys, which this file does not need. */
type Translate = (key: string, values?: object) => string;

/**
 * Makes i18next faster for React, because a call screen asks for a hundred texts at every rendering. It looks a text without values
 * up only once. For each component, `useTranslation` copies the object's own properties, so this object inherits all but one.
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

import { afterEach, describe, expect, it } from 'vitest';
import { chooseLanguage, findLanguage, forgetVisitLanguage } from './chooseLanguage.ts';

const offered = ['de', 'fr', 'pt-BR', 'zh-CN', 'ar', 'he'];

describe('findLanguage', () => {
  it.each([
    ['de-AT', 'de'],
    ['pt-PT', 'pt-BR'],
    ['pt-BR', 'pt-BR'],
    ['zh-Hant-TW', 'zh-CN'],
    ['zh', 'zh-CN'],
    // The old code of Hebrew.
    ['iw-IL', 'he'],
    ['EN-gb', 'en'],
    ['de-DE-u-nu-latn', 'de'],
  ])('finds for %s the language %s', (wanted, found) => {
    expect(findLanguage([wanted], offered)).toBe(found);
  });

  it('takes the first wanted language that the app has, ignores what is no tag, and falls back to English', () => {
    expect(findLanguage(['nl-NL', 'fr-CH', 'de'], offered)).toBe('fr');
    expect(findLanguage([null, 7, '', 'not a tag', 'nl'], offered)).toBe('en');
  });
});

describe('chooseLanguage', () => {
  const setQuery = (query: string) => history.replaceState(null, '', location.pathname + query);
  const { search } = location;
  afterEach(() => {
    setQuery(search);
    sessionStorage.clear();
  });

  const storeChoice = (text: string) => localStorage.setItem('switchboard.kept.language', text);

  it('takes the language of the address for this visit, until the user chooses another one', () => {
    setQuery('?call=bob&lang=ar');
    expect(chooseLanguage(offered)).toBe('ar');
    // The sign-in leaves the page and returns without the query.
    setQuery('');
    expect(chooseLanguage(offered)).toBe('ar');
    expect(localStorage.length).toBe(0);
    setQuery('?call=bob&lang=ar');
    storeChoice('"de"');
    forgetVisitLanguage();
    expect(location.search).toBe('?call=bob');
    expect(chooseLanguage(offered)).toBe('de');
  });

  it.each([
    ['', '"de"', 'de'],
    ['', '{', 'en'],
    ['?lang=tlh', '"de"', 'de'],
    ['?lang=en-GB', '"de"', 'en'],
  ])('with the query "%s" and the stored choice %s takes %s', (query, choice, language) => {
    storeChoice(choice);
    setQuery(query);
    expect(chooseLanguage(offered)).toBe(language);
  });
});

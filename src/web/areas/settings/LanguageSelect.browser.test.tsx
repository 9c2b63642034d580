import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { i18n } from '../../fixtures/i18n.ts';
import { renderPlain, runAndRender } from '../../fixtures/render.tsx';
import { pageLanguages } from '../../i18n/pageLanguages.ts';
import { LanguageSelect } from './LanguageSelect.tsx';

afterEach(() => runAndRender(() => pageLanguages.choose('en')));

const getBox = () => screen.getByRole('combobox', { name: 'Language' });
const chooseLanguage = (tag: string) =>
  runAndRender(() => fireEvent.change(screen.getByRole('combobox'), { target: { value: tag } }));

it('names each language in the language itself, and changes the language of the page at once', async () => {
  renderPlain(<LanguageSelect />);
  expect(getBox()).toHaveValue('en');
  expect(within(getBox()).getByRole('option', { name: 'العربية' })).toHaveAttribute('lang', 'ar');
  await chooseLanguage('ar');
  await expect.poll(() => [i18n.language, document.documentElement.dir]).toEqual(['ar', 'rtl']);
});

it('says that a language could not be loaded, and shows the present language again', async () => {
  vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('Failed to fetch'));
  renderPlain(<LanguageSelect />);
  await chooseLanguage('ja');
  expect(await screen.findByRole('alert')).toHaveTextContent('This language could not be loaded.');
  expect(getBox()).toHaveValue('en');
});

import { expect, it, vi } from 'vitest';
import { findFormatLocale, formatValue } from './formatValue.ts';

it('isolates a Latin name in an Arabic text, and an Arabic name in an English text', () => {
  expect(formatValue('Bob (HR)', 'ar', 'name')).toBe('\u2068Bob (HR)\u2069');
  expect(formatValue('محمد', 'en', 'name')).toBe('\u2068محمد\u2069');
  expect(formatValue('+1 425 555 0100', 'he', 'number')).toBe('\u2068+1 425 555 0100\u2069');
});

it('leaves alone names in the direction of the text, and values that the user copies', () => {
  expect(formatValue('Bob (HR)', 'de', 'name')).toBe('Bob (HR)');
  expect(formatValue('https://login.example', 'ar', 'origin')).toBe('https://login.example');
});

it('B12: passes over a browser language that is no language tag, which would make each format throw', () => {
  vi.stubGlobal('navigator', { languages: ['en-US@posix', 'en-GB'] });
  expect(['en', 'de'].map(findFormatLocale)).toEqual(['en-GB', 'de']);
});

it('writes numbers with the digits of the language', () => {
  vi.stubGlobal('navigator', { languages: ['en-GB'] });
  expect(formatValue(12, 'ja', 'count')).toBe('12');
  expect(formatValue(12, 'ar-EG', 'count')).toBe('١٢');
});

it('joins the items of a list as the language does, and isolates each item', () => {
  const names = ['Ana', 'Ben', 'Cem'];
  expect(formatValue(names, 'en', 'names')).toBe('Ana, Ben, Cem');
  expect(formatValue(names, 'de', 'names')).toBe('Ana, Ben und Cem');
  expect(formatValue(names, 'ja', 'names')).toBe('Ana、Ben、Cem');
  expect(formatValue(['Ana', 'משה'], 'he', 'names')).toBe('\u2068Ana\u2069 ומשה');
});

import { afterEach, expect, it, vi } from 'vitest';
import { findFormatLocale } from './formatLocale.ts';

afterEach(() => vi.restoreAllMocks());

it('B12: passes over a browser language that is no language tag, which would make each format throw', () => {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-US@posix', 'en-GB']);
  expect(findFormatLocale('en')).toBe('en-GB');
  expect(findFormatLocale('de')).toBe('de');
});

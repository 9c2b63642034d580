import { FluentProvider } from '@fluentui/react-components';
import { render } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { afterEach, expect, it } from 'vitest';
import { i18n } from '../fixtures/i18n.ts';
import { CallTitleText } from './CallTitleText.tsx';
import { PersonAvatar } from './PersonAvatar.tsx';

afterEach(async () => {
  await i18n.changeLanguage('en');
});

/** @returns whether the page shows the first text to the left of the second. Both are inside one text node */
function isLeftOf(container: HTMLElement, first: string, second: string): boolean {
  const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
  const node = walker.nextNode();
  const findLeft = (text: string) => {
    const start = node?.textContent?.indexOf(text) ?? -1;
    if (!node || start < 0) throw new Error(`${text} is not in ${String(node?.textContent)}.`);
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, start + text.length);
    return range.getBoundingClientRect().left;
  };
  return findLeft(first) < findLeft(second);
}

it.each([
  ['rtl', 'Ada Lovelace', ['A', 'L'], true],
  ['ltr', 'Ada Lovelace', ['A', 'L'], true],
  ['rtl', 'דנה כהן', ['ד', 'כ'], false],
  ['ltr', 'דנה כהן', ['ד', 'כ'], false],
] as const)(
  'draws on a page in direction %s the initials of %s in their order',
  (dir, name, initials, isLeft) => {
    const { container } = render(
      <FluentProvider dir={dir}>
        <PersonAvatar name={name} size={32} />
      </FluentProvider>,
    );
    expect(isLeftOf(container, initials[0], initials[1])).toBe(isLeft);
  },
);

it('begins the title of a group call with the name, in the direction of the page', async () => {
  const { default: words } = (await import('../locales/ar.json')) as { default: object };
  i18n.addResourceBundle('ar', 'translation', words, true, true);
  await i18n.changeLanguage('ar');
  const title = i18n.t('call.group', { name: 'Bob Baker', count: 1 });
  const { container } = render(
    // Without the provider, the component would use the languages that another file has created last.
    <I18nextProvider i18n={i18n}>
      <p dir="rtl">
        <CallTitleText title={title}>{title}</CallTitleText>
      </p>
    </I18nextProvider>,
  );
  expect(isLeftOf(container, 'وشخص', 'Bob')).toBe(true);
});

import { FluentProvider } from '@fluentui/react-components';
import { screen, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createStore } from '../base/store.ts';
import { useReadable } from '../base/useReadable.ts';
import { fail } from '../errors/problem.ts';
import { i18n } from '../fixtures/i18n.ts';
import { pressButton, renderPlain, runAndRender } from '../fixtures/render.tsx';
import { supportedLanguages } from '../i18n/supportedLanguages.ts';
import { Message } from './Message.tsx';
import { MessageLine } from './MessageLine.tsx';
import type { MessageProps } from './MessageWithAction.tsx';
import { ProblemBar } from './ProblemBar.tsx';

interface Shown extends Pick<MessageProps, 'urgency'> {
  readonly text: string;
}

/** Renders a line in the order in which the messages came. */
async function renderLine(...first: Shown[]) {
  const shown = createStore<readonly Shown[]>(first);
  const onAction = vi.fn();
  const remove = (text: string) => shown.set(shown.get().filter((message) => message.text !== text));
  const Messages = () =>
    useReadable(shown).map(({ text, ...props }) => (
      <Message
        key={text}
        {...props}
        role={props.urgency === 'failure' ? 'alert' : 'status'}
        action={`Help with ${text}`}
        onAction={() => onAction(text)}
        onDismiss={() => remove(text)}
      >
        {text}
      </Message>
    ));
  await runAndRender(() =>
    renderPlain(
      <>
        <input aria-label="Elsewhere" />
        <MessageLine>
          <Messages />
        </MessageLine>
      </>,
    ),
  );
  return {
    onAction,
    remove,
    add: (message: Shown) => runAndRender(() => shown.set([...shown.get(), message])),
  };
}

const listActions = (root: HTMLElement = document.body) =>
  within(root)
    .queryAllByRole('button', { name: /^Help/ })
    .map(({ textContent }) => textContent);
const press = (name: string) =>
  runAndRender(() =>
    screen.getByRole('button', { name }).dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 })),
  );
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it('shows the most urgent and newest message, and the next one when the user dismisses it', async () => {
  const { add } = await renderLine({ text: 'Carol left' }, { text: 'No sound', urgency: 'failure' });
  await add({ text: 'Bob left' });
  await add({ text: 'No picture', urgency: 'failure' });
  await add({ text: 'Rejoin?', urgency: 'question' });
  for (const text of ['Rejoin?', 'No picture', 'No sound', 'Bob left', 'Carol left']) {
    expect(listActions()).toEqual([`Help with ${text}`]);
    await pressButton('Dismiss');
  }
  expect(screen.queryByRole('region', { name: 'What happened' })).toBeNull();
});

it.each([1280, 320])(
  'in a window of %i pixels, frames the button that shows the other messages, inside the line',
  async (width) => {
    await page.viewport(width, 800);
    await renderLine({ text: 'Carol left' }, { text: 'Bob left' });
    const button = screen.getByRole('button', { name: '1 more' });
    expect(getComputedStyle(button).borderColor).not.toBe('rgba(0, 0, 0, 0)');
    expect(button.getBoundingClientRect().height).toBeLessThanOrEqual(44);
  },
);

it('keeps each message in one live region, so that screen readers hear it once', async () => {
  const { add } = await renderLine({ text: 'No sound', urgency: 'failure' });
  const alert = screen.getByRole('alert');
  await add({ text: 'No picture', urgency: 'failure' });
  await add({ text: 'Bob left' });
  expect(screen.getByRole('status')).toHaveTextContent('Bob left');
  await pressButton('Dismiss');
  expect(screen.getByRole('alert')).toBe(alert);
  expect(screen.getByRole('button', { name: 'Help with No sound' }).closest('[aria-live]')).toHaveAttribute(
    'aria-live',
    'off',
  );
});

it.each([
  ['alert', 'No sound', ['Help with No sound']],
  ['status', 'Bob left', ['Help with Bob left', 'Dismiss']],
] as const)('the %s has its one button that helps', async (role, text, buttons) => {
  await renderLine({ text, urgency: role === 'alert' ? 'failure' : 'notice' });
  const names = within(screen.getByRole(role))
    .getAllByRole('button')
    .map((button) => button.getAttribute('aria-label') ?? button.textContent);
  expect(names).toEqual(buttons);
  await pressButton('Dismiss');
  expect(screen.queryByRole(role)).toBeNull();
});

it('opens all messages over the page, where each can be dismissed and its action runs', async () => {
  const { onAction } = await renderLine({ text: 'Bob left' }, { text: 'Carol left' }, { text: 'Dave left' });
  const input = screen.getByRole('textbox', { name: 'Elsewhere' });
  const more = screen.getByRole('button', { name: '2 more' });
  more.focus();
  await runAndRender(() => userEvent.keyboard('{Enter}'));
  const list = await screen.findByRole('dialog', { name: 'What happened' });
  expect(listActions(list)).toEqual(['Help with Dave left', 'Help with Carol left', 'Help with Bob left']);
  expect(within(list).queryByRole('status')).toBeNull();
  await runAndRender(() => within(list).getAllByRole('button', { name: 'Dismiss' })[1]?.click());
  expect(listActions(list)).toEqual(['Help with Dave left', 'Help with Bob left']);
  expect(list.contains(document.activeElement)).toBe(true);
  expect(list.isConnected).toBe(true);
  await runAndRender(() => userEvent.keyboard('{Escape}'));
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
  await expect.poll(() => document.activeElement?.textContent).toBe('1 more');
  await pressButton('1 more');
  await runAndRender(() =>
    within(screen.getByRole('dialog')).getByRole('button', { name: 'Help with Bob left' }).click(),
  );
  expect(onAction).toHaveBeenCalledWith('Bob left');
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
  expect(input.isConnected).toBe(true);
});

it('gives the focus back when the message with the focus goes', async () => {
  await renderLine({ text: 'Bob left' });
  const input = screen.getByRole('textbox', { name: 'Elsewhere' });
  input.focus();
  screen.getByRole('button', { name: 'Dismiss' }).focus();
  await pressButton('Dismiss');
  expect(input).toHaveFocus();
});

it('takes no press just after a message has taken the place of another, unless the user has dismissed that one', async () => {
  const { add, onAction, remove } = await renderLine({ text: 'Bob left' });
  await add({ text: 'Carol left' });
  await press('Help with Carol left');
  expect(onAction).not.toHaveBeenCalled();
  await pause(600);
  await press('Dismiss');
  await press('Help with Bob left');
  expect(onAction.mock.calls).toEqual([['Bob left']]);
  await add({ text: 'Dave left' });
  await pause(600);
  await runAndRender(() => remove('Dave left'));
  await press('Help with Bob left');
  expect(onAction).toHaveBeenCalledOnce();
});

it('keeps its height with a long text, and offers the whole of it', async () => {
  const { add } = await renderLine();
  const readHeight = () => screen.getByRole('textbox').nextElementSibling?.getBoundingClientRect().height;
  const height = readHeight();
  await add({ text: 'Short.' });
  expect(screen.queryByRole('button', { name: 'Show all' })).toBeNull();
  await add({ text: 'A long sentence that says the same again and again. '.repeat(12) });
  await pressButton('Dismiss');
  await add({ text: 'Another long sentence. '.repeat(40), urgency: 'failure' });
  await pressButton('1 more');
  await runAndRender(() => screen.getAllByRole('button', { name: 'Dismiss' }).at(-1)?.click());
  await runAndRender(() => userEvent.keyboard('{Escape}'));
  await expect.poll(() => screen.queryByRole('button', { name: 'Show all' })).toBeVisible();
  expect(readHeight()).toBe(height);
});

afterEach(async () => {
  await i18n.changeLanguage('en');
  await page.viewport(1280, 800);
});

it.each(supportedLanguages.flatMap(({ tag }) => [320, 390].map((width) => [tag, width] as const)))(
  'in the language %s and a window of %i pixels, shows the whole name of the caller whose call the user has missed',
  async (tag, width) => {
    const { default: words } = (await import(`../locales/${tag}.json`)) as { default: object };
    i18n.addResourceBundle(tag, 'translation', words, true, true);
    await i18n.changeLanguage(tag);
    await page.viewport(width, 800);
    const name = 'Maximiliane von Hohenstein-Wartenberg';
    const onRemedy = vi.fn();
    await runAndRender(() =>
      renderPlain(
        <FluentProvider dir={i18n.dir()}>
          <MessageLine>
            <Message role="status">Another message</Message>
            <ProblemBar
              problem={fail('call-missed').problem}
              name={name}
              further=" (+11)"
              onRemedy={onRemedy}
              onDismiss={() => {}}
              isOnLine
            />
          </MessageLine>
        </FluentProvider>,
      ),
    );
    const message = screen.getByText(new RegExp(name));
    const text = document.createRange();
    const node = [...message.childNodes].find(({ textContent }) => textContent?.includes(name)) ?? message;
    const start = node.textContent?.indexOf(name) ?? 0;
    text.setStart(node, start);
    text.setEnd(node, start + name.length);
    expect(text.getBoundingClientRect().bottom).toBeLessThanOrEqual(message.getBoundingClientRect().bottom);
    await userEvent.click(screen.getByRole('button', { name: i18n.t('remedies.callBack') }));
    expect(onRemedy).toHaveBeenCalledOnce();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  },
);

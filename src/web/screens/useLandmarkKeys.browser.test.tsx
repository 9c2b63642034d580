import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { renderApp } from '../fixtures/render.tsx';
import { Shortcuts } from './Shortcuts.tsx';

const renderParts = (dialog: boolean) =>
  renderApp(
    <>
      <Shortcuts />
      <nav>
        <a href="#calls">Calls</a>
        <a href="#people" aria-current="page">
          People
        </a>
      </nav>
      <header>
        <input aria-label="Call someone" />
        <button>Call</button>
      </header>
      <main>
        <div role="toolbar">
          <button>Mute</button>
        </div>
      </main>
      <section>
        <h2>Favourites</h2>
        <button>Bob Baker</button>
      </section>
      {dialog && <div role="dialog" aria-modal="true" />}
    </>,
  );
const press = async (keys: string) => {
  await userEvent.keyboard(keys);
  return document.activeElement?.ariaLabel ?? document.activeElement?.textContent;
};
const next = '{Control>}{F6}{/Control}';
const previous = '{Control>}{Shift>}{F6}{/Shift}{/Control}';

it('moves the focus from part to part of the window by Ctrl+F6, also out of a text field', async () => {
  await renderParts(false);
  document.querySelector('input')?.focus();
  expect(await press(next)).toBe('Mute');
  expect(await press(next)).toBe('Bob Baker');
  expect(await press(next)).toBe('People');
  expect(await press(previous)).toBe('Bob Baker');
});

it('leaves the focus in an open dialog', async () => {
  await renderParts(true);
  document.querySelector('input')?.focus();
  expect(await press(next)).toBe('Call someone');
});

import { afterEach, expect, it } from 'vitest';
import { findClippedTexts } from './clippedTexts.ts';

afterEach(() => document.body.replaceChildren());

/** Shows HTML in the page. @returns the texts that `findClippedTexts` finds, without the elements */
function findTexts(html: string): string[] {
  const container = document.createElement('div');
  container.innerHTML = html;
  document.body.append(container);
  return findClippedTexts().map((line) => line.split(' — ')[0] ?? '');
}

it('finds a text that an element cuts off in its width or in its height, and a text outside the window', () => {
  expect(
    findTexts(`<p style="width: 60px; overflow: hidden; white-space: nowrap">[A text that is too wide]</p>
      <p style="width: 60px; height: 20px; overflow: hidden">[A text that is too high]</p>
      <p style="position: absolute; inset-inline-start: 95vw; white-space: nowrap">[A text at the edge of the window]</p>`),
  ).toEqual(['[A text that is too wide]', '[A text that is too high]', '[A text at the edge of the window]']);
});

it('ignores names, texts that the user can scroll to, and texts for screen readers only', () => {
  expect(
    findTexts(`<p style="width: 60px; overflow: hidden; white-space: nowrap">Bartholomew Featherstonehaugh</p>
      <p style="width: 60px; overflow: hidden; white-space: nowrap"><bdi>[Bartholomew Featherstonehaugh and one more]</bdi></p>
      <p style="width: 60px; overflow: auto; white-space: nowrap">[A text that the user scrolls to]</p>
      <p style="position: absolute; width: 1px; height: 1px; overflow: hidden">[A text for screen readers]</p>
      <p style="min-width: 60px; height: 1px; border: 1px solid; overflow: hidden; clip-path: inset(50%)">
        <span style="display: block; overflow: hidden; white-space: nowrap">[A text in a row that is hidden as a whole]</span>
      </p>
      <p style="width: 60px; overflow: hidden">[A text that fits]</p>`),
  ).toEqual([]);
});

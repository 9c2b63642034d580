import { fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { pressButton, renderApp, runAndRender } from '../../fixtures/render.tsx';
import { pageLanguages } from '../../i18n/pageLanguages.ts';
import { NotesTab } from './NotesTab.tsx';

afterEach(() => runAndRender(() => pageLanguages.choose('en')));

const findField = () => screen.getByRole('textbox', { name: 'Outcomes to choose from' });

it('stores one outcome for each line, without empty and repeated lines', async () => {
  const { phone } = await renderApp(<NotesTab />);
  const text = ' Sale \n\nNo interest\nSale\n';
  await runAndRender(() => fireEvent.change(findField(), { target: { value: text } }));
  expect(phone.settings.get().callLabels).toEqual(['Sale', 'No interest']);
  // The field keeps the text as the user typed it.
  expect(findField()).toHaveValue(text);
});

it('restores the default outcomes', async () => {
  const { phone } = await renderApp(<NotesTab />, { settings: { callLabels: ['Sale'] } });
  expect(findField()).toHaveValue('Sale');
  await pressButton('Use the default outcomes');
  expect(phone.settings.get().callLabels).toBeNull();
  expect(findField()).toHaveValue(
    ['Resolved', 'Call back later', 'Message taken', 'Wrong number', 'Spam'].join('\n'),
  );
});

it('shows the default outcomes in the new language when the user changes the language', async () => {
  await pageLanguages.loadRest();
  await renderApp(<NotesTab />);
  expect(findField()).toHaveDisplayValue(/^Resolved/);
  await runAndRender(() => pageLanguages.choose('de'));
  await expect.poll(() => screen.getByRole<HTMLTextAreaElement>('textbox').value).toMatch(/^Erledigt/);
});

import { fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { NoteFateContext } from '../../history/HistoryProvider.tsx';
import { startCallLog } from '../../history/callLog.ts';
import { renderInCall, runAndRender } from '../../fixtures/render.tsx';
import { note } from './note.ts';
import { NotePanel } from './NotePanel.tsx';

const findField = () => screen.getByRole('textbox', { name: 'Note' });
const type = (text: string) => runAndRender(() => fireEvent.change(findField(), { target: { value: text } }));

async function renderPanel() {
  const app = await renderInCall(<NotePanel />, {
    features: [note],
    settings: { callLabels: ['Sale', 'No interest'] },
  });
  startCallLog(app.phone, app.history);
  return app;
}

it('saves the last words at once when the page is left', async () => {
  const { history } = await renderPanel();
  await type('Wants an offer');
  await runAndRender(() => dispatchEvent(new Event('pagehide')));
  expect(history.entries.get()).toMatchObject([{ note: 'Wants an offer' }]);
});

it('saves the note while the user types, and keeps it when the SDK changes the id of the call', async () => {
  const { call, history } = await renderPanel();
  await type('Wants');
  await expect.poll(() => history.entries.get()[0]?.note).toBe('Wants');
  await runAndRender(() => call.changeId('another'));
  await type('Wants an offer');
  await expect.poll(() => history.entries.get()).toMatchObject([{ key: 'another', note: 'Wants an offer' }]);
  expect(findField()).toHaveValue('Wants an offer');
});

it('focuses the note, shows the word Note only as the title of the panel, and offers the outcomes of the settings', async () => {
  const { history } = await renderPanel();
  expect(findField()).toHaveFocus();
  const shownWords = screen.getAllByText('Note').filter(({ offsetWidth }) => offsetWidth > 1);
  expect(shownWords.map(({ tagName }) => tagName)).toEqual(['H2']);
  const options = screen.getByRole('combobox', { name: 'Outcome' }).querySelectorAll('option');
  expect([...options].map(({ text }) => text)).toEqual(['None', 'Sale', 'No interest']);
  expect(history.entries.get()[0]).not.toHaveProperty('note');
});

it.each([
  ['kept', /It stays on this computer/],
  ['deletedAtSignOut', /Signing out deletes it/],
  ['sent', /sent to your company’s system/],
] as const)('says what becomes of a note that is %s', async (fate, hint) => {
  await renderInCall(
    <NoteFateContext value={fate}>
      <NotePanel />
    </NoteFateContext>,
    { features: [note] },
  );
  expect(findField()).toHaveAccessibleDescription(hint);
});

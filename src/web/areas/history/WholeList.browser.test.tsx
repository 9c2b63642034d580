import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { pressButton, renderApp, runAndRender } from '../../fixtures/render.tsx';
import { createTestEntry } from '../../fixtures/testEntry.ts';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { ClearHistory, ExportHistory } from './WholeList.tsx';

it('clears the list only after a question, whose answer Keep gives the focus back', async () => {
  const onCleared = vi.fn();
  const { history } = await renderApp(<ClearHistory onCleared={onCleared} />);
  await runAndRender(() => history.add(createTestEntry()));
  await pressButton('Clear list');
  expect(screen.getByRole('group', { name: 'Clear the whole list?' })).toHaveFocus();
  await userEvent.keyboard('{Tab}{Tab}{Enter}');
  await expect.element(screen.getByRole('button', { name: 'Clear list' })).toHaveFocus();
  expect(history.entries.get()).toHaveLength(1);
  await pressButton('Clear list');
  await pressButton('Clear');
  expect(history.entries.get()).toEqual([]);
  expect(onCleared).toHaveBeenCalledOnce();
});

it('saves the given calls as a CSV file with the names of people, and without formulas', async () => {
  const saved: { name: string; content: Promise<string> }[] = [];
  const createUrl = vi.spyOn(URL, 'createObjectURL');
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    const [file] = createUrl.mock.lastCall ?? [];
    if (file instanceof Blob) saved.push({ name: this.download, content: file.text() });
  });
  const entry = createTestEntry({
    outcome: 'answered',
    at: new Date(2026, 2, 30, 9, 5, 7).getTime(),
    seconds: 65,
    code: '0/0',
    via: { rawId: '28:orgid:q', name: '=Support' },
    transferredTo: carol.rawId,
    note: 'Wants "A", not B',
    label: 'Resolved',
  });
  await renderApp(<ExportHistory entries={[entry]} />);
  await pressButton('Export as CSV');
  await vi.waitFor(() => expect(saved).toHaveLength(1));
  click.mockRestore();
  createUrl.mockRestore();
  expect(saved[0]?.name).toMatch(/^switchboard-calls-\d{4}-\d\d-\d\d\.csv$/);
  const content = (await saved[0]?.content) ?? '';
  expect(content.split('\r\n')).toEqual([
    expect.stringContaining('Date,Time,Direction,Name,Number or id,Result,Seconds,Via,Transferred to'),
    `2026-03-30,09:05:07,Incoming,Bob Baker,${bob.oid},Transferred to Carol Chen,65,'=Support,` +
      'Carol Chen,Resolved,"Wants ""A"", not B",0/0',
    '',
  ]);
});

import { expect, it, vi } from 'vitest';
import { pressButton, renderApp } from '../../fixtures/render.tsx';
import { bob, carol } from '../../fixtures/testUsers.ts';
import type { HistoryEntry } from '../../history/history.ts';
import { ExportHistory } from './ExportHistory.tsx';

const entry: HistoryEntry = {
  key: 'call',
  other: bob.rawId,
  name: null,
  target: null,
  outcome: 'answered',
  withVideo: false,
  at: new Date(2026, 2, 30, 9, 5, 7).getTime(),
  seconds: 65,
  code: '0/0',
  via: { rawId: '28:orgid:q', name: '=Support' },
  transferredTo: carol.rawId,
  toVoicemail: false,
  note: 'Wants "A", not B',
  label: 'Resolved',
};

it('saves the given calls as a CSV file with the names of people, and without formulas', async () => {
  const saved: { name: string; content: Promise<string> }[] = [];
  const createUrl = vi.spyOn(URL, 'createObjectURL');
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    const [file] = createUrl.mock.lastCall ?? [];
    if (file instanceof Blob) saved.push({ name: this.download, content: file.text() });
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

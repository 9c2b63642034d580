import type { KeyboardEvent } from 'react';

const findRow = (list: Element, index: number) => list.querySelector<HTMLElement>(`[data-row="${index}"]`);
const findButtons = (row: Element | null) => [...(row?.querySelectorAll<HTMLElement>('button') ?? [])];

/** Returns the row to which a key moves the focus; `null` for any other key. */
function findNextIndex(key: string, index: number, count: number): number | null {
  if (key === 'ArrowDown') return Math.min(index + 1, count - 1);
  if (key === 'ArrowUp') return Math.max(index - 1, 0);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}

/**
 * Moves the focus to the same button of another row. A row without buttons gets the focus itself.
 * @param count the number of rows, of which some may not be rendered
 * @param renderRow renders the row with this index
 */
export function moveFocusByKey(
  event: KeyboardEvent,
  count: number,
  renderRow: (index: number) => void,
): void {
  const { currentTarget: list, target, key } = event;
  if (
    !(target instanceof HTMLElement) ||
    event.defaultPrevented ||
    /^(?:INPUT|TEXTAREA)$/.test(target.tagName)
  )
    return;
  const row = target.closest<HTMLElement>('[data-row]');
  if (!row || !list.contains(row) || event.ctrlKey || event.altKey || event.metaKey) return;
  const nextIndex = findNextIndex(key, Number(row.dataset.row), count);
  if (nextIndex === null) return;
  event.preventDefault();
  const position = findButtons(row).indexOf(target);
  renderRow(nextIndex);
  // A row that was not rendered is rendered before one of the next frames.
  const focusNextRow = (triesLeft: number) => {
    const nextRow = findRow(list, nextIndex);
    if (!nextRow && triesLeft > 0) return void requestAnimationFrame(() => focusNextRow(triesLeft - 1));
    const buttons = findButtons(nextRow);
    (buttons[Math.max(position, 0)] ?? buttons.at(-1) ?? nextRow)?.focus();
  };
  focusNextRow(10);
}

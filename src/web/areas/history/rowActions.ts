import type { MouseEvent } from 'react';
import { usePeople } from '../../people/PeopleProvider.tsx';
import type { HistoryEntry } from '../../history/history.ts';
import { usePhone } from '../../calling/react.tsx';
import { isShortNumber, type Target } from '../../calling/call/target.ts';

/** The target that a press on an entry calls; `null` when the entry cannot be called. */
export function callBackTarget(entry: HistoryEntry): Target | null {
  const { other } = entry;
  const target: Target | null = entry.target ?? (other === null ? null : { kind: 'people', rawIds: [other] });
  // Only the dial box calls emergency numbers, because it warns the user first. A stray press must not call one.
  return target?.kind === 'people' && target.rawIds.some(isShortNumber) ? null : target;
}

/**
 * The click listener of the whole list. It finds the pressed row by its `data-` attributes, because a listener on every
 * button would cost memory for every call.
 */
export function useRowActions(entries: readonly HistoryEntry[]): (event: MouseEvent) => void {
  const phone = usePhone();
  const { favourites } = usePeople();
  return ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('button[data-action]') : null;
    const entry = entries.find(({ key }) => key === button?.dataset.call);
    if (!button || !entry) return;
    if (button.dataset.action === 'star' && entry.other !== null)
      favourites.toggle({ id: entry.other, name: button.dataset.name ?? '' });
    const callee = button.dataset.action === 'call' ? callBackTarget(entry) : null;
    if (callee) void phone.placeCall(callee, { video: entry.withVideo });
  };
}

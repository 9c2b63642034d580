import type { MouseEvent } from 'react';
import { usePeople } from '../../people/PeopleProvider.tsx';
import type { HistoryEntry } from '../../history/history.ts';
import { usePhone } from '../../calling/react.tsx';
import { isShortNumber, type Target } from '../../calling/call/target.ts';

/** @returns the target that a press on the entry calls; `null` if the entry cannot be called */
export function findCallBackTarget(entry: HistoryEntry): Target | null {
  const { other: otherId } = entry;
  const target: Target | null =
    entry.target ?? (otherId === null ? null : { kind: 'people', rawIds: [otherId] });
  // Only the dial box calls emergency numbers, because it warns the user first. A stray press must not call such a number.
  return target?.kind === 'people' && target.rawIds.some(isShortNumber) ? null : target;
}

/**
 * Creates the one click listener of the whole list. It finds the pressed row by the `data-` attributes of the row's buttons,
 * because a listener for each button would cost memory.
 */
export function useRowClickListener(entries: readonly HistoryEntry[]): (event: MouseEvent) => void {
  const phone = usePhone();
  const { favourites } = usePeople();
  return ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('button[data-action]') : null;
    const entry = entries.find(({ key }) => key === button?.dataset.call);
    if (!button || !entry) return;
    if (button.dataset.action === 'star' && entry.other !== null)
      favourites.toggle({ id: entry.other, name: button.dataset.name ?? '' });
    const callee = button.dataset.action === 'call' ? findCallBackTarget(entry) : null;
    if (callee) void phone.placeCall(callee, { video: entry.withVideo });
  };
}

import type { MouseEvent } from 'react';
import { usePeople } from '../../people/PeopleProvider.tsx';
import type { HistoryEntry } from '../../history/history.ts';
import { usePhone } from '../../calling/react.tsx';
import { isShortNumber, type Target } from '../../calling/call/target.ts';

/** Where pressing a call of the past leads; `null` where it leads nowhere. */
export function callBackTarget(entry: HistoryEntry): Target | null {
  const { other } = entry;
  const target: Target | null = entry.target ?? (other === null ? null : { kind: 'people', rawIds: [other] });
  // An emergency number is dialled in the box only, which says first what will happen; never by a stray press.
  return target?.kind === 'people' && target.rawIds.some(isShortNumber) ? null : target;
}

/**
 * What the list's one listener does, whichever row is pressed: a listener on each button of each row would make the page
 * heavier by every call.
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
    const back = button.dataset.action === 'call' ? callBackTarget(entry) : null;
    if (back) void phone.placeCall(back, { video: entry.withVideo });
  };
}

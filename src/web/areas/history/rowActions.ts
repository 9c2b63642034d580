import type { MouseEvent } from 'react';
import type { HistoryEntry } from '../../history/history.ts';
import { usePhone } from '../../calling/react.tsx';
import { toOneClickTarget, type Target } from '../../calling/call/target.ts';
import type { CallGroup } from './groupEntries.ts';

/** @returns the target that *Call back* calls; `null` if the entry cannot be called */
export function findCallBackTarget(entry: HistoryEntry): Target | null {
  const { other: otherId } = entry;
  return toOneClickTarget(entry.target ?? (otherId === null ? null : { kind: 'people', rawIds: [otherId] }));
}

/**
 * Creates the one click listener of the list, which finds the row by `data-` attributes: a listener per button costs memory.
 * @param onToggle opens or closes the details of a row
 */
export function useRowClickListener(
  groups: readonly CallGroup[],
  onToggle: (groupKey: string) => void,
): (event: MouseEvent) => void {
  const phone = usePhone();
  return ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('button[data-action]') : null;
    const group = groups.find(({ key }) => key === button?.dataset.group);
    if (!button || !group) return;
    if (button.dataset.action === 'toggle') return onToggle(group.key);
    const callee = findCallBackTarget(group.entries[0]);
    const isDisabled = button.getAttribute('aria-disabled') === 'true';
    if (callee && !isDisabled) void phone.placeCall(callee, { video: false });
  };
}

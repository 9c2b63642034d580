import { useSyncExternalStore } from 'react';
import { secondClock } from '../base/secondClock.ts';
import { useTimeFormats } from '../i18n/formatTime.ts';

/** Returns the whole seconds since a time. The component renders again every second. @param since in milliseconds since 1970 */
export function useSecondsSince(since: number): number {
  return useSyncExternalStore(secondClock.subscribe, () =>
    Math.max(0, Math.floor((secondClock.get() - since) / 1000)),
  );
}

/**
 * The running time since an event. A screen reader never announces it by itself.
 * @param props.label says what the time measures, for example *Call time*
 */
export function RunningTime({
  since,
  label,
  className,
}: {
  since: number;
  label: string;
  className?: string;
}) {
  const { formatDuration } = useTimeFormats();
  return (
    <span aria-label={label} role="timer" aria-live="off" className={className}>
      {formatDuration(useSecondsSince(since))}
    </span>
  );
}

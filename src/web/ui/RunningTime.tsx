import { mergeClasses } from '@fluentui/react-components';
import { useSyncExternalStore, type ReactNode } from 'react';
import { secondClock } from '../base/secondClock.ts';
import { useTimeFormats } from '../i18n/formatTime.ts';

/** Returns the whole seconds since a time, and renders the component again every second. @param since in milliseconds since 1970 */
function useSecondsSince(since: number): number {
  return useSyncExternalStore(secondClock.subscribe, () =>
    Math.max(0, Math.floor((secondClock.get() - since) / 1000)),
  );
}

interface RunningTimeProps {
  /** In milliseconds since 1970. */
  since: number;
  /** What the time measures, for example *Call time*. */
  label: string;
  className?: string;
  /** Shows what the time measures, where it stands in a column with other times. */
  icon?: ReactNode;
  /** After `afterSeconds`, the element gets this class, too. */
  late?: { afterSeconds: number; className: string };
}

/** The running time since an event. A screen reader never announces it by itself. */
export function RunningTime({ since, label, className, icon, late }: RunningTimeProps) {
  const { formatDuration } = useTimeFormats();
  const seconds = useSecondsSince(since);
  const isLate = late !== undefined && seconds >= late.afterSeconds;
  return (
    <span
      aria-label={label}
      title={label}
      role="timer"
      aria-live="off"
      className={mergeClasses(className, isLate && late.className)}
    >
      {icon}
      {formatDuration(seconds)}
    </span>
  );
}

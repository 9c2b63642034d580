import { useEffect } from 'react';
import { useReadable } from '../../base/useReadable.ts';
import { usePhone } from '../../calling/react.tsx';

/** Whether this browser can show notifications at all. */
const canNotify = () => 'Notification' in globalThis;

/** What the browser lets this site show; `null` where it cannot show anything. */
export const notificationPermission = (): NotificationPermission | null =>
  canNotify() ? Notification.permission : null;

/**
 * The operating system shows a call while the window is hidden, if the person wants that. It silences its own sound:
 * the ring is ours. Pressing it brings the window back, and answers nothing.
 */
export function useNotification(key: string, title: string, body: string): void {
  const { notifications } = useReadable(usePhone().settings);
  useEffect(() => {
    if (!notifications || notificationPermission() !== 'granted') return;
    let shown: Notification | null = null;
    const look = () => {
      if (document.hidden) shown ??= show(key, title, body);
      else {
        shown?.close();
        shown = null;
      }
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      shown?.close();
    };
  }, [notifications, key, title, body]);
}

function show(tag: string, title: string, body: string): Notification | null {
  try {
    const notification = new Notification(title, { tag, body, silent: true, requireInteraction: true });
    notification.addEventListener('click', () => {
      window.focus();
      notification.close();
    });
    return notification;
  } catch {
    // Some phones show none for a page: ring, title and icon are left.
    return null;
  }
}

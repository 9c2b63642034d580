import { useEffect } from 'react';
import { useReadable } from '../../base/useReadable.ts';
import { usePhone } from '../../calling/react.tsx';

/** The site's permission for notifications; `null` if the browser has none. */
export const notificationPermission = (): NotificationPermission | null =>
  'Notification' in globalThis ? Notification.permission : null;

/**
 * Shows a notification of the operating system while the tab is hidden, if the user has turned notifications on. It is
 * silent, because the app plays the ringtone. A press on it shows the tab, and does not answer the call.
 * @param key identifies the call: a second notification with the same key replaces the first
 */
export function useNotification(key: string, title: string, body: string): void {
  const { notifications } = useReadable(usePhone().settings);
  useEffect(() => {
    if (!notifications || notificationPermission() !== 'granted') return;
    let shown: Notification | null = null;
    const update = () => {
      if (document.hidden) shown ??= show(key, title, body);
      else {
        shown?.close();
        shown = null;
      }
    };
    update();
    document.addEventListener('visibilitychange', update);
    return () => {
      document.removeEventListener('visibilitychange', update);
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
    // Browsers on some phones throw here. The user still has the ringtone, the title and the icon of the tab.
    return null;
  }
}

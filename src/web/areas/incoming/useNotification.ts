import { useEffect } from 'react';
import { joinStops, listenTo } from '../../base/subscriptions.ts';
import { useReadable } from '../../base/useReadable.ts';
import { usePhone } from '../../calling/react.tsx';

/** @returns whether the site may show notifications; `null` if the browser has none */
export const readNotificationPermission = (): NotificationPermission | null =>
  'Notification' in globalThis ? Notification.permission : null;

/**
 * Shows a notification of the operating system while the tab is hidden, if the user has turned notifications on. It is silent,
 * because the app plays the ringtone. A press on the notification shows the tab, and does not accept the call.
 * @param key identifies the call: a second notification with the same key replaces the first
 */
export function useNotification(key: string, title: string, body: string): void {
  const { notifications } = useReadable(usePhone().settings);
  useEffect(() => {
    if (!notifications || readNotificationPermission() !== 'granted') return;
    let notification: Notification | null = null;
    const update = () => {
      if (document.hidden) notification ??= showNotification(key, title, body);
      else {
        notification?.close();
        notification = null;
      }
    };
    update();
    return joinStops(listenTo(document, ['visibilitychange'], update), () => notification?.close());
  }, [notifications, key, title, body]);
}

function showNotification(tag: string, title: string, body: string): Notification | null {
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

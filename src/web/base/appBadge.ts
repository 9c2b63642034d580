/**
 * Shows a number on the icon of the installed app, in the task bar or dock of the system. In a tab of the browser this has no
 * effect.
 * @param count 0 removes the number
 * @see https://developer.mozilla.org/docs/Web/API/Navigator/setAppBadge
 */
export function showBadge(count: number): void {
  if (!('setAppBadge' in navigator)) return;
  // Some systems refuse, for example without the permission for notifications. The app shows the number itself, too.
  void navigator.setAppBadge(count).catch(() => {});
}

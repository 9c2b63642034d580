/**
 * Shows a number on the installed app's icon in the system's task bar or dock. In a browser tab, this has no effect.
 * @param count 0 removes the number
 * @see https://developer.mozilla.org/docs/Web/API/Navigator/setAppBadge
 */
export function showBadge(count: number): void {
  if (!('setAppBadge' in navigator)) return;
  // Some systems refuse, for example without the permission for notifications. The app also shows the number itself.
  void navigator.setAppBadge(count).catch(() => {});
}

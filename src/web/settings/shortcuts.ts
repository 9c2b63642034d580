/** What keys can do, in the order of the list. */
export const shortcutActions = [
  'accept',
  'acceptWithVideo',
  'decline',
  'mute',
  'camera',
  'screenShare',
  'hold',
  'raiseHand',
  'hangUp',
] as const;
export type ShortcutAction = (typeof shortcutActions)[number];

/** Those of Teams on the web, where it has them: nobody should have to learn others. */
const defaults: Record<ShortcutAction, string> = {
  accept: 'Ctrl+Shift+S',
  acceptWithVideo: 'Ctrl+Shift+A',
  decline: 'Ctrl+Shift+D',
  mute: 'Ctrl+Shift+M',
  camera: 'Ctrl+Shift+O',
  screenShare: 'Ctrl+Shift+E',
  hold: 'Ctrl+Shift+Y',
  raiseHand: 'Ctrl+Shift+K',
  hangUp: 'Ctrl+Shift+H',
};

type Keys = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>;

/**
 * The pressed keys in writing, for example `Ctrl+Shift+M`.
 * @returns `null` while only modifiers are down, and for a bare letter, which belongs to whatever has the focus
 */
export function shortcutOf({ key, code, ctrlKey, altKey, shiftKey, metaKey }: Keys): string | null {
  if (['Control', 'Shift', 'Alt', 'Meta', 'AltGraph'].includes(key)) return null;
  // The letter on the key, whatever Shift or Alt make of it.
  const name = /^Key([A-Z])$|^Digit(\d)$/.exec(code)?.slice(1).find(Boolean) ?? key;
  const isFunctionKey = /^F\d+$/.test(name);
  if (!ctrlKey && !altKey && !metaKey && !isFunctionKey) return null;
  const modifiers = [ctrlKey && 'Ctrl', altKey && 'Alt', metaKey && 'Meta', shiftKey && 'Shift'];
  return [...modifiers.filter(Boolean), name].join('+');
}

/** Whose keys these are. @param chosen what the person changed: `null` is none, what is missing is the default */
export const shortcutFor = (
  action: ShortcutAction,
  chosen: Readonly<Record<string, string | null>>,
): string | null => {
  const own = chosen[action];
  return own === undefined ? defaults[action] : own;
};

export const actionOf = (
  shortcut: string,
  chosen: Readonly<Record<string, string | null>>,
): ShortcutAction | undefined => shortcutActions.find((action) => shortcutFor(action, chosen) === shortcut);

/** Whether keys belong to a field that somebody types in. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

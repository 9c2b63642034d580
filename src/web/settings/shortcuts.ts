/** The actions that can have a shortcut, in the order of the settings. */
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

/** The shortcuts of Teams on the web, where it has them, so that users need not learn others. */
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
 * The pressed keys as text, for example `Ctrl+Shift+M`.
 * @returns `null` for modifiers alone, and for keys without a modifier other than Shift, which the focused element needs
 */
export function shortcutOf({ key, code, ctrlKey, altKey, shiftKey, metaKey }: Keys): string | null {
  if (['Control', 'Shift', 'Alt', 'Meta', 'AltGraph'].includes(key)) return null;
  // The letter on the key, because Shift and Alt change `key`.
  const name = /^Key([A-Z])$|^Digit(\d)$/.exec(code)?.slice(1).find(Boolean) ?? key;
  const isFunctionKey = /^F\d+$/.test(name);
  if (!ctrlKey && !altKey && !metaKey && !isFunctionKey) return null;
  const modifiers = [ctrlKey && 'Ctrl', altKey && 'Alt', metaKey && 'Meta', shiftKey && 'Shift'];
  return [...modifiers.filter(Boolean), name].join('+');
}

/**
 * @param chosen the user's shortcuts by action; `null` means no shortcut, and a missing action has its default
 * @returns the shortcut of an action; `null` for none
 */
export const shortcutFor = (
  action: ShortcutAction,
  chosen: Readonly<Record<string, string | null>>,
): string | null => {
  const own = chosen[action];
  return own === undefined ? defaults[action] : own;
};

/** The action of a shortcut. @param chosen as for `shortcutFor` */
export const actionOf = (
  shortcut: string,
  chosen: Readonly<Record<string, string | null>>,
): ShortcutAction | undefined => shortcutActions.find((action) => shortcutFor(action, chosen) === shortcut);

/** Whether the target of a key press is a field in which the user types. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/**
 * The actions that can have a shortcut, in the order of the settings, and their default shortcuts. Most of these are the
 * same as in Teams on the web, so that users need not learn others.
 */
const defaultShortcuts = {
  accept: 'Ctrl+Shift+S',
  acceptWithVideo: 'Ctrl+Shift+A',
  decline: 'Ctrl+Shift+D',
  mute: 'Ctrl+Shift+M',
  camera: 'Ctrl+Shift+O',
  screenShare: 'Ctrl+Shift+E',
  hold: 'Ctrl+Shift+Y',
  // Without a call, the browser uses these two keys: in Chromium and Firefox, X may switch the text direction, B shows bookmarks.
  transfer: 'Ctrl+Shift+X',
  resumeTransferee: 'Ctrl+Shift+B',
  ask: 'Ctrl+Shift+F',
  nextCall: 'Ctrl+Shift+L',
  // Neither Chromium nor Firefox uses digits with Ctrl and Shift. Both use them with Ctrl, and on Linux with Alt, for their tabs.
  call1: 'Ctrl+Shift+1',
  call2: 'Ctrl+Shift+2',
  call3: 'Ctrl+Shift+3',
  call4: 'Ctrl+Shift+4',
  call5: 'Ctrl+Shift+5',
  call6: 'Ctrl+Shift+6',
  call7: 'Ctrl+Shift+7',
  call8: 'Ctrl+Shift+8',
  call9: 'Ctrl+Shift+9',
  raiseHand: 'Ctrl+Shift+K',
  hangUp: 'Ctrl+Shift+H',
};
export type ShortcutAction = keyof typeof defaultShortcuts;
export const shortcutActions = Object.keys(defaultShortcuts) as readonly ShortcutAction[];

/** An action that switches to a certain call, for example `call2` to the call whose number in the list of calls is 2. */
type SlotAction = Extract<ShortcutAction, `call${number}`>;

export const isSlotAction = (action: ShortcutAction): action is SlotAction => action.startsWith('call');

/** @returns the number of the call to which an action switches */
export const readSlot = (action: SlotAction): number => Number(action.slice('call'.length));

/** @returns the action that switches to the call with this number; `undefined` from 10 on */
export const findSlotAction = (slot: number): SlotAction | undefined =>
  shortcutActions.filter(isSlotAction).find((action) => readSlot(action) === slot);

type PressedKeys = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>;

/**
 * Writes the pressed keys as text, for example `Ctrl+Shift+M`.
 * @returns `null` if only modifiers are pressed, and for keys that the focused element needs
 */
export function readShortcut({ key, code, ctrlKey, altKey, shiftKey, metaKey }: PressedKeys): string | null {
  if (['Control', 'Shift', 'Alt', 'Meta', 'AltGraph'].includes(key)) return null;
  // The letter or digit comes from `code`, for example `KeyM`, because Shift and Alt change `key`.
  const [, letter, digit] = /^Key([A-Z])$|^Digit(\d)$/.exec(code) ?? [];
  const keyName = letter ?? digit ?? key;
  const isFunctionKey = /^F\d+$/.test(keyName);
  if (!ctrlKey && !altKey && !metaKey && !isFunctionKey) return null;
  const modifiers = [ctrlKey && 'Ctrl', altKey && 'Alt', metaKey && 'Meta', shiftKey && 'Shift'];
  return [...modifiers.filter(Boolean), keyName].join('+');
}

/** Maps actions to the user's shortcuts. `null` means no shortcut, and a missing action has its default shortcut. */
type UserShortcuts = Readonly<Record<string, string | null>>;

export const findShortcut = (action: ShortcutAction, userShortcuts: UserShortcuts): string | null => {
  const userShortcut = userShortcuts[action];
  return userShortcut === undefined ? defaultShortcuts[action] : userShortcut;
};

export const findAction = (shortcut: string, userShortcuts: UserShortcuts): ShortcutAction | undefined =>
  shortcutActions.find((action) => findShortcut(action, userShortcuts) === shortcut);

const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/**
 * Whether a text field uses the pressed keys itself: the user types there, or edits, for example with Ctrl+A or Alt+Backspace.
 * A field uses neither function keys nor a letter with Ctrl and Shift, so these keys may be shortcuts while the user types.
 */
export const isUsedByField = ({ target, ctrlKey, shiftKey, altKey, code, key }: KeyboardEvent): boolean =>
  isTextField(target) &&
  !/^F\d+$/.test(key) &&
  !(ctrlKey && shiftKey && !altKey && /^(Key[A-Z]|Digit\d)$/.test(code));

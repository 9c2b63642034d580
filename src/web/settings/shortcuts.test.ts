import { expect, test } from 'vitest';
import {
  findAction,
  findShortcut,
  findSlotAction,
  isSlotAction,
  readShortcut,
  readSlot,
} from './shortcuts.ts';

const noKeys = { key: '', code: '', ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };

test.each([
  [{ key: 'M', code: 'KeyM', ctrlKey: true, shiftKey: true }, 'Ctrl+Shift+M'],
  [{ key: 'µ', code: 'KeyM', altKey: true }, 'Alt+M'],
  [{ key: '!', code: 'Digit1', ctrlKey: true, shiftKey: true }, 'Ctrl+Shift+1'],
  [{ key: 'F9', code: 'F9' }, 'F9'],
  [{ key: 'm', code: 'KeyM' }, null],
  [{ key: 'M', code: 'KeyM', shiftKey: true }, null],
  [{ key: 'Control', code: 'ControlLeft', ctrlKey: true }, null],
])('reads the pressed keys %j as the shortcut %s', (keys, shortcut) => {
  expect(readShortcut({ ...noKeys, ...keys })).toBe(shortcut);
});

test('prefers the user’s shortcut to the default, and uses no shortcut if the user has set null', () => {
  expect(findShortcut('mute', {})).toBe('Ctrl+Shift+M');
  expect(findShortcut('mute', { mute: 'F9' })).toBe('F9');
  expect(findShortcut('mute', { mute: null })).toBeNull();
  expect(findAction('F9', { mute: 'F9' })).toBe('mute');
  expect(findAction('Ctrl+Shift+M', { mute: 'F9' })).toBeUndefined();
});

test('knows which action switches to the call with a number, up to 9', () => {
  expect(findSlotAction(9)).toBe('call9');
  expect(findSlotAction(10)).toBeUndefined();
  const action = findAction('Ctrl+Shift+4', {});
  expect(action && isSlotAction(action) && readSlot(action)).toBe(4);
  expect(isSlotAction('nextCall')).toBe(false);
});

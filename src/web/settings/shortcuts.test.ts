import { expect, test } from 'vitest';
import { actionOf, shortcutFor, shortcutOf } from './shortcuts.ts';

const pressed = (part: Partial<Parameters<typeof shortcutOf>[0]>) =>
  shortcutOf({ key: '', code: '', ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, ...part });

test.each([
  [{ key: 'M', code: 'KeyM', ctrlKey: true, shiftKey: true }, 'Ctrl+Shift+M'],
  [{ key: 'µ', code: 'KeyM', altKey: true }, 'Alt+M'],
  [{ key: '!', code: 'Digit1', ctrlKey: true, shiftKey: true }, 'Ctrl+Shift+1'],
  [{ key: 'F9', code: 'F9' }, 'F9'],
  [{ key: 'm', code: 'KeyM' }, null],
  [{ key: 'M', code: 'KeyM', shiftKey: true }, null],
  [{ key: 'Control', code: 'ControlLeft', ctrlKey: true }, null],
])('writes %j as %s', (keys, text) => {
  expect(pressed(keys)).toBe(text);
});

test('prefers the user’s shortcut to the default, and null means none', () => {
  expect(shortcutFor('mute', {})).toBe('Ctrl+Shift+M');
  expect(shortcutFor('mute', { mute: 'F9' })).toBe('F9');
  expect(shortcutFor('mute', { mute: null })).toBeNull();
  expect(actionOf('F9', { mute: 'F9' })).toBe('mute');
  expect(actionOf('Ctrl+Shift+M', { mute: 'F9' })).toBeUndefined();
});

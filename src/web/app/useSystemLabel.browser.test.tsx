import { renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import { createStore } from '../base/store.ts';
import { useSystemLabel } from './App.tsx';

// The build of the tests contains the drop-in SDK, the emulator's replacement of the Calling SDK.
it.each([
  [null, 'Emulator'],
  ['Staging', 'Emulator · Staging'],
  ['Emulator', 'Emulator'],
])('E7: with the name %s in config.json, an emulated phone shows the label "%s"', (name, label) => {
  const configuredName = createStore<string | null>(name);
  expect(renderHook(() => useSystemLabel(configuredName)).result.current).toBe(label);
});

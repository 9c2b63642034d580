import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { createStore, type Readable } from '../base/store.ts';
import { useSystemLabel } from './App.tsx';

function Label({ configuredName }: { configuredName: Readable<string | null> }) {
  return <p>{useSystemLabel(configuredName)}</p>;
}

// The build of the tests contains the drop-in SDK, the emulator's replacement of the Calling SDK.
it.each([
  [null, 'Emulator'],
  ['Staging', 'Emulator · Staging'],
  ['Emulator', 'Emulator'],
])('E7: with the name %s in config.json, an emulated phone shows the label "%s"', (name, shownLabel) => {
  render(<Label configuredName={createStore<string | null>(name)} />);
  expect(screen.getByText(shownLabel, { exact: true })).toBeDefined();
});

import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { createStore, type Readable } from '../base/store.ts';
import { useSystemLabel } from './useSystemLabel.ts';

afterEach(cleanup);

function Label({ configured }: { configured: Readable<string | null> }) {
  return <p>{useSystemLabel(configured)}</p>;
}

// A test's build has the stand-in for the Calling SDK, as `npm run dev` has.
it.each([
  [null, 'Emulator'],
  ['Staging', 'Emulator · Staging'],
  ['Emulator', 'Emulator'],
])('E7: with the label %s in config.json an emulated phone is marked "%s"', (configured, shown) => {
  render(<Label configured={createStore(configured)} />);
  expect(screen.getByText(shown, { exact: true })).toBeDefined();
});

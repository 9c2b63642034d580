import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { createStore, type Readable } from '../base/store.ts';
import { useSystemLabel } from './useSystemLabel.ts';

afterEach(cleanup);

function Label({ configured }: { configured: Readable<string | null> }) {
  return <p>{useSystemLabel(configured)}</p>;
}

// The build of the tests contains the drop-in SDK, like `npm run dev`.
it.each([
  [null, 'Emulator'],
  ['Staging', 'Emulator · Staging'],
  ['Emulator', 'Emulator'],
])('E7: labels an emulated phone with the label %s in config.json as "%s"', (configured, shown) => {
  render(<Label configured={createStore(configured)} />);
  expect(screen.getByText(shown, { exact: true })).toBeDefined();
});

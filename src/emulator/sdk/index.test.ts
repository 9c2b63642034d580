import { expect, test } from 'vitest';
import type * as Real from '@azure/communication-calling';
import * as emulated from './index.ts';

test('the drop-in SDK, which replaces the real SDK, has the same type, and all features', () => {
  const module: typeof Real = emulated;
  expect(Object.keys(module.Features)).toHaveLength(23);
});

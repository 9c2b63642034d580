import { expect, test } from 'vitest';
import { createConditionStore } from '../core/conditionStore.ts';
import { createPresenceLimiter } from './presenceLimit.ts';
import { GraphError } from './graphError.ts';

/** Creates a limiter with a clock of its own. `ask` returns the seconds that Graph asks to wait; `null` for an answer. */
function createLimiter() {
  let time = 0;
  const limit = createPresenceLimiter(createConditionStore(), () => time);
  const ask = (clientId = 'app', tenantId = 'tenant'): string | null => {
    try {
      limit(clientId, tenantId);
      return null;
    } catch (error) {
      if (!(error instanceof GraphError) || error.status !== 429) throw error;
      return error.headers['retry-after'] ?? '';
    }
  };
  return { ask, advance: (seconds: number) => (time += seconds * 1000) };
}

test('A9: Graph answers 1,500 requests about presence in 30 s, for each application in each tenant', () => {
  const { ask, advance } = createLimiter();
  for (let requests = 0; requests < 1_500; requests++) expect(ask()).toBeNull();
  expect(ask()).toBe('30');
  expect(ask('another app')).toBeNull();
  expect(ask('app', 'another tenant')).toBeNull();
  advance(20);
  expect(ask()).toBe('10');
  advance(11);
  expect(ask()).toBeNull();
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findCycles } from './cycles.ts';
import { exists, importsOf, sourceFiles, type Import } from './imports.ts';
import { rules } from './rules.ts';
import { verdict } from './verdict.ts';

const all = sourceFiles('src').flatMap((file) => importsOf(file));
const show = ({ from, to }: Import) => `${from} → ${to}`;
const verdictsOf = (from: string, line: string) => importsOf(from, line).map((found) => verdict(found));

describe('who may import whom', () => {
  it('the table allows every import in src', () => {
    expect(all.flatMap((found) => (verdict(found) ? [`${show(found)}: ${verdict(found)}`] : []))).toEqual([]);
  });

  it('every relative import names a file that exists, so that none escapes the table', () => {
    const ours = all.filter(({ to }) => to.startsWith('src/') || to.startsWith('public/'));
    expect(ours.length).toBeGreaterThan(100);
    expect(ours.filter(({ to }) => !exists(to)).map(show)).toEqual([]);
  });

  it('every folder of the table exists', () => {
    expect(rules.map(({ folder }) => folder).filter((folder) => !exists(folder))).toEqual([]);
  });

  it.each([
    ['src/contract/exchange.ts', `import { start } from '../web/assembly/start.ts';`],
    ['src/web/calling/phone.ts', `import { mute } from '../features/mute/mute.ts';`],
    ['src/web/calling/phone.ts', `import { useState } from 'react';`],
    ['src/web/calling/phone.ts', `import { CallClient } from '@azure/communication-calling';`],
    ['src/web/features/mute/mute.ts', `import { hold } from '../hold/hold.ts';`],
    ['src/web/features/mute/mute.ts', `export * from '../hold/hold.ts';`],
    ['src/web/areas/dial/DialBox.tsx', `import { HistoryList } from '../history/HistoryList.tsx';`],
    ['src/web/features/mute/mute.ts', `import { ProblemList } from '../../areas/notices/ProblemList.tsx';`],
    ['src/web/history/history.ts', `import { useRowActions } from '../areas/history/rowActions.ts';`],
    ['src/web/calling/phone.ts', `import type { People } from '../people/people.ts';`],
    ['src/web/calling/call/session.ts', `import type { LiveCall } from '../calls/liveCall.ts';`],
    ['src/web/features/mute/mute.ts', `const sdk = await import('@azure/communication-calling');`],
    ['src/web/screens/HomeScreen.tsx', `import { startAuth } from '../auth/start.ts';`],
    ['src/web/screens/HomeScreen.tsx', `import { createPhone } from '../calling/phone.ts';`],
    ['src/web/screens/HomeScreen.tsx', `import type { Call } from '@azure/communication-calling';`],
    ['src/web/backend/tokenHook.ts', `import { start } from '../auth/start.ts';`],
    ['src/web/assembly/start.ts', `import { readFileSync } from 'node:fs';`],
    ['src/web/assembly/start.ts', `import { people } from '../emulator/seed.ts';`],
    ['src/server/app.ts', `import { people } from '../emulator/seed.ts';`],
    ['src/emulator/core/seed.ts', `import { createApp } from '../../server/app.ts';`],
    ['src/emulator/wire/outbox.ts', `import { randomUUID } from 'node:crypto';`],
    ['src/emulator/wire/protocol.ts', `import { Hono } from 'hono';`],
    ['src/emulator/sdk/index.ts', `import { randomUUID } from 'node:crypto';`],
    ['src/emulator/controls/page/main.ts', `import { readFileSync } from 'node:fs';`],
    ['src/emulator/controls/page/main.ts', `import { readState } from '../state.ts';`],
    ['src/contract/exchange.ts', `import { randomUUID } from 'node:crypto';`],
    ['src/emulator/graph/graph.ts', `import { createTokenIssuer } from '../entra/tokens.ts';`],
  ])('%s with `%s` is refused', (from, line) => {
    expect(verdictsOf(from, line)).toEqual([expect.any(String)]);
  });

  it('types of the SDK may be imported where its values may not', () => {
    expect(
      verdictsOf(
        'src/web/calling/phone.ts',
        `import type { TeamsCall } from '@azure/communication-calling';`,
      ),
    ).toEqual([null]);
  });
});

describe('import cycles, type-only imports included', () => {
  const cycles = findCycles(all);

  it('finds a cycle of three files, one of them by a type', () => {
    const found = [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
      ['c', 'd'],
    ].map(([from = '', to = '']) => ({ from, to, typeOnly: from === 'b' }));
    expect(findCycles(found)).toEqual([['a', 'b', 'c']]);
  });

  it('finds none in src', () => {
    expect(cycles).toEqual([]);
  });
});

describe('the emulator stays out of the product', () => {
  it('no file of the app or the service names it', () => {
    const naming = [...sourceFiles('src/web'), ...sourceFiles('src/server')].filter(
      (file) => !/\.test\.tsx?$|\/fixtures\//.test(file) && /emulator/i.test(readFileSync(file, 'utf8')),
    );
    expect(naming).toEqual([]);
  });
});

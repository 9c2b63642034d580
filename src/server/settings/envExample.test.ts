import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readFaults } from '../fixtures/settings.ts';
import type { Environment } from './configFault.ts';

test('S16: readSettings refuses the unchanged .env.example, because its ids are placeholders', () => {
  const example = readFileSync(resolve(import.meta.dirname, '../../../.env.example'), 'utf8');
  const entries = [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
  const faults = readFaults(Object.fromEntries(entries) as Environment);
  expect(faults.map((fault) => fault.split(':')[0])).toEqual([
    'API_CLIENT_ID',
    'ACS_CONNECTION_STRING',
    'ALLOWED_TENANTS',
  ]);
});

test('.env.example names every variable that the service reads, and no other', () => {
  const server = resolve(import.meta.dirname, '..');
  const sources = readdirSync(server, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(server, file), 'utf8'));
  const variablesInSources = sources.flatMap((text) =>
    [...text.matchAll(/\benv\['(\w+)'\]/g)].map(([, name]) => name),
  );
  const example = readFileSync(join(server, '../../.env.example'), 'utf8');
  const variablesInExample = [...example.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(new Set(variablesInExample)).toEqual(new Set(variablesInSources));
});

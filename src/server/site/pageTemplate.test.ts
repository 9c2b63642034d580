import { brotliDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createNonce, createPageTemplate } from './pageTemplate.ts';

/** A page like the built one: many elements with the nonce, up to 20 KB apart. */
const html = [
  '<!doctype html><html lang="en"><title>Été</title><script nonce="__CSP_NONCE__">start()</script>',
  ...Array.from({ length: 14 }, (_, index) => {
    const rules = Array.from({ length: index * 60 }, (_rule, rule) => `.f${rule * 7919}{top:${rule % 13}px}`);
    return `<style data-order="${index}" nonce="__CSP_NONCE__">${rules.join('')}</style>`;
  }),
  '<script type="module" src="/assets/load.js" nonce="__CSP_NONCE__"></script></html>',
].join('\n');

test('createPageTemplate compresses a page once, and fills any nonce into all places of the compressed page', async () => {
  const template = await createPageTemplate(html);
  const nonces = new Set(Array.from({ length: 100 }, createNonce));
  expect(nonces.size).toBe(100);
  for (const nonce of nonces) {
    const compressed = template.fillCompressed(nonce);
    expect(compressed && brotliDecompressSync(compressed).toString()).toBe(template.fill(nonce));
    expect(template.fill(nonce).split(`nonce="${nonce}"`)).toHaveLength(17);
    expect(compressed?.length).toBeLessThan(html.length / 4);
  }
});

test('createNonce returns 128 random bits, in characters that a policy allows', () => {
  const nonces = Array.from({ length: 500 }, createNonce);
  expect(nonces.filter((nonce) => !/^[\w-]{22}AA$/.test(nonce))).toEqual([]);
  for (let index = 0; index < 21; index += 1)
    expect(new Set(nonces.map((nonce) => nonce[index])).size).toBeGreaterThan(50);
});

test('createPageTemplate leaves a page without a place for the nonce as it is', async () => {
  const template = await createPageTemplate('<!doctype html>');
  expect(template.fill(createNonce())).toBe('<!doctype html>');
  expect(template.fillCompressed(createNonce())).toBeNull();
});

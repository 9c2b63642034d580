import { expect, test } from 'vitest';
import { renderDiagram } from './diagrams.ts';

test('renderDiagram draws the nodes, and names the image by their texts', () => {
  const html = renderDiagram('flowchart LR\n  app["App<br>React"] -- "sign in" --> entra["Entra"]\n');
  expect(html).toContain('<svg role="img" aria-label="Diagram: ');
  const [, name = ''] = /aria-label="([^"]*)"/.exec(html) ?? [];
  for (const text of ['App React', 'sign in', 'Entra']) expect(name).toContain(text);
});

test('renderDiagram loads nothing from other hosts', () => {
  const html = renderDiagram('flowchart LR\n  one --> two\n');
  expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|@import|<style/);
});

test('renderDiagram throws for a diagram that it cannot draw', () => {
  expect(() => renderDiagram('no diagram')).toThrow();
});

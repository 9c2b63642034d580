import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../../..');

/** A step of a guide: a heading of the second or third level, and the text below it up to the next heading. */
export interface Step {
  /** The file name of the guide. */
  readonly guide: string;
  readonly title: string;
  readonly text: string;
  /** The contents of the shell code blocks of this step. */
  readonly blocks: readonly string[];
}

const codeBlock = /^```sh\n([\s\S]*?)^```$/gm;

export const readGuide = (guide: string): string => readFileSync(join(root, 'docs', guide), 'utf8');

export function readSteps(guide: string): Step[] {
  const [, ...sections] = readGuide(guide).split(/^#{2,3} /m);
  return sections.map((section) => ({
    guide,
    title: section.slice(0, section.indexOf('\n')),
    text: section.slice(section.indexOf('\n')),
    blocks: [...section.matchAll(codeBlock)].map(([, code = '']) => code),
  }));
}

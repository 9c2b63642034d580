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

/** The page with the steps that both production guides share. */
export const sharedGuide = 'host-it.md';
export const replicasGuide = 'deploy-replicas.md';
/** The page of the third case, which goes on after the first steps of the shared page. */
export const extensionGuide = 'extension-in-production.md';

/** The two cases of a production set-up. Each has a page of its own, which leads through the shared page. */
export const cases = ['Fabrikam', 'Contoso'] as const;
export type Case = (typeof cases)[number];

export const pageOfCase = (name: Case): string => `${name.toLowerCase()}-in-production.md`;

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

/** @returns the steps of a case in the order of reading: the title of a step that is not for this case names the other one */
export function readStepsOfCase(name: Case): Step[] {
  const otherCase: Case = name === 'Fabrikam' ? 'Contoso' : 'Fabrikam';
  return [sharedGuide, pageOfCase(name)].flatMap(readSteps).filter(({ title }) => !title.includes(otherCase));
}

/** @returns the words of each command in the PowerShell blocks of a guide, without quotation marks */
export const readCmdlets = (guide: string): string[][] =>
  [...readGuide(guide).matchAll(/^```powershell\n([\s\S]*?)^```$/gm)]
    .flatMap(([, code = '']) => code.trim().split('\n'))
    .map((line) => Array.from(line.matchAll(/"([^"]*)"|\S+/g), ([word, quoted]) => quoted ?? word));

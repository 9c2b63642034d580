import { people } from '../../../src/emulator/core/seed.ts';

/** Records what happened, to explain a failure. */
export class Trace {
  private readonly lines: { who: string; what: unknown }[] = [];

  note(who: string, what: unknown): void {
    this.lines.push({ who, what });
  }

  /** @returns the last lines, with short names for ids and without the parts that every frame has. */
  last(count: number): string {
    const names = new Map(people.map(({ oid, upn }) => [oid, upn.split('@')[0] ?? '']));
    const lines = this.lines.map(({ who, what }) => {
      const text = typeof what === 'string' ? what : JSON.stringify(what);
      return `${who} ${text}`
        .replaceAll(',"state":{"muted":false,"video":false,"screen":false,"hold":false}', '')
        .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
          const name = names.get(id) ?? `#${names.size}`;
          names.set(id, name);
          return name;
        });
    });
    return lines.slice(-count).join('\n');
  }
}

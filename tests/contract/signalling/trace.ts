import { people } from '../../../src/emulator/testing/directory.ts';

/** Records commands and events in order, to explain a failure. */
export class Trace {
  private readonly entries: { subject: string; content: unknown }[] = [];

  /** @param subject for example `alice0 →` for a command of that endpoint, or `alice0 ←` for an event. */
  record(subject: string, content: unknown): void {
    this.entries.push({ subject, content });
  }

  /** @returns the last entries as text, with short names in place of ids, and without media states that have no meaning here. */
  formatLast(count: number): string {
    const names = new Map(people.map(({ oid, upn }) => [oid, upn.split('@')[0] ?? '']));
    const lines = this.entries.map(({ subject, content }) => {
      const text = typeof content === 'string' ? content : JSON.stringify(content);
      return `${subject} ${text}`
        .replaceAll(',"state":{"muted":false,"video":false,"screen":false,"hold":false}', '')
        .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (uuid) => {
          const name = names.get(uuid) ?? `#${names.size}`;
          names.set(uuid, name);
          return name;
        });
    });
    return lines.slice(-count).join('\n');
  }
}

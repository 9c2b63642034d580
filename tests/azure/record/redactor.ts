/** The kinds of values that a record must not contain. All but secrets get a pseudonym of their own. */
export type KnownKind =
  'person' | 'tenant' | 'application' | 'resource' | 'thread' | 'meeting' | 'phone' | 'call';

/** Domains of Microsoft whose host names name no customer. */
const publicDomains =
  'skype.com teams.microsoft.com office.com svc.cloud.microsoft microsoftonline.com'.split(' ');
/** Domains of Microsoft with a host for each customer. A record names only the domain. */
const customerDomains = 'communication.azure.com azure.com azure.net microsoft.com sharepoint.com'.split(' ');

/** A text that is replaced wherever it stands, in upper or lower case. */
interface KnownValue {
  readonly value: string;
  readonly pseudonym: string;
  /** Whether the value is a word of a name, which is replaced only where it stands alone. */
  readonly isWord: boolean;
}

const secretPseudonym = '‹secret›';

const escapeForPattern = (text: string): string => text.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);

/**
 * Removes secrets, names and ids from texts. The same value always gets the same pseudonym, such as `person-1`, and the
 * numbers follow the order in which the values appear. Two records of the same steps can therefore be compared.
 */
export class Redactor {
  private readonly known: KnownValue[] = [];
  private readonly pseudonyms = new Map<string, string>();
  private readonly counts = new Map<KnownKind, number>();

  /** Learns values that belong to one thing. @returns its pseudonym */
  learn(kind: KnownKind, ...values: readonly (string | undefined | null)[]): string {
    const present = values.flatMap((value) => value || []);
    const [known] = present.flatMap((value) => this.pseudonyms.get(value.toLowerCase()) ?? []);
    const pseudonym = known ?? this.createPseudonym(kind);
    for (const value of present) {
      this.pseudonyms.set(value.toLowerCase(), pseudonym);
      this.add(value, pseudonym);
      if (encodeURIComponent(value) !== value) this.add(encodeURIComponent(value), pseudonym);
    }
    return pseudonym;
  }

  /** Learns the words of a person's name, and the part of a UPN before the `@`. */
  learnWords(pseudonym: string, ...texts: readonly (string | undefined)[]): void {
    for (const word of texts.flatMap((text) => text?.split(/[\s@.,()-]+/) ?? []))
      if (word.length >= 3) this.known.push({ value: word, pseudonym, isWord: true });
  }

  /** Learns a secret, such as a token or a key. A token's three parts are secrets, too. */
  learnSecret(secret: string): void {
    for (const part of [secret, ...secret.split('.')]) if (part.length >= 8) this.add(part, secretPseudonym);
  }

  /** @returns the pseudonym of a value that may be unknown so far, such as the raw id of a participant. */
  nameOf(kind: KnownKind, value: string): string {
    const id = value.replace(/^(?:8:orgid:|4:|8:)/, '').toLowerCase();
    return this.pseudonyms.get(id) ?? this.pseudonyms.get(value.toLowerCase()) ?? this.learn(kind, id, value);
  }

  /** Removes everything from a text that could identify a customer. */
  redact(text: string): string {
    let result = text.replace(/\s*Trace ID:.*$/s, '');
    const longestFirst = this.known.toSorted((a, b) => b.value.length - a.value.length);
    for (const { value, pseudonym, isWord } of longestFirst) {
      const pattern = escapeForPattern(value);
      // Letters and digits of any script end a word.
      const search = isWord ? String.raw`(?<![\p{L}\p{N}])${pattern}(?![\p{L}\p{N}])` : pattern;
      result = result.replace(new RegExp(search, 'giu'), pseudonym);
    }
    return (
      result
        .replace(/eyJ[\w-]+\.[\w-]+\.[\w-]*/g, secretPseudonym)
        .replace(/\b(?:https?|wss?):\/\/([\w.-]+)(?::\d+)?[^\s'"),]*/g, (_, host: string) =>
          this.redactHost(host),
        )
        .replace(/19:[\w-]+@[\w.]+/g, (thread) => this.nameOf('thread', thread))
        .replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, (address) => this.nameOf('person', address))
        .replace(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi, '‹id›')
        // A number of AADSTS and an HTTP code are shorter, or have letters before them.
        .replace(/(?<![\w/])\+?\d[\d ()-]{6,}\d(?!\w)/g, '‹number›')
        .replace(/[\w+/=-]{40,}/g, secretPseudonym)
        // Messages quote what the customer has chosen, such as the name of the tenant.
        .replace(/'[^']*'|"[^"]*"/g, (quoted) =>
          /^.(?:[a-z]+-\d+|[a-z_]{1,40}|‹\w+›).$/.test(quoted) ? quoted : '‹quoted›',
        )
    );
  }

  /** @returns a host of Microsoft, or the pseudonym of another host. */
  redactHost(host: string): string {
    const isIn = (domain: string) => host === domain || host.endsWith(`.${domain}`);
    if (publicDomains.some(isIn) || host === '') return host;
    const domain = customerDomains.find(isIn);
    return domain ? `*.${domain}` : this.nameOf('resource', host);
  }

  /** @returns whether a text contains a value that was learned. Words of names do not count, because records contain such words. */
  hasLeak(text: string): boolean {
    const lowerCase = text.toLowerCase();
    return this.known.some(({ value, pseudonym, isWord }) => {
      // A part of a token is a secret, too.
      const parts = (pseudonym === secretPseudonym && value.match(/.{24}/gs)) || [value];
      return !isWord && parts.some((part) => lowerCase.includes(part.toLowerCase()));
    });
  }

  private add(value: string, pseudonym: string): void {
    this.known.push({ value, pseudonym, isWord: false });
  }

  private createPseudonym(kind: KnownKind): string {
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    return `${kind}-${count}`;
  }
}

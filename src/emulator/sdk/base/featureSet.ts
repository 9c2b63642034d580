import { callingError } from './errors.ts';

interface Made {
  dispose(): void;
}

/** The features of one object: each is made when it is first asked for, and is the same afterwards. */
export class FeatureSet {
  private readonly owner: string;
  private readonly made = new Map<unknown, Made>();

  /** @param owner the class whose features these are, for the refusal of what is none. */
  constructor(owner: string) {
    this.owner = owner;
  }

  /**
   * @param factory an entry of `Features`.
   * @param ctor which of its constructors makes features of this kind of object.
   * @throws 500/41001 for what is no such factory: a misspelt feature, or one of another kind of object.
   */
  get(factory: object, ctor: string, context: object): Made {
    const known = this.made.get(factory);
    if (known) return known;
    const make = (factory as Record<string, unknown> | undefined)?.[ctor];
    if (typeof make !== 'function') {
      throw callingError(
        500,
        41001,
        `${this.owner}.feature(${describe(factory)}): there is no such feature of it in Features.`,
        'UnexpectedClientError',
      );
    }
    const feature = new (make as new (context: object) => Made)(context);
    this.made.set(factory, feature);
    return feature;
  }

  dispose(): void {
    for (const feature of this.made.values()) feature.dispose();
  }
}

const describe = (factory: unknown): string =>
  typeof factory === 'object' && factory ? `{ ${Object.keys(factory).join(', ')} }` : JSON.stringify(factory);

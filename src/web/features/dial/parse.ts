import type en from '../../../../public/locales/en.json';

/** What somebody typed into *Call someone*. */
export type Dialled =
  | { readonly kind: 'empty' }
  | { readonly kind: 'person'; readonly rawId: string }
  | { readonly kind: 'invalid'; readonly reason: keyof (typeof en)['dial']['invalid'] };

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const withCloud = /^(8:(?:orgid|gcch|dod):)(.*)$/is;

/**
 * Recognises a Teams user id: `8:orgid:<object id>` (also `8:gcch:` and `8:dod:`), or the bare object id.
 * The SDK validates none of this, so nothing else may reach it.
 * Source: Microsoft Learn, "Communication identifier types".
 */
export function parseDialled(text: string): Dialled {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'empty' };
  const [, prefix = '8:orgid:', id = trimmed] = withCloud.exec(trimmed) ?? [];
  if (guid.test(id)) return { kind: 'person', rawId: `${prefix.toLowerCase()}${id.toLowerCase()}` };
  if (withCloud.test(trimmed) || /^[0-9a-f-]{8,}$/i.test(trimmed))
    return { kind: 'invalid', reason: 'incompleteId' };
  if (/^\d+:/.test(trimmed)) return { kind: 'invalid', reason: 'otherIdentifier' };
  if (/^\+?[\d\s()./-]{3,}$/.test(trimmed)) return { kind: 'invalid', reason: 'phoneNumber' };
  return { kind: 'invalid', reason: 'notAnId' };
}

import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatWhileTyping, parseTarget } from './parseTarget.ts';

const oid = 'b0000000-0000-4000-8000-00000000000b';
const path = '/l/meetup-join/19%3ameeting_abc%40thread.v2/0?context=%7b%7d';

it.each([
  [oid, undefined, 'person', `8:orgid:${oid}`],
  [`  ${oid.toUpperCase()}\n`, undefined, 'person', `8:orgid:${oid}`],
  [`8:orgid:${oid}`, undefined, 'person', `8:orgid:${oid}`],
  [`28:orgid:${oid}`, undefined, 'app', `28:orgid:${oid}`],
  ['+1 (425) 555-0100', undefined, 'phone', '4:+14255550100'],
  ['4:+14255550100', undefined, 'phone', '4:+14255550100'],
  ['(425) 555-0100', 'US', 'phone', '4:+14255550100'],
  ['+49116117', 'DE', 'phone', '4:+49116117'],
  // B8: the digits of Arabic and Japanese keyboards.
  ['＋٤٩ ٣٠ ۹۰۱۸۲۰', undefined, 'phone', '4:+4930901820'],
  ['１１０', 'JP', 'emergency', '4:110'],
  ['٩١１', undefined, 'emergency', '4:911'],
  // No country code is added to an emergency number.
  ['tel:112', undefined, 'emergency', '4:112'],
  ['9-1-1', 'US', 'emergency', '4:911'],
  [' 112 ', 'DE', 'emergency', '4:112'],
  ['110', 'DE', 'emergency', '4:110'],
  ['999', 'GB', 'emergency', '4:999'],
  ['000', 'AU', 'emergency', '4:000'],
  ['15', 'FR', 'emergency', '4:15'],
  ['4:911', 'US', 'emergency', '4:911'],
  ['112', 'US', 'emergency', '4:112'],
] as const)(
  'W2: parses %j in the country %s as a %s with the raw id %s',
  (text, country, targetType, rawId) => {
    const parsed = parseTarget(text, country);
    expect(parsed).toMatchObject({ targetType, target: { rawIds: [rawId] } });
    if (targetType === 'emergency') expect(parsed).toHaveProperty('displayText', rawId.slice(2));
  },
);

it.each([
  `https://teams.microsoft.com${path}`,
  'https://teams.microsoft.com/meet/201000000001?p=abc',
  `https://teams.cloud.microsoft${path}`,
  'https://teams.live.com/meet/9312345678901?p=abc',
])('parses %s as a meeting', (text) => {
  expect(parseTarget(text)).toMatchObject({ targetType: 'meeting', target: { kind: 'meeting', link: text } });
});

it.each<[text: string, reason: string, country?: 'US' | 'DE' | 'GB']>([
  ['8:orgid:', 'incompleteId'],
  [`8:orgid:${oid.slice(0, -1)}`, 'incompleteId'],
  [oid.slice(0, 20), 'incompleteId'],
  [`8:orgid:${oid}x`, 'incompleteId'],
  ['8:acs:00000000-1111', 'otherIdentifier'],
  ['28:orgid:00000000-1111', 'incompleteId'],
  ['+1 42', 'phoneNumber'],
  ['425555', 'phoneNumberWithoutPlus'],
  ['https://evil.example/l/meetup-join/19%3ameeting_abc%40thread.v2/0', 'otherLink'],
  ['https://teams.microsoft.com.evil.example/meet/1', 'otherLink'],
  ['https://cloud.microsoft/meet/1', 'otherLink'],
  ['https://teams.cloud.microsoft:8443/meet/1', 'otherLink'],
  ['https://teams.microsoft.com@evil.example/meet/1', 'otherLink'],
  ['http://teams.microsoft.com/meet/201000000001', 'otherLink'],
  ['https://teams.microsoft.com/l/chat/0/0', 'otherLink'],
  ['x'.repeat(2_001), 'tooLong'],
  [`8:GCCH:${oid}`, 'nationalCloud'],
  [`28:dod:${oid}`, 'nationalCloud'],
  [`https://gov.teams.microsoft.us${path}`, 'nationalCloud'],
  ['https://teams.microsoftonline.cn/meet/201000000001', 'nationalCloud'],
  ...['x12', '#4711', 'extension 3', '12345'].map((text) => [text, 'extensionOnly'] as [string, string]),
  ['1234', 'extensionOnly', 'US'],
  ['ext. 12', 'extensionOnly', 'DE'],
  // B8: with the country in front, the number of the medical on-call service would be another number.
  ['116117', 'extensionOnly', 'DE'],
  ['999', 'emergencyElsewhere', 'US'],
  ['110', 'emergencyElsewhere', 'US'],
  ['000', 'emergencyElsewhere', 'GB'],
  ['119', 'emergencyElsewhere', 'DE'],
  ['999', 'emergencyElsewhere'],
])('W4: refuses %j with the reason %s in the country %s', (text, reason, country) => {
  const number = reason === 'emergencyElsewhere' ? { number: text } : {};
  expect(parseTarget(text, country)).toEqual({ kind: 'invalid', reason, ...number });
});

it.each(['Bob', 'bob@fabrikam.example', '<img src=x onerror=alert(1)>', 'javascript:alert(1)', 'Abbie'])(
  'parses %j as a text for which the directory can be searched',
  (text) => {
    expect(parseTarget(text)).toEqual({ kind: 'search', text });
  },
);

it('parses spaces as an empty box', () => {
  expect(parseTarget('   ')).toEqual({ kind: 'empty' });
});

it.each([
  ['+14255550100', '+1 425 555 0100'],
  ['+1425', '+1 425'],
  ['+1 425 ', '+1 425'],
  ['+4930901820', '+49 30 901820'],
  ['+', '+'],
  ['425555', '425555'],
  [oid, oid],
  ['+1 Bob', '+1 Bob'],
])('formats %j as %j while the user types', (typedText, formattedText) => {
  expect(formatWhileTyping(typedText)).toBe(formattedText);
});

it.each([
  '+1 425 555 0100 ext. 12',
  '+1 425 555 0100 ext 12',
  '+14255550100x12',
  '+1 (425) 555-0100 x 12',
  '+14255550100;ext=12',
  'tel:+1-425-555-0100;ext=12',
  '+1 425 555 0100, ext. 12',
  '+1 425 555 0100 #12',
  '+1 425 555 0100 extension 12',
])('W2: separates the phone number and the extension in %j', (text) => {
  expect(parseTarget(text)).toEqual({
    kind: 'target',
    targetType: 'phone',
    target: { kind: 'people', rawIds: ['4:+14255550100'] },
    displayText: '+1 425 555 0100',
    extension: '12',
  });
});

it('calls telephones by a full number with a country code, or by an emergency number, whatever the user types', () => {
  const text = fc.string({ unit: fc.constantFrom(...'+0123456789()-./ x٩１'.split('')), maxLength: 24 });
  const country = fc.constantFrom(undefined, 'US', 'DE', 'JP', 'FR', 'IN');
  fc.assert(
    fc.property(text, country, (typedText, countryOfUser) => {
      const parsed = parseTarget(typedText, countryOfUser);
      if (parsed.kind !== 'target' || parsed.target.kind !== 'people') return;
      const [rawId = ''] = parsed.target.rawIds;
      // `4:` begins the raw id of a telephone, and E.164 numbers begin with `+` and have at most 15 digits.
      if (parsed.targetType === 'phone') expect(rawId).toMatch(/^4:\+[1-9]\d{4,14}$/);
      if (parsed.targetType === 'emergency') expect(rawId).toMatch(/^4:\d{2,4}$/);
    }),
    { numRuns: 3_000 },
  );
});

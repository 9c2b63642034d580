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
  ['٩١١', undefined, 'emergency', '4:911'],
  ['tel:112', undefined, 'emergency', '4:112'],
] as const)('parses %j in the country %s as a %s with the raw id %s', (text, country, targetType, rawId) => {
  expect(parseTarget(text, country)).toMatchObject({ targetType, target: { rawIds: [rawId] } });
});

it.each([
  `https://teams.microsoft.com${path}`,
  'https://teams.microsoft.com/meet/201000000001?p=abc',
  `https://teams.cloud.microsoft${path}`,
  'https://teams.live.com/meet/9312345678901?p=abc',
])('parses %s as a meeting', (text) => {
  expect(parseTarget(text)).toMatchObject({ targetType: 'meeting', target: { kind: 'meeting', link: text } });
});

it.each([
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
  ...['ext. 12', 'x12', '#4711', 'extension 3', '1234', '12345'].map((text) => [text, 'extensionOnly']),
  [`8:GCCH:${oid}`, 'nationalCloud'],
  [`28:dod:${oid}`, 'nationalCloud'],
  [`https://gov.teams.microsoft.us${path}`, 'nationalCloud'],
  ['https://teams.microsoftonline.cn/meet/201000000001', 'nationalCloud'],
])('W4: refuses %j with the reason %s', (text, reason) => {
  expect(parseTarget(text ?? '')).toEqual({ kind: 'invalid', reason });
});

it.each([
  ['1234', 'US', 'extensionOnly'],
  ['ext. 12', 'DE', 'extensionOnly'],
  // B8: with the country in front, the number of the medical on-call service would be another number.
  ['116117', 'DE', 'extensionOnly'],
  ['999', 'US', 'emergencyElsewhere'],
  ['110', 'US', 'emergencyElsewhere'],
  ['000', 'GB', 'emergencyElsewhere'],
  ['119', 'DE', 'emergencyElsewhere'],
  ['999', undefined, 'emergencyElsewhere'],
] as const)(
  'W2: refuses the short number %j in the country %s with the reason %s',
  (text, country, reason) => {
    const number = reason === 'emergencyElsewhere' ? { number: text } : {};
    expect(parseTarget(text, country)).toEqual({ kind: 'invalid', reason, ...number });
  },
);

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
  ['9-1-1', 'US', '911'],
  [' 112 ', 'DE', '112'],
  ['110', 'DE', '110'],
  ['999', 'GB', '999'],
  ['000', 'AU', '000'],
  ['15', 'FR', '15'],
  ['4:911', 'US', '911'],
  ['112', 'US', '112'],
  ['911', undefined, '911'],
] as const)(
  'W2: parses %j in the country %s as an emergency number, to which no country code is added',
  (text, country, number) => {
    const target = { rawIds: [`4:${number}`] };
    expect(parseTarget(text, country)).toMatchObject({
      targetType: 'emergency',
      target,
      displayText: number,
    });
  },
);

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

import { expect, it } from 'vitest';
import { parseTarget } from './parseTarget.ts';
import { readTelLink } from './telLink.ts';

it.each([
  ['tel:+14255550100', '+14255550100'],
  ['TEL:+1-425-555-0100', '+1-425-555-0100'],
  ['tel:+1%20425%20555%200100', '+1 425 555 0100'],
  ['tel://+14255550100', '+14255550100'],
  ['tel:+1-425-555-0100;ext=12', '+1-425-555-0100 ext. 12'],
  ['tel:555-0100;phone-context=+1425', '+1425555-0100'],
  ['tel:0100;phone-context=fabrikam.example', '0100'],
  ['tel:+49%', '+49%'],
  ['tel:', ''],
  ['+14255550100', '+14255550100'],
  ['Telma', 'Telma'],
])('reads the number in %s', (link, number) => {
  expect(readTelLink(link)).toBe(number);
});

it('a tel: link means the same as its number', () => {
  for (const number of ['+14255550100', '+1-425-555-0100', '112', '911'])
    expect(parseTarget(`tel:${number}`, 'US')).toEqual(parseTarget(number, 'US'));
  expect(parseTarget('tel:+1-425-555-0100;ext=12')).toMatchObject({ targetType: 'phone', extension: '12' });
});

import { expect, it } from 'vitest';
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

import { expect, it } from 'vitest';
import { readAdminConsent } from './adminConsent.ts';

it.each([
  ['?admin_consent=True&tenant=t&scope=s', { refusal: null, rest: '' }],
  ['?call=8%3Aorgid%3Ab&admin_consent=True&tenant=t', { refusal: null, rest: '?call=8%3Aorgid%3Ab' }],
  [
    '?admin_consent=True&error=consent_required&error_description=AADSTS65004%3A+Declined.',
    { refusal: 'AADSTS65004', rest: '' },
  ],
  [
    '?error=access_denied&error_description=%3Cb%3EPay+here%3C%2Fb%3E&state=x',
    { refusal: 'access_denied', rest: '' },
  ],
  ['?admin_consent=False', null],
  ['?call=8%3Aorgid%3Ab&tenant=t', null],
  ['', null],
])('reads the query %j as %j', (query, consent) => {
  expect(readAdminConsent(query)).toEqual(consent);
});

import { pageLanguages } from '../i18n/pageLanguages.ts';
import { lazyPart } from '../ui/lazyPart.tsx';

/** A chunk of its own, because a signed-out user needs neither the signed-in app nor MSAL. */
export const SignedInApp = lazyPart(() => import('./SignedInApp.tsx'), 'SignedInApp', pageLanguages.loadRest);

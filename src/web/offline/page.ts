// The script of the offline page, which `worker.ts` shows while the server cannot be reached. The build inserts it into `page.html`.

import { chooseLanguage } from '../i18n/chooseLanguage.ts';
import { setDocumentLanguage } from '../i18n/supportedLanguages.ts';

/** The words of the offline page. Its heading is `noNetwork`, or `noAnswer` if the browser has a network. */
type Words = Readonly<Record<'noNetwork' | 'noAnswer' | 'text' | 'retry' | 'product', string>>;
/** The words in each language, by BCP 47 tag. */
export type OfflineTexts = Readonly<Record<string, Words>>;

/** The build inserts the words of all languages. */
declare const __OFFLINE_TEXTS__: OfflineTexts;
const textsByLanguage = __OFFLINE_TEXTS__;

const checkEveryMs = 5_000;

/** Opens the app as soon as the server answers again. */
async function openAppIfReachable(): Promise<void> {
  const answer = await fetch('/version.json', { cache: 'no-store' }).catch(() => null);
  if (!answer?.ok) return;
  // The next page comes without a worker, so that a faulty worker can never keep the user out. The app registers it again.
  const registration = await navigator.serviceWorker.getRegistration();
  await registration?.unregister();
  location.reload();
}

function showTexts(): void {
  const language = chooseLanguage(Object.keys(textsByLanguage));
  const texts = textsByLanguage[language];
  if (!texts) return;
  const title = navigator.onLine ? texts.noAnswer : texts.noNetwork;
  setDocumentLanguage(language);
  document.title = `${title} · ${texts.product}`;
  for (const [selector, text] of Object.entries({ h1: title, p: texts.text, button: texts.retry }))
    document.querySelector(selector)?.replaceChildren(text);
}

showTexts();
document.querySelector('button')?.addEventListener('click', () => location.reload());
addEventListener('online', () => void openAppIfReachable());
setInterval(() => void openAppIfReachable(), checkEveryMs);

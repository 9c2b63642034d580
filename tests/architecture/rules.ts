/** Says which files a file of `folder` may import, in addition to other files of `folder`. */
export interface Rule {
  readonly folder: string;
  /** Beginnings of paths from the project's root. An import of any other file is refused. */
  readonly allowedPaths: readonly string[];
}

const web = (...names: string[]) => names.map((name) => `src/web/${name}`);
const base = web('base/');
const calling = (...names: string[]) => names.map((name) => `src/web/calling/${name}`);
const locale = 'src/web/locales/';
const emulator = (...names: string[]) => names.map((name) => `src/emulator/${name}`);

/** The folders of the drop-in SDK (the emulator's replacement for the Calling SDK). Each may import the folders before it. */
const dropInFolders = [
  'base/',
  'devices/',
  'media/',
  'participants/',
  'diagnostics/',
  'call/',
  'features/',
  'agent/',
].map((name) => `src/emulator/sdk/${name}`);

/** The table of all rules. The rule of a file is the first one whose folder contains the file. */
export const rules: readonly Rule[] = [
  { folder: 'src/contract/', allowedPaths: [] },

  { folder: 'src/web/base/', allowedPaths: [] },
  { folder: 'src/web/errors/', allowedPaths: ['src/contract/', ...base] },
  { folder: 'src/web/i18n/', allowedPaths: [locale, ...base] },
  { folder: 'src/web/config/', allowedPaths: web('errors/') },
  // Tokens, and the requests to Graph. `people/` and `workday/` declare what they need from Graph, and `backend/` implements it.
  {
    folder: 'src/web/backend/',
    allowedPaths: [
      'src/contract/',
      ...web('auth/tokenRequest.ts', 'people/', 'workday/', 'config/', 'errors/'),
      ...base,
    ],
  },
  { folder: 'src/web/settings/', allowedPaths: base },
  { folder: 'src/web/ui/', allowedPaths: [...web('errors/', 'i18n/'), ...base] },
  // The user's consents to features, and the prompt that asks for them. `auth/` implements the consents.
  { folder: 'src/web/consent/', allowedPaths: [...web('errors/', 'ui/', 'i18n/'), ...base] },
  {
    folder: 'src/web/auth/',
    allowedPaths: ['src/contract/', ...web('consent/', 'errors/', 'config/', 'ui/', 'i18n/'), ...base],
  },
  // The token inspector, which shows the tokens of the sign-in. It gets the tokens through its type `InspectorSource`.
  { folder: 'src/web/inspector/', allowedPaths: [...web('errors/', 'config/', 'ui/', 'i18n/'), ...base] },
  // The set-up check, a page of its own. It needs sign-in and the token hook (how the app gets an ACS token), but no calls.
  {
    folder: 'src/web/doctor/',
    allowedPaths: [
      'src/contract/',
      ...web('auth/', 'backend/', 'config/', 'errors/', 'ui/', 'i18n/'),
      ...base,
    ],
  },

  // The boundary to the Calling SDK. Each folder imports only the folders above it in this list.
  { folder: 'src/web/calling/sdk/', allowedPaths: base },
  {
    folder: 'src/web/calling/devices/',
    allowedPaths: [...calling('sdk/'), ...web('errors/', 'settings/'), ...base],
  },
  {
    folder: 'src/web/calling/agent/',
    allowedPaths: [...calling('sdk/', 'devices/'), ...web('errors/'), ...base],
  },
  {
    folder: 'src/web/calling/call/',
    allowedPaths: [...calling('sdk/', 'devices/'), ...web('errors/'), ...base],
  },
  {
    folder: 'src/web/calling/calls/',
    allowedPaths: [...calling('sdk/', 'devices/', 'agent/', 'call/'), ...web('errors/'), ...base],
  },
  {
    folder: 'src/web/calling/tab/',
    allowedPaths: [...calling('sdk/', 'agent/', 'call/', 'calls/'), ...base],
  },
  { folder: 'src/web/calling/', allowedPaths: [...web('errors/', 'settings/'), ...base] },

  // People outside calls: names, photos, presence, favourites, and the components that show them.
  {
    folder: 'src/web/people/',
    allowedPaths: [...web('consent/', 'calling/', 'ui/', 'i18n/', 'errors/'), ...base],
  },
  // The user's day besides calls: today's meetings, new meetings and chats.
  { folder: 'src/web/workday/', allowedPaths: [...web('errors/'), ...base] },
  // The call history.
  { folder: 'src/web/history/', allowedPaths: [...web('calling/'), ...base] },
  // The search for people whom the user can call, add to a call or choose as the target of a transfer.
  {
    folder: 'src/web/callee/',
    allowedPaths: [locale, ...web('person-card/', 'people/', 'calling/', 'ui/', 'i18n/'), ...base],
  },
  // Transferring a call: the call feature, and what every part of the screen needs to start a transfer. It draws nothing.
  { folder: 'src/web/transfer/', allowedPaths: [...web('people/', 'calling/', 'i18n/', 'errors/'), ...base] },
  // The card of a person: what is known about the person, and what the user can do with them now.
  {
    folder: 'src/web/person-card/',
    allowedPaths: [...web('transfer/', 'people/', 'consent/', 'calling/', 'ui/', 'i18n/'), ...base],
  },
  // The data of *Save diagnostics*, which this folder collects by watching the calls.
  {
    folder: 'src/web/diagnostics/',
    allowedPaths: [...web('errors/', 'backend/', 'calling/', 'people/', 'history/'), ...base],
  },
  // The list of favourites, which the column *Favourites* and the view *People* show.
  {
    folder: 'src/web/favourites/',
    allowedPaths: [
      ...web('callee/', 'person-card/', 'transfer/', 'people/', 'history/', 'calling/', 'ui/', 'i18n/'),
      ...base,
    ],
  },
  // Call features: what lives as long as a call.
  {
    folder: 'src/web/features/',
    allowedPaths: [
      ...web(
        'transfer/',
        'callee/',
        'people/',
        'history/',
        'workday/',
        'consent/',
        'calling/',
        'ui/',
        'i18n/',
      ),
      ...web('errors/'),
      ...base,
    ],
  },
  // Parts of screens that are not call features.
  {
    folder: 'src/web/areas/',
    allowedPaths: [
      locale,
      ...web(
        'favourites/',
        'person-card/',
        'transfer/',
        'callee/',
        'people/',
        'consent/',
        'workday/',
        'history/',
        'calling/',
        'diagnostics/',
        'settings/',
        'ui/',
        'i18n/',
        'errors/',
      ),
      ...base,
    ],
  },
  // The pages of the app. From `config/`, they may import only `check.ts`.
  {
    folder: 'src/web/screens/',
    allowedPaths: [
      ...web(
        'areas/',
        'features/',
        'transfer/',
        'people/',
        'history/',
        'consent/',
        'calling/',
        'settings/',
        'ui/',
        'i18n/',
        'errors/',
        'config/check.ts',
      ),
      ...base,
    ],
  },
  // The HTML page around the app: Trusted Types, the check for a newer build, the style sheet.
  { folder: 'src/web/page/', allowedPaths: base },
  // Chooses the screen for the app's current phase.
  {
    folder: 'src/web/app/',
    allowedPaths: [
      ...web(
        'screens/',
        'areas/',
        'features/',
        'people/',
        'workday/',
        'history/',
        'calling/',
        'diagnostics/',
        'inspector/',
      ),
      ...web('doctor/', 'auth/', 'consent/', 'config/', 'errors/', 'ui/', 'i18n/'),
      ...base,
    ],
  },
  // The service worker, the page that it shows while the server cannot be reached, and the worker's registration.
  { folder: 'src/web/offline/', allowedPaths: [...web('i18n/'), ...base] },
  // Puts the app together.
  {
    folder: 'src/web/assembly/',
    allowedPaths: [
      ...web('app/', 'people/', 'history/', 'calling/', 'diagnostics/', 'inspector/', 'doctor/', 'auth/'),
      ...web('backend/', 'consent/', 'workday/', 'settings/', 'config/', 'errors/', 'offline/', 'page/'),
      ...base,
    ],
  },
  // The screen of a signed-out user, which the build renders, and the script that shows it while the app loads.
  {
    folder: 'src/web/first-screen/',
    allowedPaths: [...web('app/', 'assembly/', 'auth/', 'doctor/', 'i18n/', 'offline/'), ...base],
  },
  // `main.tsx`
  { folder: 'src/web/', allowedPaths: ['src/web/'] },

  { folder: 'src/server/', allowedPaths: ['src/server/', 'src/contract/'] },
  // The emulator: each folder may import folders above it in this list. `wire/` runs in the server and in the browser.
  { folder: 'src/emulator/wire/', allowedPaths: ['src/contract/'] },
  { folder: 'src/emulator/core/', allowedPaths: ['src/contract/', ...emulator('wire/')] },
  { folder: 'src/emulator/http/', allowedPaths: [] },
  // The directory file: its schema, its check, and the default file. `emulator.ts` passes the directory to all others.
  { folder: 'src/emulator/directory/', allowedPaths: emulator('wire/', 'core/', 'http/') },
  // The flags, environment variables and options of the emulator.
  { folder: 'src/emulator/settings/', allowedPaths: emulator('wire/') },
  { folder: 'src/emulator/html/', allowedPaths: emulator('core/', 'http/') },
  // The drop-in SDK runs in the browser. It shares only the protocol in `wire/` with the server.
  ...dropInFolders.map((folder, index) => ({
    folder,
    allowedPaths: [...emulator('wire/'), ...dropInFolders.slice(0, index)],
  })),
  { folder: 'src/emulator/sdk/', allowedPaths: emulator('wire/') },
  { folder: 'src/emulator/sdk-module/', allowedPaths: emulator('wire/', 'core/', 'http/') },
  { folder: 'src/emulator/entra/protocol/', allowedPaths: ['src/contract/', ...emulator('core/')] },
  { folder: 'src/emulator/entra/pages/', allowedPaths: emulator('core/', 'html/', 'entra/protocol/') },
  { folder: 'src/emulator/entra/', allowedPaths: emulator('wire/', 'core/', 'http/') },
  { folder: 'src/emulator/graph/', allowedPaths: emulator('wire/', 'core/', 'http/', 'html/') },
  { folder: 'src/emulator/identity/', allowedPaths: ['src/contract/', ...emulator('core/', 'http/')] },
  // Signalling: each folder may import the folders that are listed before it.
  { folder: 'src/emulator/signalling/endpoints/', allowedPaths: emulator('wire/', 'core/') },
  {
    folder: 'src/emulator/signalling/calls/',
    allowedPaths: emulator('wire/', 'core/', 'signalling/endpoints/'),
  },
  {
    folder: 'src/emulator/signalling/network/',
    allowedPaths: emulator('wire/', 'core/', 'signalling/calls/', 'signalling/endpoints/'),
  },
  {
    folder: 'src/emulator/signalling/features/',
    allowedPaths: emulator('wire/', 'signalling/calls/', 'signalling/endpoints/'),
  },
  {
    folder: 'src/emulator/signalling/ringing/',
    allowedPaths: emulator(
      'wire/',
      'core/',
      ...['calls/', 'endpoints/', 'network/', 'timing.ts'].map((name) => `signalling/${name}`),
    ),
  },
  { folder: 'src/emulator/signalling/', allowedPaths: emulator('wire/', 'core/') },
  { folder: 'src/emulator/controls/requests/', allowedPaths: emulator('wire/', 'core/', 'http/') },
  {
    folder: 'src/emulator/controls/actions/',
    allowedPaths: emulator('wire/', 'core/', 'signalling/', 'controls/requests/'),
  },
  // The script of the emulator's page at `/emulator`. It imports only the types of the state that the page shows.
  { folder: 'src/emulator/controls/page/', allowedPaths: emulator('controls/views.ts') },
  { folder: 'src/emulator/controls/', allowedPaths: emulator('wire/', 'core/', 'http/', 'signalling/') },
  {
    folder: 'src/emulator/scenarios/',
    allowedPaths: emulator('wire/', 'core/', 'http/', 'signalling/', 'controls/requests/'),
  },
  // The OpenAPI document, which follows from what the routes say about themselves.
  { folder: 'src/emulator/openapi/', allowedPaths: emulator('http/', 'version.ts') },
  { folder: 'src/emulator/testing/', allowedPaths: ['src/emulator/', 'src/contract/'] },
  { folder: 'src/emulator/', allowedPaths: ['src/emulator/', 'src/contract/'] },
  // The entries of the npm package, through which other projects use the emulator.
  {
    folder: 'src/emulator-package/',
    allowedPaths: emulator('emulator.ts', 'version.ts', 'settings/'),
  },
  // The commands of package.json put the programs together. `writeIcons.ts` draws the icons with the browser of the tests.
  { folder: 'src/dev/', allowedPaths: ['src/', 'tests/support/browser.ts'] },
];
